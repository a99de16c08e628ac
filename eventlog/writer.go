package eventlog

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/dgraph-io/badger/v4"

	"onrecord/event"
)

// A group of appends shares a commit. With three entries an event and at most some 140 bytes beside its record, a full
// group is under 2 MiB and 12,001 entries; Badger takes 2.4 MiB and 26,214 with the memtables of Open.
const (
	maxGroupEvents = 4000
	maxGroupBytes  = 5 << 18 // 1.25 MiB of records
)

// Append implements [Log].
func (l *Badger) Append(ctx context.Context, by string, conditions []Condition, events ...event.Event) (Receipt, error) {
	if err := errors.Join(l.ended(), ctx.Err()); err != nil {
		return Receipt{}, err
	}
	r, err := l.newRequest(by, conditions, events)
	if err != nil {
		return Receipt{}, err
	}
	if r.conflict, err = l.conflictBeforeOpen(ctx, conditions); err != nil {
		return Receipt{}, err
	}
	select {
	case l.queue <- r:
	case <-ctx.Done():
		return Receipt{}, ctx.Err()
	case <-l.closing:
		return Receipt{}, ErrClosed
	}
	select {
	case a := <-r.answer:
		return a.receipt, a.err
	case <-ctx.Done():
		return Receipt{}, fmt.Errorf("the append may or may not be recorded: %w", ctx.Err())
	}
}

// write is the writer: it alone changes the log. It ends when the log is closed, having answered every request it took.
func (l *Badger) write() {
	defer close(l.stopped)
	var left *request // taken, and too large for the last group
	for {
		if left == nil {
			select {
			case left = <-l.queue:
			case <-l.closing:
				return
			}
		}
		var requests []*request
		requests, left = l.gather(left)
		l.record(requests)
	}
}

// gather takes the requests that wait, as many as fit into a group with the first; left is one that did not fit. When
// nobody waits it lets the others run once, as those who were just answered may be about to come back.
func (l *Badger) gather(first *request) (requests []*request, left *request) {
	requests = []*request{first}
	events, bytes := len(first.drafts), first.size
	for yielded := false; ; {
		select {
		case r := <-l.queue:
			events, bytes = events+len(r.drafts), bytes+r.size
			if events > maxGroupEvents || bytes > maxGroupBytes {
				return requests, r
			}
			requests = append(requests, r)
			yielded = false
		default:
			if yielded {
				return requests, nil
			}
			runtime.Gosched()
			yielded = true
		}
	}
}

// record decides on the requests in order, commits what they record, and answers them. Nobody is answered before the
// commit, because what one is told may rest on another's events.
func (l *Badger) record(requests []*request) {
	answers := make([]answer, len(requests))
	var err error
	if poison := l.poison.Load(); poison != nil {
		err = *poison
	} else {
		err = l.commitGroup(requests, answers)
	}
	for i, r := range requests {
		if err != nil {
			answers[i] = answer{err: err}
		}
		r.answer <- answers[i]
	}
}

func (l *Badger) commitGroup(requests []*request, answers []answer) error {
	g := newGroup(l)
	defer g.txn.Discard()
	for i, r := range requests {
		var err error
		if answers[i], err = g.take(r); err != nil {
			return fmt.Errorf("append: %w", err) // nothing was committed
		}
	}
	if g.head.Position == l.Head().Position {
		return nil
	}
	var err error
	if g.head.Root, err = g.edge.root(g.head.Position); err != nil {
		return fmt.Errorf("append: %w", err)
	}
	if err := l.sync(g.txn); err != nil {
		err = fmt.Errorf("%w: %w", ErrPoisoned, err)
		l.poison.Store(&err)
		return err
	}
	if err := l.writeCheckpoint(g.head); err != nil {
		err = fmt.Errorf("%w: %w", ErrPoisoned, err)
		l.poison.Store(&err)
		return err
	}
	l.edge = g.edge
	for id, at := range g.touched {
		l.touched[id] = at
	}
	l.publish(g.head)
	return nil
}

// sync commits a transaction, so that it survives the loss of power: Badger syncs its write-ahead log, and when it has
// begun a new one, the directory that names the file.
func (l *Badger) sync(txn *badger.Txn) error {
	if err := l.commit(txn); err != nil {
		return err
	}
	return l.dir.sync()
}
