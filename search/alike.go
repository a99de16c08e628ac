package search

import (
	"sort"
	"unicode/utf8"
)

// walker walks the words of names in order, and keeps for each letter of the word it is at how far what it has so far is
// from each beginning of what is asked for: the rows of the usual table of edit distances, where two neighbours that change
// places are one edit. Words that begin alike share rows; where no way on is near enough, all words that go on from there
// are passed over.
type walker struct {
	asked []rune
	edits int
	term  []rune  // the word it is at
	rows  [][]int // one more than letters
}

func newWalker(asked string, edits int) *walker {
	w := &walker{asked: []rune(asked), edits: edits}
	first := make([]int, len(w.asked)+1)
	for i := range first {
		first[i] = i
	}
	w.rows = append(w.rows, first)
	return w
}

// alike calls add with every list of a word of names that takes at most so many edits, and how many.
func (s *shelf) alike(asked string, edits int, add func(list, distance int)) {
	w := newWalker(asked, edits)
	list, end := s.starting(nameWords, "")
	for list < end {
		word := string(s.key(list)[1:])
		switch distance, dead := w.to(word); {
		case dead != "":
			list = s.after(list, dead, end)
			continue
		case distance <= edits:
			add(list, distance)
		}
		list++
	}
}

// after is the first list from one on, but before end, that does not start as that one does. It is mostly near.
func (s *shelf) after(list int, start string, end int) int {
	starts := func(i int) bool {
		term := s.key(i)[1:]
		return len(term) >= len(start) && string(term[:len(start)]) == start
	}
	step := 1
	for list+step < end && starts(list+step) {
		list, step = list+step, 2*step
	}
	return list + 1 + sort.Search(min(step, end-list)-1, func(i int) bool { return !starts(list + 1 + i) })
}

// to walks to a word, and says how far it is from what is asked for; or the beginning of it that nothing near starts with.
func (w *walker) to(word string) (distance int, dead string) {
	at, shared := 0, true
	for i, r := range word {
		if shared && at < len(w.term) && w.term[at] == r && at+1 < len(w.rows) {
			at++
			continue
		}
		shared = false
		w.term = append(w.term[:at], r)
		w.rows = append(w.rows[:at+1], w.row(at))
		at++
		if least(w.rows[at]) > w.edits {
			return 0, word[:i+utf8.RuneLen(r)]
		}
	}
	w.term, w.rows = w.term[:at], w.rows[:at+1]
	return w.rows[at][len(w.asked)], ""
}

// row is the row of the letter at a place of the word.
func (w *walker) row(at int) []int {
	above, row := w.rows[at], make([]int, len(w.asked)+1)
	row[0] = at + 1
	for j := 1; j < len(row); j++ {
		row[j] = min(above[j], row[j-1]) + 1
		if w.term[at] == w.asked[j-1] {
			row[j] = min(row[j], above[j-1])
		} else {
			row[j] = min(row[j], above[j-1]+1)
		}
		if at > 0 && j > 1 && w.term[at] == w.asked[j-2] && w.term[at-1] == w.asked[j-1] {
			row[j] = min(row[j], w.rows[at-1][j-2]+1)
		}
	}
	return row
}

func least(row []int) int {
	n := row[0]
	for _, v := range row[1:] {
		n = min(n, v)
	}
	return n
}
