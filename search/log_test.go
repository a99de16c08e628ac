package search_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"sync"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/examples/airstrikes"
	"onrecord/graph"
	"onrecord/recorder"
	"onrecord/search"
)

// desk is a log with a graph and an index that follow it.
type desk struct {
	t        testing.TB
	log      *eventlog.Badger
	graph    *graph.Graph
	index    *search.Index
	recorder *recorder.Recorder
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	log, err := eventlog.Open(t.TempDir(), eventlog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, log: log, graph: graph.New(), index: search.New()}
	d.recorder = recorder.New(log, d.graph)
	head := func() event.Position { return log.Head().Position }
	ctx, cancel := context.WithCancel(context.Background())
	var followers sync.WaitGroup
	followers.Go(func() {
		if err := d.graph.Follow(ctx, log, head); !errors.Is(err, context.Canceled) {
			t.Error("the graph:", err)
		}
	})
	followers.Go(func() {
		if err := d.index.Follow(ctx, log, head); !errors.Is(err, context.Canceled) {
			t.Error("the index:", err)
		}
	})
	t.Cleanup(func() {
		cancel()
		followers.Wait()
		if err := log.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// record records drafts written as JSON, and waits until they can be found.
func (d *desk) record(lines ...string) {
	d.t.Helper()
	r := recorder.Request{By: "tester"}
	for _, line := range lines {
		draft, err := recorder.ParseDraft([]byte(line))
		if err != nil {
			d.t.Fatal(line, err)
		}
		r.Drafts = append(r.Drafts, draft)
	}
	outcome, err := d.recorder.Record(context.Background(), r)
	if err != nil || len(outcome.Errors) > 0 {
		d.t.Fatal(err, outcome.Errors)
	}
	if err := d.index.Wait(context.Background(), outcome.Receipt.Last); err != nil {
		d.t.Fatal(err)
	}
}

// tell records the airstrikes story.
func (d *desk) tell() {
	d.t.Helper()
	files, err := fs.Glob(airstrikes.FS, "*.jsonl")
	if err != nil || len(files) == 0 {
		d.t.Fatal(files, err)
	}
	for _, file := range files {
		content, err := fs.ReadFile(airstrikes.FS, file)
		if err != nil {
			d.t.Fatal(err)
		}
		var lines []string
		for line := range bytes.Lines(content) {
			lines = append(lines, string(line))
		}
		d.record(lines...)
	}
}

func (d *desk) view(spec graph.Spec) *graph.View {
	d.t.Helper()
	v, err := d.graph.View(spec)
	if err != nil {
		d.t.Fatal(err)
	}
	return v
}

// find searches the view of everything.
func (d *desk) find(text string) []search.Hit {
	d.t.Helper()
	return d.findIn(d.view(graph.Spec{}), text)
}

func (d *desk) findIn(v *graph.View, text string) []search.Hit {
	d.t.Helper()
	q, err := search.ParseQuery(text)
	if err != nil {
		d.t.Fatal(err)
	}
	hits, err := d.index.Search(context.Background(), v, search.Ask{Query: q})
	if err != nil {
		d.t.Fatal(err)
	}
	return hits
}

// snippet reads the event that a hit was found in, and marks what was looked for.
func (d *desk) snippet(h search.Hit) (field search.Field, marked string) {
	d.t.Helper()
	record, err := d.log.At(h.At)
	if err != nil {
		d.t.Fatal(err)
	}
	payload, err := record.Decode()
	if err != nil {
		d.t.Fatal(err)
	}
	s := h.Snippet(payload)
	text := []rune(s.Text)
	at := 0
	for _, r := range s.Ranges {
		marked += string(text[at:r.Start]) + "[" + string(text[r.Start:r.End]) + "]"
		at = r.End
	}
	return s.Field, marked + string(text[at:])
}
