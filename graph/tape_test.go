package graph

import (
	"context"
	"iter"
	"slices"
	"sync"

	"onrecord/event"
)

// tape is a log in memory.
type tape struct {
	mu      sync.Mutex // guards the rest
	records []event.Record
	over    error         // why nothing more will come
	changed chan struct{} // closed by the next change
}

func newTape() *tape { return &tape{changed: make(chan struct{})} }

// change changes the tape and wakes those that follow it.
func (l *tape) change(how func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	how()
	close(l.changed)
	l.changed = make(chan struct{})
}

// append records as one append. An erasure takes the payload that it names away.
func (l *tape) append(records ...event.Record) {
	l.change(func() {
		l.records = append(l.records, records...)
		for _, r := range records {
			if payload, err := r.Decode(); err == nil && r.Type == event.TypePayloadErased {
				l.records[payload.(*event.PayloadErased).Position-1].Payload = nil
			}
		}
	})
}

func (l *tape) close(err error) { l.change(func() { l.over = err }) }

func (l *tape) head() event.Position {
	l.mu.Lock()
	defer l.mu.Unlock()
	return event.Position(len(l.records))
}

// after is what stands after a position now.
func (l *tape) after(p event.Position) (records []event.Record, changed <-chan struct{}, over error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.records[p:]), l.changed, l.over
}

func (l *tape) Read(_ context.Context, after event.Position) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		records, _, _ := l.after(after)
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (l *tape) Follow(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		for {
			records, changed, over := l.after(after)
			for _, r := range records {
				if !yield(r, nil) {
					return
				}
				after = r.Position
			}
			if len(records) == 0 && over != nil {
				yield(event.Record{}, over)
				return
			}
			select {
			case <-changed:
			case <-ctx.Done():
				return
			}
		}
	}
}
