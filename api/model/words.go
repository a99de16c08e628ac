package model

import (
	"strings"
	"sync"

	"onrecord/event"
)

// words reads what the log holds at positions, each position once, for all that one view is asked. It keeps what it read
// without the texts of documents, which are large. The zero value is not usable: it needs a store.
type words struct {
	store *Store
	mu    sync.Mutex // guards read
	read  map[event.Position]*reading
}

// reading is what was read of an event: who recorded it, and the payload, which is nil when it was erased.
type reading struct {
	once    sync.Once // guards what follows
	by      string
	payload event.Payload
	failure error
}

func newWords(s *Store) *words { return &words{store: s, read: map[event.Position]*reading{}} }

// at is who recorded the event at a position, and its payload; a document comes without its text.
func (w *words) at(p event.Position) (by string, payload event.Payload, err error) {
	w.mu.Lock()
	r := w.read[p]
	if r == nil {
		r = &reading{}
		w.read[p] = r
	}
	w.mu.Unlock()
	r.once.Do(func() {
		var record event.Record
		record, r.payload, r.failure = w.store.recorded(p)
		r.by = strings.Clone(record.RecordedBy) // which may be a part of something long
		if d, is := r.payload.(*event.DocumentCaptured); is {
			d.Text = ""
		}
	})
	return r.by, r.payload, r.failure
}
