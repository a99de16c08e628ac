package eventlog

import (
	"errors"
	"fmt"

	"github.com/dgraph-io/badger/v4"
)

// After a commit that failed nobody knows what is on the disk: Badger may hold in memory what its files do not, and the
// other way round. So its files are opened anew, the head is read from them, and the requests whose fate is open are
// decided on once more. Those that are there are found by the ids of their events; the others are recorded now. Nobody
// who waits for an answer notices.

// recover ends a sealer, opens Badger anew, and decides again on what was not sealed and, if any, on what was not
// launched. It returns the next sealer. When the files cannot be opened, or writing fails again, the log is poisoned:
// it takes no appends until one of them finds that it can be opened.
func (l *Badger) recover(s *sealer, unlaunched *flight) *sealer {
	open, err := s.end()
	if unlaunched != nil {
		open = append(open, unlaunched)
		err = errors.Join(err, unlaunched.failure)
	}
	select {
	case <-l.trouble: // it was about this sealer
	default:
	}
	l.poisonBy(err)
	l.reopen()
	s = l.newSealer()
	for _, f := range open {
		for i, a := range f.answers {
			f.requests[i].wrote = f.requests[i].wrote || a.err == nil && !a.receipt.Duplicate
		}
		if l.launch(f) {
			s.flights <- f
		} else if f.failure != nil {
			l.poisonBy(f.failure)
			f.fail(*l.poison.Load())
		}
	}
	return s
}

// poisonBy notes a write that failed, and lets the log take no appends.
func (l *Badger) poisonBy(err error) {
	if err == nil {
		return
	}
	l.failure = err
	poison := fmt.Errorf("%w: %w", ErrPoisoned, err)
	l.poison.Store(&poison)
}

// reopen closes Badger and opens its files anew. When what was acknowledged is there the log is poisoned no more, and
// else it is.
func (l *Badger) reopen() {
	<-l.ids.counted // from files that are open: that they are not would count as ids that are missing
	l.using.Lock()
	defer l.using.Unlock()
	if l.closed {
		return
	}
	if err := l.closeFiles(); err != nil {
		l.o.Logger.Warn("closing the log to open it anew", "error", err)
	}
	err := l.openBadger()
	if err == nil {
		err = l.resume()
	}
	if err == nil {
		l.failure = nil
		l.poison.Store(nil)
		return
	}
	if l.failure == nil {
		l.poisonBy(err)
		return
	}
	poison := fmt.Errorf("%w: %w; and opening it anew: %w", ErrPoisoned, l.failure, err)
	l.poison.Store(&poison)
}

// resume compares the log as it was opened anew with what was acknowledged, and shows the readers what there is beyond.
func (l *Badger) resume() error {
	known := l.Head()
	if known.Position > l.tip.head.Position {
		return fmt.Errorf("%w: %d events are there, and %d were acknowledged", ErrTruncated, l.tip.head.Position, known.Position)
	}
	return l.db.View(func(txn *badger.Txn) error {
		root, err := rootOf(txn, known.Position, &l.tip.tree)
		if err != nil {
			return err
		}
		if root != known.Root {
			return fmt.Errorf("%w: the root of the first %d events is %x, and %x was acknowledged", ErrTampered, known.Position, root, known.Root)
		}
		for p := known.Position + 1; p <= l.tip.head.Position; p++ {
			r, err := readRecord(txn, p)
			if err != nil {
				return err
			}
			for _, id := range r.Touches {
				l.touched[id] = p
			}
		}
		if l.tip.head != known {
			l.publish(l.tip)
		}
		return nil
	})
}
