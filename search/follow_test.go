package search_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"onrecord/event"
	"onrecord/graph"
	"onrecord/recorder"
	"onrecord/search"
)

// What is erased is found no more, at any position, as soon as the erasure can be seen; what was found beside it still is.
func TestErasedWordsAreGone(t *testing.T) {
	d := newDesk(t)
	d.record(
		`{"entity": {"key": "test:ada", "kind": "PERSON", "name": "Ada Lovelace"}}`,
		`{"entity": {"key": "test:bob", "kind": "PERSON", "name": "Bob"}}`,
		`{"statement": {"key": "test:secret", "speaker": "test:bob", "act": "STATE", "about": ["test:ada"], "quotes": ["A secret about strikes"], "report": {}}}`,
		`{"statement": {"speaker": "test:bob", "act": "STATE", "about": ["test:ada"], "quotes": ["No strikes at all"], "report": {}}}`,
	)
	past := event.Position(4)
	for _, asked := range []string{"secret", "lovelace", "strikes"} {
		if len(d.find(asked)) == 0 {
			t.Fatalf("%q finds nothing before the erasure", asked)
		}
	}
	before := d.view(graph.Spec{})
	for _, position := range []event.Position{1, 3} {
		outcome, err := d.recorder.Erase(context.Background(), recorder.Erasure{Position: &position, Reason: "by law", By: "tester"})
		if err != nil || len(outcome.Errors) > 0 {
			t.Fatal(err, outcome)
		}
		if err := d.index.Wait(context.Background(), outcome.Receipt.Last); err != nil {
			t.Fatal(err)
		}
	}
	for asked, want := range map[string]int{"secret": 0, "lovelace": 0, "strikes": 1, "bob": 1} {
		for name, v := range map[string]*graph.View{"now": d.view(graph.Spec{}), "then": d.view(graph.Spec{Position: &past}), "a view made before": before} {
			if hits := d.findIn(v, asked); len(hits) != want {
				t.Errorf("%q finds %d %s, want %d", asked, len(hits), name, want)
			}
		}
	}
}

// Readers search while a writer records: a view finds the same before and after, and what is recorded by its position is
// all there.
func TestSearchWhileRecording(t *testing.T) {
	d := newDesk(t)
	d.record(`{"entity": {"key": "test:bob", "kind": "PERSON", "name": "Bob"}}`, `{"entity": {"key": "test:ada", "kind": "PERSON", "name": "Ada"}}`)
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				v := d.view(graph.Spec{})
				if err := d.index.Wait(context.Background(), v.Position()); err != nil {
					t.Error(err)
					return
				}
				want := int(v.Position()) - 2
				if got := len(d.findIn(v, "strikes")); got != want {
					t.Errorf("at position %d %d are found, want %d", v.Position(), got, want)
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for i := range 60 {
		d.record(fmt.Sprintf(`{"statement": {"speaker": "test:bob", "act": "STATE", "about": ["test:ada"], "quotes": ["number %d on the strikes"], "report": {}}}`, i))
	}
	close(done)
	readers.Wait()
	again := search.New()
	if err := again.Load(d.log.Read(context.Background(), 0)); err != nil {
		t.Fatal(err)
	}
	if again.Head() != d.index.Head() {
		t.Errorf("loaded up to %d, followed up to %d", again.Head(), d.index.Head())
	}
	q, err := search.ParseQuery("strikes number")
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := again.Search(context.Background(), d.view(graph.Spec{}), search.Ask{Query: q})
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range d.find("strikes number") {
		if h.Thing != loaded[i].Thing || h.Score != loaded[i].Score {
			t.Errorf("hit %d is %d with %v, after loading %d with %v", i, h.Thing, h.Score, loaded[i].Thing, loaded[i].Score)
		}
	}
}

// A view ahead of the index is refused, and so is a log with a gap.
func TestBehind(t *testing.T) {
	d := newDesk(t)
	d.record(`{"entity": {"key": "test:bob", "kind": "PERSON", "name": "Bob"}}`)
	q, err := search.ParseQuery("bob")
	if err != nil {
		t.Fatal(err)
	}
	x := search.New()
	var behind *search.BehindError
	if _, err := x.Search(context.Background(), d.view(graph.Spec{}), search.Ask{Query: q}); !errors.As(err, &behind) || behind.Asked != 1 || behind.Head != 0 {
		t.Errorf("an empty index answers %v", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if err := x.Wait(stopped, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting for what never comes ended with %v", err)
	}
	if _, err := d.index.Search(stopped, d.view(graph.Spec{}), search.Ask{Query: q}); !errors.Is(err, context.Canceled) {
		t.Errorf("a search that was cancelled ended with %v", err)
	}
	gap := func(yield func(event.Record, error) bool) {
		yield(event.Record{Envelope: event.Envelope{Position: 2}}, nil)
	}
	if err := x.Load(gap); err == nil {
		t.Error("a gap in the log was indexed")
	}
}
