package api

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestLease(t *testing.T) {
	w := httptest.NewRecorder()
	l := &lease{patience: patience, ResponseWriter: w}
	if n, err := l.Write([]byte("before")); n != 6 || err != nil {
		t.Errorf("before its end: %d %v", n, err)
	}
	l.Flush()
	l.end()
	w.Flushed = false
	if n, err := l.Write([]byte("after")); n != 0 || err != http.ErrHandlerTimeout {
		t.Errorf("after its end: %d %v", n, err)
	}
	l.Flush()
	if w.Body.String() != "before" || w.Flushed {
		t.Errorf("%q was written, flushed after the end: %v", w.Body, w.Flushed)
	}
}
