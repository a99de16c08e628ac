package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/event"
)

// Snippet is a piece of what was found, with the words that were looked for.
type Snippet struct {
	Field  Field
	Text   string
	Ranges []Range
}

// Range is a run of a snippet's text, in Unicode code points; End is after its last.
type Range struct{ Start, End int }

// Limits of a snippet, in bytes.
const (
	longest = 320 // of a text that is shown whole
	window  = 240 // of a piece
	lead    = 60  // before the first word that was looked for
)

// Snippet is the best piece of the text that was found, given the payload that it is in, that of the event at h.At. Of
// several fields it is the one that holds most of what was looked for.
func (h *Hit) Snippet(payload event.Payload) Snippet {
	var best piece
	for _, p := range passages(payload, h.part) {
		if p.field.named() != (h.in == nameWords) {
			continue
		}
		if one := h.piece(p); best.of.text == "" || one.better(&best) {
			best = one
		}
	}
	return best.cut()
}

// piece is a passage with what was found in it.
type piece struct {
	of    passage
	marks []mark // in order
	holds int    // how many different clauses are in the best window
	from  int    // the mark that the best window begins with
}

// better reports whether a piece holds more than another, or as much in a shorter name.
func (p *piece) better(than *piece) bool {
	if p.holds == than.holds && p.of.field.named() {
		return len(p.marks)*len(than.of.text) > len(than.marks)*len(p.of.text)
	}
	return p.holds > than.holds
}

// mark is a run of bytes that belongs to a clause of the query.
type mark struct{ start, end, clause int }

// piece finds what the query asks for in a passage.
func (h *Hit) piece(p passage) piece {
	read := kept(h.in.read(tokens(p.text)))
	one := piece{of: p}
	plan := h.query.in(h.in)
	for i := 0; i < len(read); i++ {
		for n := range plan.wanted {
			c := &plan.wanted[n]
			if size := h.fits(c, read[i:], n == len(plan.wanted)-1); size > 0 {
				one.marks = append(one.marks, mark{read[i].start, read[i+size-1].end, n})
				i += size - 1
				break
			}
		}
	}
	for i := range one.marks {
		held := map[int]bool{}
		for _, m := range one.marks[i:] {
			if m.end-one.marks[i].start > window-lead && len(held) > 0 {
				break
			}
			held[m.clause] = true
		}
		if len(held) > one.holds {
			one.holds, one.from = len(held), i
		}
	}
	return one
}

// fits is how many words stand for a clause where some begin; 0 when they do not. Names fit word by word, as they are found.
func (h *Hit) fits(c *clause, read []word, last bool) int {
	if h.in == nameWords {
		for j, w := range c.words {
			begun := !c.quoted && (last && j == len(c.words)-1 || c.starts)
			if named(w.term, read[0].term, begun || h.Match >= MatchNameStart, h.Match == MatchAlike && !c.quoted) {
				return 1
			}
		}
		return 0
	}
	if len(read) < len(c.words) {
		return 0
	}
	for j, w := range c.words {
		if read[j].term != w.term && !(c.starts && strings.HasPrefix(read[j].term, c.letter)) {
			return 0
		}
	}
	return len(c.words)
}

// named reports whether a word of a name is what was asked for, or starts with it, or is spelled alike.
func named(asked, has string, begun, alike bool) bool {
	if asked == has || begun && strings.HasPrefix(has, asked) {
		return true
	}
	if edits := allowed(asked); alike && edits > 0 {
		w := newWalker(asked, edits)
		distance, dead := w.to(has)
		return dead == "" && distance <= edits
	}
	return false
}

// cut cuts the window out of a long passage, at the bounds of words, and puts an ellipsis where it was cut.
func (p piece) cut() Snippet {
	text, from, to := p.of.text, 0, len(p.of.text)
	if len(text) > longest {
		if len(p.marks) > 0 {
			from = p.marks[p.from].start
			if from = max(0, from-lead); from > 0 {
				from += strings.IndexFunc(text[from:], unicode.IsSpace) + 1
			}
		}
		if to = min(len(text), from+window); to < len(text) {
			to = bound(text, from, to)
		}
		if len(p.marks) > 0 {
			from, to = min(from, p.marks[p.from].start), max(to, p.marks[p.from].end)
		}
	}
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	s := Snippet{Field: p.of.field}
	before := ""
	if from > 0 {
		before = "…"
	}
	s.Text = before + text[from:to]
	for _, m := range p.marks {
		if m.start >= from && m.end <= to {
			at := utf8.RuneCountInString(before) + utf8.RuneCountInString(text[from:m.start])
			s.Ranges = append(s.Ranges, Range{at, at + utf8.RuneCountInString(text[m.start:m.end])})
		}
	}
	if to < len(text) {
		s.Text += "…"
	}
	return s
}

// bound is the end of the last word before a place; the place itself, between letters, when there is no space.
func bound(text string, from, to int) int {
	if space := strings.LastIndexFunc(text[from:to], unicode.IsSpace); space > 0 {
		return from + space
	}
	for !utf8.RuneStart(text[to]) {
		to--
	}
	return to
}
