package search

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"onrecord/event"
)

// Index finds texts by their words. The zero Index is not usable; see [New]. Any number of goroutines may search while one
// applies what is recorded: what they see never changes, and is replaced as a whole.
type Index struct {
	state atomic.Pointer[state]

	mu      sync.Mutex    // guards changed
	changed chan struct{} // closed when more is published, then replaced

	// The rest belongs to the goroutine that applies.
	next      state
	languages map[event.ID]language // of documents that say theirs
}

// New makes an empty index.
func New() *Index {
	x := &Index{changed: make(chan struct{}), languages: map[event.ID]language{}}
	x.state.Store(&state{})
	return x
}

// BehindError says that the index does not reach a position yet.
type BehindError struct{ Asked, Head event.Position }

func (e *BehindError) Error() string {
	return fmt.Sprintf("the texts are indexed up to position %d; position %d is to come", e.Head, e.Asked)
}

// Head is the last position whose texts can be found.
func (x *Index) Head() event.Position { return x.state.Load().head }

// publish lets readers see all that was applied.
func (x *Index) publish() {
	published := x.next
	x.state.Store(&published)
	x.mu.Lock()
	defer x.mu.Unlock()
	close(x.changed)
	x.changed = make(chan struct{})
}

// Wait returns when the texts up to a position can be found, or with the context's error.
func (x *Index) Wait(ctx context.Context, p event.Position) error {
	for {
		x.mu.Lock()
		changed := x.changed
		x.mu.Unlock()
		if x.Head() >= p {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
