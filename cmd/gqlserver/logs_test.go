package main

import (
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"onrecord/access"
)

// What goes wrong is logged with the id that the client was given, and without what is secret.
func TestLogs(t *testing.T) {
	o, tokens := guarded(t)
	var said strings.Builder
	m := &Main{Stderr: &said}
	o.logs = logs{Log: "json", LogRequests: true}
	logger := o.logger(m)
	handler := newServer(sampleNode(t, t.TempDir()), o, logger).http.Handler
	w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/graphql?query=%7B__typename%7D&token=hush", nil)
	r.Header.Set("Authorization", "Bearer "+tokens[access.Reader])
	handler.ServeHTTP(w, r)
	var line struct {
		Level, Msg, Method, Path, Request string
		Status, Bytes                     int
	}
	if err := json.Unmarshal([]byte(said.String()), &line); err != nil {
		t.Fatalf("%v: %s", err, &said)
	}
	if line.Msg != "request" || line.Method != "GET" || line.Path != "/graphql" || line.Status != 200 || line.Bytes != w.Body.Len() || line.Request != w.Header().Get("X-Request-Id") {
		t.Errorf("it says %s to %v", &said, w.Header())
	}
	for _, secret := range []string{tokens[access.Reader], "hush", "Bearer"} {
		if strings.Contains(said.String(), secret) {
			t.Errorf("%q is in %s", secret, &said)
		}
	}
	said.Reset()
	ctx := access.With(r.Context(), access.Caller{Name: "desk"})
	o.logger(m).With(slog.String("a", "b")).WithGroup("c").ErrorContext(ctx, "trouble")
	if !strings.Contains(said.String(), `"by":"desk"`) {
		t.Errorf("who asked is not in %s", &said)
	}
}

// As text it is for people.
func TestTextLogs(t *testing.T) {
	var said strings.Builder
	(&logs{Log: "text"}).logger(&Main{Stderr: &said}).Warn("trouble", "where", "here")
	if !strings.Contains(said.String(), "level=WARN msg=trouble where=here") {
		t.Errorf("it says %s", &said)
	}
}
