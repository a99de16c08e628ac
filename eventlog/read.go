package eventlog

import (
	"context"
	"fmt"
	"iter"
	"math"

	"github.com/dgraph-io/badger/v4"

	"onrecord/event"
)

// Records are read a page at a time, and handed out when the page is read. So a reader who stops to think holds none of
// Badger's memory, and Close does not wait for him.
const (
	pageRecords = 256
	pageBytes   = 1 << 20
)

// Read implements [Log].
func (l *Badger) Read(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	return l.records(ctx, after, l.Head().Position)
}

// Follow implements [Log]. Each state names the channel that the next commit closes, so a commit between reading to the
// head and waiting is not missed.
func (l *Badger) Follow(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		for {
			s := l.state.Load()
			for r, err := range l.records(ctx, after, s.head.Position) {
				if ctx.Err() != nil || !yield(r, err) || err != nil {
					return
				}
				after = r.Position
			}
			select {
			case <-ctx.Done():
				return
			case <-l.closing:
				yield(event.Record{}, ErrClosed)
				return
			case <-s.superseded:
			}
		}
	}
}

// records yields the records after one position up to another, which the log must have.
func (l *Badger) records(ctx context.Context, after, to event.Position) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		if err := l.ended(); err != nil {
			yield(event.Record{}, err)
			return
		}
		for last := after; last < to; {
			page, err := l.page(last+1, to)
			for _, r := range page {
				if err := ctx.Err(); err != nil {
					yield(event.Record{}, err)
					return
				}
				if !yield(r, nil) {
					return
				}
				last = r.Position
			}
			if err != nil {
				yield(event.Record{}, err)
				return
			}
		}
	}
}

// page reads the records from one position to another, or fewer when they are many or large.
func (l *Badger) page(from, to event.Position) (page []event.Record, err error) {
	err = l.view(func(txn *badger.Txn) error {
		o := badger.DefaultIteratorOptions
		o.PrefetchValues = false // reading them one by one is faster for values that lie in the tree
		o.Prefix = []byte{recordPrefix}
		it := txn.NewIterator(o)
		defer it.Close()
		size := 0
		for it.Seek(recordKey(from)); from <= to && len(page) < pageRecords && size < pageBytes; it.Next() {
			if !it.Valid() {
				return fmt.Errorf("position %d is missing", from)
			}
			r, err := parseItem(it.Item(), from)
			if err != nil {
				return err
			}
			page = append(page, r)
			size += int(it.Item().ValueSize())
			from++
		}
		return nil
	})
	return page, err
}

// At implements [Log].
func (l *Badger) At(position event.Position) (r event.Record, err error) {
	if err := l.ended(); err != nil {
		return event.Record{}, err
	}
	if head := l.Head().Position; position == 0 || position > head {
		return event.Record{}, fmt.Errorf("%w: %d in a log of %d events", ErrNoPosition, position, head)
	}
	err = l.view(func(txn *badger.Txn) error {
		r, err = readRecord(txn, position)
		return err
	})
	return r, err
}

// PositionAt implements [Log] by halving: the recorded times never fall.
func (l *Badger) PositionAt(t event.Instant) (event.Position, error) {
	if err := l.ended(); err != nil {
		return 0, err
	}
	head := l.Head()
	known, beyond := event.Position(0), head.Position+1 // recorded by t, and not
	if t >= head.RecordedAt {
		known = head.Position
	}
	for known+1 < beyond {
		middle := known + (beyond-known)/2
		r, err := l.At(middle)
		if err != nil {
			return 0, err
		}
		if r.RecordedAt <= t {
			known = middle
		} else {
			beyond = middle
		}
	}
	return known, nil
}

// Root implements [Log].
func (l *Badger) Root(size event.Position) (root event.Hash, err error) {
	if err := l.ended(); err != nil {
		return event.Hash{}, err
	}
	s := l.state.Load()
	switch {
	case size > s.head.Position:
		return event.Hash{}, fmt.Errorf("%w: %d in a log of %d events", ErrNoPosition, size, s.head.Position)
	case size == s.head.Position:
		return s.head.Root, nil
	}
	err = l.view(func(txn *badger.Txn) error {
		root, err = rootOf(txn, size, &s.tree)
		return err
	})
	return root, err
}

// readRecord reads the record at a position that the log must have.
func readRecord(txn *badger.Txn, position event.Position) (event.Record, error) {
	item, err := txn.Get(recordKey(position))
	if err != nil {
		return event.Record{}, fmt.Errorf("position %d: %w", position, err)
	}
	return parseItem(item, position)
}

// parseItem reads the record that must be the one at a position. It owns its bytes.
func parseItem(item *badger.Item, position event.Position) (event.Record, error) {
	at, err := parsePosition(item.Key()[1:])
	if err != nil {
		return event.Record{}, err
	}
	if at != position {
		return event.Record{}, fmt.Errorf("position %d is missing; the next one is %d", position, at)
	}
	b, err := item.ValueCopy(nil)
	if err != nil {
		return event.Record{}, fmt.Errorf("position %d: %w", position, err)
	}
	r, err := event.ParseRecord(b)
	if err == nil && r.Position != position {
		err = fmt.Errorf("the record says that it is position %d", r.Position)
	}
	if err != nil {
		return event.Record{}, fmt.Errorf("position %d: %w", position, err)
	}
	return r, nil
}

// lastPosition returns the position of the last record, 0 when there is none.
func lastPosition(txn *badger.Txn) (event.Position, error) {
	it := txn.NewIterator(badger.IteratorOptions{Reverse: true, Prefix: []byte{recordPrefix}})
	defer it.Close()
	if it.Seek(recordKey(math.MaxUint64)); !it.Valid() {
		return 0, nil
	}
	return parsePosition(it.Item().Key()[1:])
}
