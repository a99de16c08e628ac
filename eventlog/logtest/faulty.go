package logtest

import (
	"context"
	"errors"
	"sync"

	"onrecord/event"
	"onrecord/eventlog"
)

// ErrFault is what a [Faulty] log answers in place of the truth.
var ErrFault = errors.New("the log fails on purpose")

// Fault is a way in which an append fails.
type Fault int

// The faults.
const (
	NotPersisted Fault = iota + 1 // nothing is recorded
	Unreported                    // everything is recorded, and reported as failed
)

// Faulty is a log that fails on purpose, for testing those who append. Both faults look alike to them: they have to append
// the same events again to know.
type Faulty struct {
	eventlog.Log

	mu   sync.Mutex // guards next
	next []Fault
}

// Fail lets the next appends fail, one after the other; then appends succeed again.
func (f *Faulty) Fail(next ...Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.next = append(f.next, next...)
}

// Append implements [eventlog.Log].
func (f *Faulty) Append(ctx context.Context, by string, conditions []eventlog.Condition, events ...event.Event) (eventlog.Receipt, error) {
	switch f.take() {
	case NotPersisted:
		return eventlog.Receipt{}, ErrFault
	case Unreported:
		_, err := f.Log.Append(ctx, by, conditions, events...)
		return eventlog.Receipt{}, errors.Join(ErrFault, err)
	}
	return f.Log.Append(ctx, by, conditions, events...)
}

// take is the fault of the append at hand; 0 when there is none.
func (f *Faulty) take() (fault Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.next) > 0 {
		fault, f.next = f.next[0], f.next[1:]
	}
	return fault
}
