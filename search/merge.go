package search

import "bytes"

// merge makes one shelf of several, whose texts follow each other.
func merge(parts []*shelf) *shelf {
	if len(parts) == 1 {
		return parts[0]
	}
	w := writer{shelf: &shelf{}}
	first := make([]uint32, len(parts)) // number of its first text
	words := uint64(0)
	for i, p := range parts {
		first[i] = uint32(len(w.texts))
		for _, t := range p.texts {
			t.words += words
			w.texts = append(w.texts, t)
		}
		if n := len(w.texts); n > 0 {
			words = w.texts[n-1].words
		}
	}
	next := make([]int, len(parts)) // lists
	var places []uint32
	for {
		var least []byte
		for i, p := range parts {
			if next[i] < len(p.lists) && (least == nil || bytes.Compare(p.key(next[i]), least) < 0) {
				least = p.key(next[i])
			}
		}
		if least == nil {
			return w.shelf
		}
		w.term(least)
		for i, p := range parts {
			if next[i] == len(p.lists) || !bytes.Equal(p.key(next[i]), least) {
				continue
			}
			for r := p.reader(next[i], noText); r.next(); {
				w.entry(first[i]+r.text, r.often)
				for _, place := range r.places(places[:0]) {
					w.at(place)
				}
			}
			next[i]++
		}
	}
}

const (
	fan        = 4       // so many shelves of about a size become one
	mostMerged = 1 << 29 // bytes of lists in a shelf that is made of others
)

// size is how many bytes the lists of a shelf have.
func (s *shelf) size() int { return len(s.entries) + len(s.places) }

// grown is a row of shelves with one more at its end. Shelves of about the same size are merged, so that there are few.
// The row itself does not change.
func grown(row []*shelf, by *shelf) []*shelf {
	row = append(row[:len(row):len(row)], by)
	for len(row) >= fan {
		tail := row[len(row)-fan:]
		size := 0
		for _, s := range tail {
			size += s.size()
		}
		if len(tail[0].texts) >= fan*len(by.texts) || size > mostMerged {
			break
		}
		by = merge(tail)
		row = append(row[:len(row)-fan:len(row)-fan], by)
	}
	return row
}
