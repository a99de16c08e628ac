package main

import (
	"context"
	"errors"
	"iter"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
)

// unindexable is a log that cannot be read any more.
type unindexable struct{ eventlog.Log }

func (unindexable) Read(context.Context, event.Position) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) { yield(event.Record{}, errors.New("the disk is broken")) }
}

// An index that cannot go on is told of, and nothing else stops.
func TestIndexThatFails(t *testing.T) {
	n, err := openNode(t.TempDir(), eventlog.Options{Logger: discard()}, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := loadSample(limited(t), n, "desk", &strings.Builder{}); err != nil {
		t.Fatal(err)
	}
	n.log = unindexable{n.log}
	n.index(discard())
	n.index(discard()) // of a second server
	n.texts.indexing.Wait()
	h := n.health()
	if h.Status != healthy || h.GraphPosition != h.Position || h.SearchPosition != 0 || !strings.Contains(h.Problem, "searched no more") {
		t.Errorf("health: %+v", h)
	}
}
