package eventlog

import (
	"errors"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"onrecord/event"
)

// ids looks events up by their ids. Of a table with a damaged block Badger says that it does not hold a key, and not that
// it cannot tell; an event could then be recorded twice. So the ids are counted once, beside what else goes on, and until
// they are all found nothing is said to be missing.
type ids struct {
	counted chan struct{} // closed when they are counted
	err     error         // set by then: some are missing
}

// count counts the ids of a log, which has as many events.
func (l *Badger) count(events event.Position) {
	defer close(l.ids.counted)
	found := event.Position(0)
	l.ids.err = l.view(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte{idPrefix}})
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			found++
		}
		return nil
	})
	if l.ids.err == nil && found != events {
		l.ids.err = fmt.Errorf("%w: the ids of %d events are found, and there are %d events", ErrTampered, found, events)
	}
}

// mendIDs makes the ids of a log that is accepted as it lies there those of its records.
func (l *Badger) mendIDs() error {
	batch := l.db.NewWriteBatch()
	defer batch.Cancel()
	err := l.db.View(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte{idPrefix}})
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			var at event.Position
			err := it.Item().Value(func(b []byte) (err error) {
				at, err = parsePosition(b)
				return err
			})
			if err == nil && at > l.tip.head.Position {
				err = batch.Delete(it.Item().KeyCopy(nil))
			}
			if err != nil {
				return err
			}
		}
		for p := event.Position(1); p <= l.tip.head.Position; p++ {
			r, err := readRecord(txn, p)
			if err != nil { // it is damaged: Verify tells
				continue
			}
			if err := batch.Set(idKey(r.ID), positionValue(p)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return batch.Flush()
}

// known is what counting the ids has found so far: nil unless some are missing.
func (i *ids) known() error {
	select {
	case <-i.counted:
		return i.err
	default:
		return nil
	}
}

// complete waits until the ids are counted. The error says that some are missing.
func (i *ids) complete() error {
	<-i.counted
	return i.err
}

// Find implements [Log].
func (l *Badger) Find(id event.ID) (position event.Position, err error) {
	head := l.Head().Position
	err = l.view(func(txn *badger.Txn) error {
		position, err = findID(txn, id)
		return err
	})
	switch {
	case err != nil:
		return 0, err
	case position == 0:
		return 0, l.ids.complete()
	case position > head: // not acknowledged yet
		return 0, nil
	}
	return position, nil
}

// findID looks an event up by its id; 0 when there is none.
func findID(txn *badger.Txn, id event.ID) (position event.Position, err error) {
	item, err := txn.Get(idKey(id))
	if errors.Is(err, badger.ErrKeyNotFound) {
		return 0, nil
	}
	if err == nil {
		err = item.Value(func(b []byte) error {
			position, err = parsePosition(b)
			return err
		})
	}
	if err != nil {
		return 0, fmt.Errorf("find event %s: %w", id, err)
	}
	return position, nil
}
