package eventlog

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"time"

	"onrecord/event"
)

// A group of appends shares a commit. With two entries an event, and a tile of 8 KiB for 256 of them, a full group has at
// most some 100 bytes an event beside its records, 1.7 MiB and 8,016 entries in all; Badger takes 2.4 MiB and 26,214 with
// the memtables of Open. An erasure adds what is left of a record, twice.
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
	s := l.newSealer()
	second := time.NewTicker(time.Second)
	defer second.Stop()
	var left *request // taken, and too large for the last group
	for {
		if left == nil {
			select {
			case left = <-l.queue:
			case <-l.trouble:
				s = l.recover(s, nil)
				continue
			case <-second.C:
				if l.look() || l.failure != nil {
					s = l.recover(s, nil)
				}
				continue
			case <-l.closing:
				l.finish(s)
				return
			}
		}
		f := &flight{}
		f.requests, left = l.gather(left)
		if l.look() || l.failure != nil {
			s = l.recover(s, nil)
		}
		if l.launch(f) {
			s.flights <- f
		} else if f.failure != nil {
			s = l.recover(s, f)
		}
	}
}

// look looks how full the disk is, and reports whether Badger has to be opened anew for that.
func (l *Badger) look() bool {
	var noRoom *error
	if err := l.space.check(l.cramped); err != nil {
		noRoom = &err
	}
	l.noRoom.Store(noRoom)
	return l.cramped != (noRoom != nil)
}

// finish ends the last sealer. What it could not seal is on the disk or not; nobody has been told that it is.
func (l *Badger) finish(s *sealer) {
	open, err := s.end()
	l.sealed = err
	for _, f := range open {
		f.fail(fmt.Errorf("%w: %w", ErrPoisoned, err))
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

// flight is a group of requests on its way to the disk, and to its answers.
type flight struct {
	requests []*request
	answers  []answer
	tip      tip   // the end of the log behind it
	failure  error // of its commit, whose outcome is then unknown
}

// launch decides on the requests of a flight in order, and commits what they record. When it reports false, either all
// have been answered and nothing was committed, or the commit has failed and the flight says how.
func (l *Badger) launch(f *flight) bool {
	f.failure = nil
	g, err := l.group(f)
	if err != nil {
		f.fail(fmt.Errorf("append: %w", err))
		return false
	}
	defer g.txn.Discard()
	f.tip = g.tip
	if g.tip.head.Position == l.tip.head.Position {
		return true
	}
	f.tip.head.Root = f.tip.tree.root()
	if f.failure = l.sync(g); f.failure != nil {
		return false
	}
	l.tip = f.tip
	maps.Copy(l.touched, g.touched)
	return true
}

// group decides on the requests of a flight.
func (l *Badger) group(f *flight) (*group, error) {
	if err := l.ids.complete(); err != nil {
		return nil, err
	}
	if poison := l.poison.Load(); poison != nil {
		return nil, *poison
	}
	g := newGroup(l)
	if err := g.decide(f); err != nil {
		g.txn.Discard()
		return nil, err
	}
	return g, nil
}

func (g *group) decide(f *flight) (err error) {
	defer damaged(&err)
	f.answers = make([]answer, len(f.requests))
	for i, r := range f.requests {
		if f.answers[i], err = g.take(r); err != nil {
			return err
		}
	}
	return nil
}

// sync commits a group, so that it survives the loss of power: Badger syncs its write-ahead log, and when it has begun a
// new one, the directory that names the file. What it erases is then gone from the disk.
func (l *Badger) sync(g *group) error {
	if err := l.commit(g.txn); err != nil {
		return err
	}
	if err := l.wal.sync(); err != nil {
		return err
	}
	return l.scrub(g.erased)
}

// fail answers all requests with an error.
func (f *flight) fail(err error) {
	for _, r := range f.requests {
		r.answer <- answer{err: err}
	}
}

// land answers all requests as was decided.
func (f *flight) land() {
	for i, r := range f.requests {
		r.answer <- f.answers[i]
	}
}
