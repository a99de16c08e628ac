package graph

import "math/bits"

// table is an append-only list of rows that never move: it grows by blocks, each an eighth as long as all before it, so that
// little is kept free. A reader that follows a list head to a row added after its own state was published still finds
// it, sees that its position is too late, and passes on. Copies of a table share its rows.
//
// Invariant: the block of every row below n that was added is there, and has its full length; rows are never taken away, and
// what is in a row is changed only where its type says so.
type table[T any] struct {
	blocks *[maxBlocks][]T
	n      row // rows in use; those after it are empty
}

// firstBlock is the length of the first block. After it come eighths of what was there: 8 blocks each time that the number of
// rows doubles. With maxBlocks there is room for every row number.
const (
	firstBlockBits = 6
	firstBlock     = 1 << firstBlockBits
	partBits       = 3
	maxBlocks      = 1 + (32-firstBlockBits)<<partBits
)

// newTable makes a table with its empty row 0.
func newTable[T any]() table[T] {
	t := table[T]{blocks: new([maxBlocks][]T), n: 1}
	t.blocks[0] = make([]T, firstBlock)
	return t
}

// place is the block of a row, and where in it the row stands.
func place(i row) (block int, offset row) {
	if i < firstBlock {
		return 0, i
	}
	octave := bits.Len32(i) - 1 // the highest bit; the next three say which eighth
	shift := octave - partBits
	return 1 + (octave-firstBlockBits)<<partBits + int(i>>shift&(1<<partBits-1)), i & (1<<shift - 1)
}

// blockLen is how many rows a block has.
func blockLen(block int) row {
	if block == 0 {
		return firstBlock
	}
	return 1 << (firstBlockBits - partBits + (block-1)>>partBits)
}

// len is the number of rows, the empty one included.
func (t *table[T]) len() row { return t.n }

// at is a row. It stays where it is for ever.
func (t *table[T]) at(i row) *T {
	block, offset := place(i)
	return &t.blocks[block][offset]
}

// add appends a row and returns its number.
func (t *table[T]) add(x T) row {
	i := t.n
	block, offset := place(i)
	if t.blocks[block] == nil {
		t.blocks[block] = make([]T, blockLen(block))
	}
	t.blocks[block][offset] = x
	t.n++
	return i
}

// align makes sure that the next n rows will stand side by side, for run to list; it may leave rows out. It returns the
// number of the first.
func (t *table[T]) align(n int) row {
	for {
		block, offset := place(t.n)
		left := blockLen(block) - offset
		if int(left) >= n {
			return t.n
		}
		t.n += left
	}
}

// extend appends n empty rows side by side, and returns the number of the first; of none it is that of the next row.
func (t *table[T]) extend(n int) row {
	first := t.align(n)
	if n > 0 {
		block, _ := place(first)
		if t.blocks[block] == nil {
			t.blocks[block] = make([]T, blockLen(block))
		}
		t.n += row(n)
	}
	return first
}

// addRun appends rows side by side, and returns the number of the first.
func (t *table[T]) addRun(rows []T) row {
	first := t.extend(len(rows))
	copy(t.run(first, len(rows)), rows)
	return first
}

// run lists n rows from i on that were aligned.
func (t *table[T]) run(i row, n int) []T {
	if n == 0 {
		return nil
	}
	block, offset := place(i)
	return t.blocks[block][offset : int(offset)+n : int(offset)+n]
}
