package main

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
)

// watched is a log that notes from where it is followed.
type watched struct {
	eventlog.Log
	followed chan event.Position
}

func (w watched) Follow(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	w.followed <- after
	return w.Log.Follow(ctx, after)
}

// A node loads what the log held, follows from there, and misses nothing in between.
func TestNodeLoadsAndThenFollows(t *testing.T) {
	dir := t.TempDir()
	n, err := openNode(dir, eventlog.Options{Logger: discard()}, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := loadSample(limited(t), n, "desk", &strings.Builder{}); err != nil {
		t.Fatal(err)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	log, err := openLog(dir, eventlog.Options{Logger: discard()}, "")
	if err != nil {
		t.Fatal(err)
	}
	held := log.Head().Position
	w := watched{log, make(chan event.Position, 1)}
	n = newNode(dir, w, discard())
	if err := n.catchUp(limited(t)); err != nil {
		t.Fatal(err)
	}
	if after := <-w.followed; after != held {
		t.Errorf("it followed the log from position %d; want %d, where what was loaded ends", after, held)
	}
	e := event.Event{ID: event.NewID(), Payload: &event.EntityDescribed{Kind: event.KindPerson, Name: "Late"}}
	receipt, err := log.Append(limited(t), "desk", nil, e)
	if err != nil {
		t.Fatal(err)
	}
	if err := n.graph.Wait(limited(t), receipt.Last); err != nil {
		t.Errorf("position %d: %v", receipt.Last, err)
	}
	if err := n.Close(); err != nil {
		t.Error(err)
	}
}

// silentLog is a log that takes no events.
type silentLog struct {
	eventlog.Log
	why error
}

func (l silentLog) Err() error { return l.why }

// A log that takes no events can be asked, and is not healthy.
func TestALogThatTakesNoEventsIsNotHealthy(t *testing.T) {
	n, err := openNode(t.TempDir(), eventlog.Options{Logger: discard()}, "")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	}()
	log := n.log
	n.log = silentLog{log, nil}
	handler := newServer(n, onlyHere("desk"), discard()).http.Handler
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", path, nil)
		r.Host = "localhost"
		handler.ServeHTTP(w, r)
		return w
	}
	for _, why := range []error{eventlog.ErrPoisoned, eventlog.ErrNoSpace, eventlog.ErrTampered} {
		n.log = silentLog{log, fmt.Errorf("%w: /secret/path", why)}
		w := get("/healthz")
		var h health
		if err := json.Unmarshal(w.Body.Bytes(), &h); err != nil || w.Code != http.StatusServiceUnavailable || h.Status != readOnly || h.Problem != why.Error() {
			t.Errorf("health: %d %s", w.Code, w.Body)
		}
		if w := get("/readyz"); w.Code != http.StatusOK {
			t.Errorf("it can answer, and is not ready: %d %s", w.Code, w.Body)
		}
		if w := get("/graphql?query=%7B__typename%7D"); w.Code != http.StatusOK {
			t.Errorf("a query: %d %s", w.Code, w.Body)
		}
	}
}
