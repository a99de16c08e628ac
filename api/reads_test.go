package api_test

import (
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"onrecord/access"
	"onrecord/api"
	"onrecord/event"
	"onrecord/eventlog"
)

// counting is a log that counts the events read by their positions.
type counting struct {
	eventlog.Log
	reads *atomic.Int64
}

func (c counting) At(p event.Position) (event.Record, error) {
	c.reads.Add(1)
	return c.Log.At(p)
}

// TestEachEventIsReadOnce in a view, however many fields ask for it; and none when only the graph is asked.
func TestEachEventIsReadOnce(t *testing.T) {
	s := readStory(t)
	reads := new(atomic.Int64)
	server := httptest.NewServer(api.NewHandler(api.Options{Log: counting{s.log, reads}, Graph: s.graph, Texts: s.texts, Recorder: s.recorder, Gate: access.Open("tester")}))
	defer server.Close()
	s.Server = server
	for _, test := range []struct {
		query string
		most  int64
	}{
		{`{ view { timeline(first: 1000) { nodes { id stance holds status independentOrigins reports { told stance chain { name } document { id publisher { name } } ends { chain { name } } }
			ends { target inForce } history { id } ... on Statement { speaker { name } act about { id } } ... on Relation { type subject { id } } } } } }`, 0},
		{`{ view { timeline(first: 1000) { nodes { label summary key when { edtf } recordedBy history { summary } contradictedBy { label } reports { cue modality recordedBy excerpts { exact }
			document { title label } statement { summary } ends { reason note document { title } } } ends { reason note recordedBy } } } } }`, 146},
		{`{ view { graph { nodes { name } edges { label } } } }`, 146},
	} {
		reads.Store(0)
		s.ask(test.query)
		if got := reads.Load(); got > test.most {
			t.Errorf("%d reads of the log, at most %d are needed:\n%s", got, test.most, test.query)
		}
	}
}
