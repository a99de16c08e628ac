package search

import (
	"math"
	"sort"

	"onrecord/event"
)

// shelf is the index of a run of texts. It never changes. The run has a number for each text, from 0, in the order of
// the log; for each term there is a list of the texts that hold it.
//
// A list is cut into blocks of up to blockSize entries. An entry is, in varints, how far its text is from the one before
// (in the first of a block, from where the block begins), shifted left by one with the lowest bit set when the term is
// there once; otherwise followed by how often. The places of the term in each text, by number of words, are kept apart,
// each as how far it is from the one before: only phrases read them.
type shelf struct {
	texts   []textRow
	keys    []byte // of all terms one after the other: the language, then the term; ascending
	lists   []listRow
	blocks  []blockRow
	entries []byte
	places  []byte
}

const blockSize = 128

// textRow is a text: what one part of an event says.
type textRow struct {
	position event.Position
	id       event.ID // what it is about; see topic
	words    uint64   // how many words the shelf has up to and including this text
	part     part
}

// listRow is a term and its list.
type listRow struct {
	key   uint32 // where its key ends
	count uint32 // how many texts hold it
	block uint32 // its first block; the others follow
}

// blockRow is where a block of a list begins.
type blockRow struct {
	first   uint32 // its first text
	entries uint32
	places  uint32
}

// key is that of a list.
func (s *shelf) key(list int) []byte {
	from := uint32(0)
	if list > 0 {
		from = s.lists[list-1].key
	}
	return s.keys[from:s.lists[list].key]
}

// seek is the first list whose key is not before a term's.
func (s *shelf) seek(l language, term string) int {
	return sort.Search(len(s.lists), func(i int) bool { return compareKey(s.key(i), l, term) >= 0 })
}

func compareKey(key []byte, l language, term string) int {
	if key[0] != byte(l) {
		return int(key[0]) - int(l)
	}
	switch rest := string(key[1:]); { // not copied: the compiler sees that it is only compared
	case rest < term:
		return -1
	case rest > term:
		return 1
	}
	return 0
}

// find is the list of a term.
func (s *shelf) find(l language, term string) (list int, ok bool) {
	i := s.seek(l, term)
	return i, i < len(s.lists) && compareKey(s.key(i), l, term) == 0
}

// starting is the run of lists whose terms start with some letters.
func (s *shelf) starting(l language, letters string) (from, to int) {
	from = s.seek(l, letters)
	n := sort.Search(len(s.lists)-from, func(i int) bool {
		key := s.key(from + i)
		return key[0] != byte(l) || len(key)-1 < len(letters) || string(key[1:1+len(letters)]) != letters
	})
	return from, from + n
}

// upTo is how many texts are recorded by a position.
func (s *shelf) upTo(p event.Position) uint32 {
	return uint32(sort.Search(len(s.texts), func(i int) bool { return s.texts[i].position > p }))
}

// wordsOf is how many words a text has.
func (s *shelf) wordsOf(text uint32) uint64 {
	if text == 0 {
		return s.texts[0].words
	}
	return s.texts[text].words - s.texts[text-1].words
}

// count is how many of the texts before cut hold a term.
func (s *shelf) count(list int, cut uint32) uint32 {
	row := s.lists[list]
	if int(cut) == len(s.texts) {
		return row.count
	}
	r := s.reader(list, cut)
	n := uint32(0)
	if b := r.blockOf(cut); b > 0 { // what lies before the last block that begins before cut
		n = b * blockSize
		r.enter(b)
	}
	for r.next() {
		n++
	}
	return n
}

// noText is after every text.
const noText = math.MaxUint32
