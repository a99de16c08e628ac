package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"onrecord/eventlog"
)

// story is the sample, loaded and served: what its tests ask.
type story struct{ handler http.Handler }

// newStory loads the sample into a log of the test's own.
func newStory(t *testing.T) story {
	t.Helper()
	return story{newServer(sampleNode(t, t.TempDir()), onlyHere("desk"), discard()).http.Handler}
}

// sampleNode loads the sample into a log in a directory. It is closed when the test ends.
func sampleNode(t testing.TB, dir string) *node {
	t.Helper()
	n, err := openNode(dir, eventlog.Options{Logger: discard()}, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := loadSample(context.Background(), n, "desk", io.Discard); err != nil {
		t.Fatal(err)
	}
	return n
}

// ask asks for data; there must be no errors.
func (s story) ask(t *testing.T, query string, variables map[string]any, into any) {
	t.Helper()
	request, err := operation{query, variables}.request(limited(t), "http://localhost/graphql")
	if err != nil {
		t.Fatal(err)
	}
	answer := httptest.NewRecorder()
	s.handler.ServeHTTP(answer, request)
	var r reply
	if err := json.Unmarshal(answer.Body.Bytes(), &r); err != nil {
		t.Fatalf("%d %.500s: %v", answer.Code, answer.Body, err)
	}
	if err := r.decode(into); err != nil {
		t.Fatalf("%s\n%v: %v", query, variables, err)
	}
}
