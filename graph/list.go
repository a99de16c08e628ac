package graph

import (
	"fmt"
	"sync/atomic"
)

// lists holds many lists, each in chunks, the newest first: what a node takes part in, the further reports of a claim. A list
// is read in runs of memory, and grows at its end; nothing is ever moved or built anew. A head of 0 is an empty list.
//
// Invariant: chunks but the newest are full, and each has at least one item. An item is written before the count that
// lets readers see it, and a chunk before the head that leads to it.
type lists[T any] struct {
	chunks  table[chunk]
	items   table[T]
	largest uint32 // items in the largest chunks
}

// chunk is a part of a list.
type chunk struct {
	older row    // the chunk before
	first row    // its first item; the others follow
	fits  uint32 // how many have room
	n     uint32 // atomic: how many there are
}

// The first chunk of a list has one item, and each after it twice as many as the one before, up to the largest: of ties few,
// so that those that have ended are passed over in small steps, of tellings many, so that halving has far to go.
const (
	fewItems  = 256
	manyItems = 1024
)

func newLists[T any](largest uint32) lists[T] {
	return lists[T]{newTable[chunk](), newTable[T](), largest}
}

// add appends an item to the list at a head.
func (l *lists[T]) add(head *row, x T) {
	fits := uint32(1)
	if *head != 0 {
		c := l.chunks.at(*head)
		if c.n < c.fits {
			*l.items.at(c.first + c.n) = x
			atomic.StoreUint32(&c.n, c.n+1)
			return
		}
		fits = min(c.fits*2, l.largest)
	}
	first := l.items.extend(int(fits))
	*l.items.at(first) = x
	store(head, l.chunks.add(chunk{older: *head, first: first, fits: fits, n: 1}))
}

// last is the item added last to a list that is not empty.
func (l *lists[T]) last(head row) *T {
	c := l.chunks.at(head)
	return l.items.at(c.first + c.n - 1)
}

// chunk lists the items of a chunk in the order added, and says which chunk is before it.
func (l *lists[T]) chunk(at row) (items []T, older row) {
	c := l.chunks.at(at)
	return l.items.run(c.first, int(atomic.LoadUint32(&c.n))), c.older
}

// size is how many items a list has.
func (l *lists[T]) size(head row) (n int) {
	for head != 0 {
		c := l.chunks.at(head)
		n += int(atomic.LoadUint32(&c.n))
		head = c.older
	}
	return n
}

// newest calls visit with the items of a list, the last added first, until it returns false.
func (l *lists[T]) newest(head row, visit func(x *T) bool) {
	for head != 0 {
		var items []T
		items, head = l.chunk(head)
		for i := len(items) - 1; i >= 0; i-- {
			if !visit(&items[i]) {
				return
			}
		}
	}
}

// check proves the invariant of a list, and that its items are in order.
func (l *lists[T]) check(head row, inOrder func(before, after *T) bool) error {
	var after *T
	for at := head; at != 0; {
		c := l.chunks.at(at)
		items, older := l.chunk(at)
		if len(items) == 0 || len(items) > int(c.fits) || at != head && len(items) != int(c.fits) || older >= at {
			return fmt.Errorf("list %d: chunk %d after %d has %d items of %d", head, at, older, len(items), c.fits)
		}
		for i := len(items) - 1; i >= 0; i-- {
			if after != nil && !inOrder(&items[i], after) {
				return fmt.Errorf("list %d: item %d of chunk %d is not in order", head, i, at)
			}
			after = &items[i]
		}
		at = older
	}
	return nil
}
