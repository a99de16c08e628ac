package graph

import "math/bits"

// table is an append-only list of rows that never move: it grows by blocks, each as long as all before it together. A
// reader that follows a list head to a row added after its own state was published still finds it, sees that its
// position is too late, and passes on. Copies of a table share its rows.
type table[T any] struct {
	blocks *[maxBlocks][]T
	n      row // rows in use; those after it are empty
}

// firstBlock is the length of the first block; with maxBlocks of them a table has room for every row number.
const (
	firstBlockBits = 6
	firstBlock     = 1 << firstBlockBits
	maxBlocks      = 33 - firstBlockBits
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
	block = bits.Len32(i) - firstBlockBits
	return block, i - firstBlock<<(block-1)
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
		t.blocks[block] = make([]T, firstBlock<<(block-1))
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
		length := row(firstBlock)
		if block > 0 {
			length <<= block - 1
		}
		if int(length-offset) >= n {
			return t.n
		}
		t.n += length - offset
	}
}

// run lists n rows from i on that were aligned.
func (t *table[T]) run(i row, n int) []T {
	if n == 0 {
		return nil
	}
	block, offset := place(i)
	return t.blocks[block][offset : int(offset)+n : int(offset)+n]
}
