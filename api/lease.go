package api

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// pieceSize is how many bytes of an answer a client must take at a time.
const pieceSize = 64 << 10

// lease is a response writer that its handler's goroutines may keep longer than the handler runs: gqlgen's pings of
// server-sent events do, and would bring down the program by writing to a response that is over. A client that does not take
// what is written is cut off.
type lease struct {
	http.ResponseWriter
	patience time.Duration // for a client to take a piece

	mu   sync.Mutex // guards over and the writer
	over bool
}

// Write fails once the lease has ended.
func (l *lease) Write(b []byte) (n int, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.over {
		return 0, http.ErrHandlerTimeout
	}
	for piece := range slices.Chunk(b, pieceSize) {
		l.until(time.Now().Add(l.patience))
		written, err := l.ResponseWriter.Write(piece)
		n += written
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// until sets when the client must have taken what is written. Writers without deadlines have no connection that could stall.
func (l *lease) until(t time.Time) {
	_ = http.NewResponseController(l.ResponseWriter).SetWriteDeadline(t)
}

// Flush does nothing once the lease has ended.
func (l *lease) Flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.over {
		_ = http.NewResponseController(l.ResponseWriter).Flush() // what cannot flush does not wait with what is written
	}
}

// end ends the lease. The server writes what it has kept in the time that is left.
func (l *lease) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.over = true
}
