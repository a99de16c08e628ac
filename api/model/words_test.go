package model

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
)

// TestTextsAreNotKept: a view keeps what it read of documents for as long as it is asked, but for their texts.
func TestTextsAreNotKept(t *testing.T) {
	log, err := eventlog.Open(t.TempDir(), eventlog.Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := log.Close(); err != nil {
			t.Error(err)
		}
	}()
	text := strings.Repeat("x", event.MaxText)
	e := event.Event{ID: event.NewID(), Payload: &event.DocumentCaptured{Title: "Long", Text: text}}
	if _, err := log.Append(context.Background(), "desk", nil, e); err != nil {
		t.Fatal(err)
	}
	g := graph.New()
	if err := g.Load(log.Read(context.Background(), 0)); err != nil {
		t.Fatal(err)
	}
	v, err := (&Store{Log: log, Graph: g}).NewView(context.Background(), ViewInput{})
	if err != nil {
		t.Fatal(err)
	}
	found, _ := v.view.Document(e.ID)
	d := v.newDocument(found)
	for range 2 {
		if title, err := d.Title(); err != nil || title == nil || *title != "Long" {
			t.Errorf("the title is %v, %v", title, err)
		}
		if got, err := d.Text(); err != nil || got == nil || *got != text {
			t.Errorf("the text is not that of the log: %v", err)
		}
	}
	by, payload, err := v.words.at(1)
	if kept, is := payload.(*event.DocumentCaptured); !is || kept.Text != "" || kept.Title != "Long" || by != "desk" || err != nil {
		t.Errorf("kept is %.80v by %q, %v", payload, by, err)
	}
}
