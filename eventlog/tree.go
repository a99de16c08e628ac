package eventlog

import (
	"fmt"
	"math"

	"github.com/dgraph-io/badger/v4"
	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
)

// ReadHashes implements [Log].
func (l *Badger) ReadHashes(indexes []int64) (hashes []tlog.Hash, err error) {
	stored := tlog.StoredHashCount(int64(l.Head().Position))
	for _, i := range indexes {
		if i < 0 || i >= stored {
			return nil, fmt.Errorf("%w: the tree of %d events has no hash %d", ErrNoPosition, l.Head().Position, i)
		}
	}
	err = l.view(func(txn *badger.Txn) error {
		hashes, err = storedTree(txn).ReadHashes(indexes)
		return err
	})
	return hashes, err
}

// edge is the right edge of the Merkle tree: for each level the last hash that is complete. It is all that adding a
// leaf and computing the root need. Levels that the size has no bit for may hold anything.
type edge [63]tlog.Hash

// ReadHashes implements [tlog.HashReader] for the hashes on the edge.
func (e *edge) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		level, _ := tlog.SplitStoredHashIndex(index)
		hashes[i] = e[level]
	}
	return hashes, nil
}

// add puts an envelope at the position after the last, and returns the value of its hash entry.
func (e *edge) add(position event.Position, envelope []byte) ([]byte, error) {
	hashes, err := tlog.StoredHashes(int64(position-1), envelope, e)
	if err != nil {
		return nil, fmt.Errorf("hash position %d: %w", position, err)
	}
	value := make([]byte, 0, len(hashes)*tlog.HashSize)
	for level, h := range hashes {
		e[level] = h
		value = append(value, h[:]...)
	}
	return value, nil
}

// root returns the root of the tree of which e is the edge.
func (e *edge) root(size event.Position) (event.Hash, error) {
	h, err := tlog.TreeHash(int64(size), e)
	return event.Hash(h), err
}

// readEdge reads the edge of the tree of a size.
func readEdge(txn *badger.Txn, size event.Position) (*edge, error) {
	e := new(edge)
	for level := range e {
		if size>>level&1 == 0 {
			continue
		}
		h, err := readHash(txn, level, int64(size>>level)-1)
		if err != nil {
			return nil, err
		}
		e[level] = h
	}
	return e, nil
}

// readRoot reads the root of the tree of a size.
func readRoot(txn *badger.Txn, size event.Position) (event.Hash, error) {
	h, err := tlog.TreeHash(int64(size), storedTree(txn))
	return event.Hash(h), err
}

// readHead reads the end of the log, without its root, and checks that the tree ends there too.
func readHead(txn *badger.Txn) (Head, error) {
	last, err := lastPosition(txn, recordPrefix)
	if err != nil {
		return Head{}, err
	}
	hashed, err := lastPosition(txn, hashPrefix)
	if err != nil {
		return Head{}, err
	}
	if last != hashed {
		return Head{}, fmt.Errorf("the last record is at position %d, the last hash at %d", last, hashed)
	}
	if last == 0 {
		return Head{RecordedAt: event.Past}, nil
	}
	r, err := readRecord(txn, last)
	if err != nil {
		return Head{}, err
	}
	leaf, err := readHash(txn, 0, int64(last)-1)
	if err != nil {
		return Head{}, err
	}
	if leaf != tlog.RecordHash(r.Leaf) {
		return Head{}, fmt.Errorf("position %d: the envelope does not have the hash %s that the tree holds", last, leaf)
	}
	return Head{Position: last, RecordedAt: r.RecordedAt}, nil
}

// lastPosition returns the greatest position under a prefix, 0 when there is none.
func lastPosition(txn *badger.Txn, prefix byte) (event.Position, error) {
	it := txn.NewIterator(badger.IteratorOptions{Reverse: true, Prefix: []byte{prefix}})
	defer it.Close()
	if it.Seek(positionKey(prefix, math.MaxUint64)); !it.Valid() {
		return 0, nil
	}
	return parsePosition(it.Item().Key()[1:])
}

// storedTree reads the hashes of the tree from the disk.
func storedTree(txn *badger.Txn) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			level, n := tlog.SplitStoredHashIndex(index)
			h, err := readHash(txn, level, n)
			if err != nil {
				return nil, err
			}
			hashes[i] = h
		}
		return hashes, nil
	})
}

func readHash(txn *badger.Txn, level int, n int64) (h tlog.Hash, err error) {
	position := event.Position(n+1) << level
	item, err := txn.Get(hashKey(position))
	if err != nil {
		return h, fmt.Errorf("hashes of position %d: %w", position, err)
	}
	err = item.Value(func(value []byte) error {
		from := level * tlog.HashSize
		if len(value) < from+tlog.HashSize {
			return fmt.Errorf("hashes of position %d: %d bytes, and none for level %d", position, len(value), level)
		}
		copy(h[:], value[from:])
		return nil
	})
	return h, err
}
