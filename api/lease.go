package api

import (
	"net/http"
	"sync"
)

// lease is a response writer that its handler's goroutines may keep longer than the handler runs. gqlgen's pings of
// server-sent events do, and would bring down the program by writing to a response that is over.
type lease struct {
	http.ResponseWriter
	mu   sync.Mutex // guards over and the writer
	over bool
}

// Write fails once the lease has ended.
func (l *lease) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.over {
		return 0, http.ErrHandlerTimeout
	}
	return l.ResponseWriter.Write(b)
}

// Flush does nothing once the lease has ended.
func (l *lease) Flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if flusher, ok := l.ResponseWriter.(http.Flusher); ok && !l.over {
		flusher.Flush()
	}
}

func (l *lease) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.over = true
}
