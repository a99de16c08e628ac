package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"onrecord/backup"
	"onrecord/event"
	"onrecord/eventlog"
)

// stallTime is how long a client may take no byte of a segment before it is cut off.
const stallTime = time.Minute

// segments answers with the segment of the log after a position, as a stream of bytes. What fails on the way cuts the
// connection off, so that the client sees that the stream is not whole.
func segments(log eventlog.Log, logger *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		after, err := strconv.ParseUint(cmp.Or(r.URL.Query().Get("after"), "0"), 10, 62)
		if err != nil {
			http.Error(w, fmt.Sprintf("after=%.40q is not a position", r.URL.Query().Get("after")), http.StatusBadRequest)
			return
		}
		if r.Context().Err() != nil { // the graph has stopped, and with it what the server answers
			http.Error(w, context.Cause(r.Context()).Error(), http.StatusServiceUnavailable)
			return
		}
		s, err := backup.Cut(r.Context(), log, event.Position(after))
		if errors.Is(err, eventlog.ErrNoPosition) {
			http.Error(w, err.Error(), http.StatusConflict)
			return
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Cache-Control", "no-store")
		out := patient{w, http.NewResponseController(w)}
		defer out.done()
		if err := s.Write(out); err != nil {
			if r.Context().Err() == nil { // nobody has gone: it is our fault
				logger.Error("a backup was cut off", "after", after, "error", err)
			}
			panic(http.ErrAbortHandler)
		}
	})
}

// patient writes to a client that may be slow, and not to one that has stalled.
type patient struct {
	to       http.ResponseWriter
	deadline *http.ResponseController
}

func (p patient) Write(b []byte) (int, error) {
	_ = p.deadline.SetWriteDeadline(time.Now().Add(stallTime)) // a writer without deadlines has no connection that could stall
	return p.to.Write(b)
}

// done leaves no deadline to the next answer on the connection.
func (p patient) done() { _ = p.deadline.SetWriteDeadline(time.Time{}) }
