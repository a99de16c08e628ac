package api_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"onrecord/api"
	"onrecord/event"
	"onrecord/eventlog"
)

// faulty is a log that panics or fails when asked for a root.
type faulty struct {
	eventlog.Log
	fail func() error
}

func (f faulty) Root(event.Position) (event.Hash, error) { return event.Hash{}, f.fail() }

func TestFaultsAreNotShown(t *testing.T) {
	quiet, old := new(bytes.Buffer), slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(quiet, nil)))
	defer slog.SetDefault(old)
	s := readStory(t)
	for name, fail := range map[string]func() error{
		"a fault": func() error { return fmt.Errorf("read /secret/path: %w", io.ErrUnexpectedEOF) },
		"a panic": func() error { panic("secret") },
	} {
		quiet.Reset()
		server := httptest.NewServer(api.NewHandler(api.Options{Log: faulty{s.log, fail}, Graph: s.graph, Recorder: s.recorder, RecordedBy: "tester"}))
		mine := *s
		mine.Server = server
		p := mine.refuse(`{ view { snapshot { root } } }`)
		if p.Extensions.Code != "INTERNAL" || strings.Contains(p.Message, "secret") || leaks(p.Message) {
			t.Errorf("%s: %+v", name, p)
		}
		if !strings.Contains(quiet.String(), "secret") {
			t.Errorf("%s: the server's log does not say what: %s", name, quiet)
		}
		if got := at(mine.ask(`{ log { totalCount } }`), "log", "totalCount"); got != 140.0 {
			t.Errorf("%s: afterwards the log counts %v", name, got)
		}
		server.Close()
	}
}

func TestAClosedLogIsUnavailable(t *testing.T) {
	s := newServer(t)
	s.record(`{"entity": {"key": "t:ann", "kind": "PERSON", "name": "Ann"}}`)
	if err := s.log.Close(); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{`{ log { totalCount } }`, `{ view { snapshot { root } } }`, `mutation { recordEvents(input: {events: [{entity: {kind: PERSON, name: "A"}}]}) { receipt { first } } }`} {
		if p := s.refuse(query); p.Extensions.Code != "UNAVAILABLE" || leaks(p.Message) {
			t.Errorf("%s: %+v", query, p)
		}
	}
}
