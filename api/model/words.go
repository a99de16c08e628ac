package model

import (
	"sync"

	"onrecord/event"
)

// words reads what the log holds at positions, each position once, for all that one view is asked. The zero value is not
// usable: it needs a store.
type words struct {
	store *Store
	mu    sync.Mutex // guards read
	read  map[event.Position]*reading
}

// reading is an event with its payload, which is nil when it was erased.
type reading struct {
	once    sync.Once // guards what follows
	record  event.Record
	payload event.Payload
	failure error
}

func newWords(s *Store) *words { return &words{store: s, read: map[event.Position]*reading{}} }

// at is what the log holds at a position.
func (w *words) at(p event.Position) (event.Record, event.Payload, error) {
	w.mu.Lock()
	r := w.read[p]
	if r == nil {
		r = &reading{}
		w.read[p] = r
	}
	w.mu.Unlock()
	r.once.Do(func() { r.record, r.payload, r.failure = w.store.recorded(p) })
	return r.record, r.payload, r.failure
}
