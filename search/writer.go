package search

import "encoding/binary"

// writer writes a shelf, its terms in ascending order.
type writer struct {
	*shelf
	text, place uint32 // those before
}

// term begins the list of a term.
func (w *writer) term(key []byte) {
	w.keys = append(w.keys, key...)
	w.lists = append(w.lists, listRow{key: uint32(len(w.keys)), block: uint32(len(w.blocks))})
}

// entry adds a text to the list, whose places are written already or follow.
func (w *writer) entry(text, often uint32) {
	list := &w.lists[len(w.lists)-1]
	if list.count%blockSize == 0 {
		w.blocks = append(w.blocks, blockRow{text, uint32(len(w.entries)), uint32(len(w.places))})
		w.text = text
	}
	list.count++
	if v := (text - w.text) << 1; often == 1 {
		w.entries = binary.AppendUvarint(w.entries, uint64(v|1))
	} else {
		w.entries = binary.AppendUvarint(w.entries, uint64(v))
		w.entries = binary.AppendUvarint(w.entries, uint64(often))
	}
	w.text, w.place = text, 0
}

// at adds a place to the entry.
func (w *writer) at(place uint32) {
	w.places = binary.AppendUvarint(w.places, uint64(place-w.place))
	w.place = place
}
