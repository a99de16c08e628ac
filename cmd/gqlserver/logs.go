package main

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"time"

	"onrecord/access"
)

// logs says what the server writes to standard error.
type logs struct {
	Log         string `default:"text" enum:"text,json" placeholder:"FORM" help:"Write what goes wrong to standard error as text or json (${default})."`
	LogRequests bool   `help:"Also write each request that was answered: from where, for which path, and how long it took."`
}

// logger writes in that form. What happens in a request bears its id, which the client has in the header X-Request-Id.
func (l *logs) logger(m *Main) *slog.Logger {
	if l.Log == "json" {
		return slog.New(requestLog{slog.NewJSONHandler(m.Stderr, nil)})
	}
	return slog.New(requestLog{slog.NewTextHandler(m.Stderr, nil)})
}

type requestKey struct{}

// requestLog adds to what is logged the request it happened in.
type requestLog struct{ slog.Handler }

// Handle implements [slog.Handler].
func (h requestLog) Handle(ctx context.Context, r slog.Record) error {
	if id, is := ctx.Value(requestKey{}).(string); is {
		r.AddAttrs(slog.String("request", id))
	}
	if caller, known := access.From(ctx); known {
		r.AddAttrs(slog.String("by", caller.Name))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements [slog.Handler].
func (h requestLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return requestLog{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements [slog.Handler].
func (h requestLog) WithGroup(name string) slog.Handler { return requestLog{h.Handler.WithGroup(name)} }

// numbered gives each request an id, and no deadline that the one before on its connection left.
func numbered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).SetWriteDeadline(time.Time{}) // a writer without deadlines has none
		id := rand.Text()
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey{}, id)))
	})
}

// noted logs each request when it is over. Neither its parameters nor its headers: there may be secrets among them.
func noted(logger *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, n := time.Now(), &note{ResponseWriter: w}
		defer func() {
			logger.InfoContext(r.Context(), "request", "method", r.Method, "path", r.URL.Path, "status", n.status, "bytes", n.bytes,
				"took", time.Since(began), "from", r.RemoteAddr)
		}()
		next.ServeHTTP(n, r)
	})
}

// note is what is logged of an answer.
type note struct {
	http.ResponseWriter
	status, bytes int
}

// WriteHeader implements [http.ResponseWriter].
func (n *note) WriteHeader(status int) {
	if n.status == 0 {
		n.status = status
	}
	n.ResponseWriter.WriteHeader(status)
}

// Write implements [http.ResponseWriter].
func (n *note) Write(b []byte) (int, error) {
	if n.status == 0 {
		n.status = http.StatusOK
	}
	n.bytes += len(b)
	return n.ResponseWriter.Write(b)
}

// Flush implements [http.Flusher].
func (n *note) Flush() {
	_ = http.NewResponseController(n.ResponseWriter).Flush() // what cannot flush does not wait with what is written
}

// Unwrap lets [http.ResponseController] reach the connection.
func (n *note) Unwrap() http.ResponseWriter { return n.ResponseWriter }
