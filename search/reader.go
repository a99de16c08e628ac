package search

import "sort"

// reader reads the list of a term up to a text, in order. It begins before the first entry.
type reader struct {
	s      *shelf
	list   listRow
	cut    uint32 // the first text that is not read any more
	block  uint32 // of the list, from 0
	left   uint32 // entries of the block that are still to be read
	byteAt uint32 // where the next entry begins

	text   uint32 // where it is; noText at the end
	often  uint32 // how often the term is there
	passed uint32 // places of the block before those of this text

	place uint32 // the next place that was not read yet
	taken uint32 // how many of the block were
}

func (s *shelf) reader(list int, cut uint32) reader {
	r := reader{s: s, list: s.lists[list], cut: cut}
	r.enter(0)
	return r
}

// blocks is how many blocks the list has.
func (r *reader) blocks() uint32 { return (r.list.count + blockSize - 1) / blockSize }

// enter goes before the first entry of a block.
func (r *reader) enter(block uint32) {
	row := r.s.blocks[r.list.block+block]
	r.block, r.byteAt, r.text = block, row.entries, row.first
	r.left = min(blockSize, r.list.count-block*blockSize)
	r.often, r.passed = 0, 0
	r.place, r.taken = row.places, 0
}

// next goes to the next text; false at the end.
func (r *reader) next() bool {
	if r.left == 0 {
		if r.text == noText || r.block+1 >= r.blocks() {
			r.text = noText
			return false
		}
		r.enter(r.block + 1)
	}
	r.left--
	r.passed += r.often
	v, at := varint(r.s.entries, r.byteAt)
	r.text += v >> 1
	if r.often = 1; v&1 == 0 {
		r.often, at = varint(r.s.entries, at)
	}
	if r.byteAt = at; r.text >= r.cut {
		r.text, r.left, r.block = noText, 0, r.blocks()
		return false
	}
	return true
}

// blockOf is the last block that begins before a text or at it; the first when none does.
func (r *reader) blockOf(text uint32) uint32 {
	blocks := r.s.blocks[r.list.block : r.list.block+r.blocks()]
	return uint32(max(0, sort.Search(len(blocks), func(i int) bool { return blocks[i].first > text })-1))
}

// seek goes to the first text that is not before one, if it is not there already; false at the end.
func (r *reader) seek(text uint32) bool {
	if r.text == noText {
		return false
	}
	if r.often > 0 && r.text >= text {
		return true
	}
	if r.block+1 < r.blocks() && r.s.blocks[r.list.block+r.block+1].first <= text {
		r.enter(r.blockOf(text))
	}
	for r.next() {
		if r.text >= text {
			return true
		}
	}
	return false
}

// places appends where in the text the term is. It may be asked once for a text.
func (r *reader) places(to []uint32) []uint32 {
	for ; r.taken < r.passed; r.taken++ {
		_, r.place = varint(r.s.places, r.place)
	}
	sum := uint32(0)
	for range r.often {
		var v uint32
		v, r.place = varint(r.s.places, r.place)
		sum += v
		to = append(to, sum)
	}
	r.taken += r.often
	return to
}

// varint reads a number and says where it ends. What is read was written here, so it is whole.
func varint(b []byte, at uint32) (v, end uint32) {
	for shift := 0; ; shift += 7 {
		c := b[at]
		at++
		v |= uint32(c&0x7f) << shift
		if c < 0x80 {
			return v, at
		}
	}
}
