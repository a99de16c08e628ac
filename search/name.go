package search

import "unicode/utf8"

// Match says how a text was found; the greater, the better.
type Match uint8

// The matches. A whole name is what was asked for; the start of a name; words of names, of which the last may be begun;
// the words of a text; names that are spelled alike.
const (
	MatchAlike Match = iota + 1
	MatchText
	MatchNameWords
	MatchNameStart
	MatchName
)

var matches = [...]string{"", "ALIKE", "TEXT", "NAME_WORDS", "NAME_START", "NAME"}

func (m Match) String() string { return matches[m] }

// Matches lists every match, the best last.
func Matches() []Match {
	return []Match{MatchAlike, MatchText, MatchNameWords, MatchNameStart, MatchName}
}

// bearer is how well a text of names fits.
type bearer struct {
	alike bool
	close float64 // 0 to 1, which is every letter
}

func (b bearer) before(other bearer) bool {
	if b.alike != other.alike {
		return !b.alike
	}
	return b.close > other.close
}

// names calls yield with every entity whose names fit, until it returns false; of each the best fit comes first.
func (q *Query) names(portions []portion, yield func(found) bool) bool {
	p := q.in(nameWords)
	if len(p.wanted) == 0 {
		return true
	}
	for _, s := range portions {
		seen := map[uint32]bool{}
		unwanted := map[uint32]bool{}
		for i := range p.unwanted {
			if f := s.finder(nameWords, &p.unwanted[i], s.cut); f != nil {
				for ok := f.seek(0); ok; {
					text, _ := f.at()
					unwanted[text] = true
					ok = f.seek(text + 1)
				}
			}
		}
		give := func(text uint32, m Match, score float64) bool {
			if seen[text] || unwanted[text] {
				return true
			}
			seen[text] = true
			return yield(found{s.texts[text], nameWords, m, score})
		}
		if !s.wholeNames(p, give) || !s.namesByWords(p, give) {
			return false
		}
	}
	return true
}

// wholeNames finds names that are what is asked for, or start with it; the closest first.
func (s portion) wholeNames(p *plan, give func(text uint32, m Match, score float64) bool) bool {
	var all []word
	for _, c := range p.wanted {
		all = append(all, c.words...)
	}
	asked := whole(all)
	fits := map[uint32]float64{}
	for list, to := s.starting(wholeNames, asked); list < to; list++ {
		score := float64(len(asked)) / float64(len(s.key(list))-1)
		for r := s.reader(list, s.cut); r.next(); {
			fits[r.text] = max(fits[r.text], score)
		}
	}
	for _, text := range sortedKeys(fits) {
		m := MatchNameStart
		if fits[text] == 1 {
			m = MatchName
		}
		if !give(text, m, fits[text]) {
			return false
		}
	}
	return true
}

// namesByWords finds who has all the words among its names. The last word may be begun, and what is not quoted may be
// spelled otherwise.
func (s portion) namesByWords(p *plan, give func(text uint32, m Match, score float64) bool) bool {
	var all map[uint32]bearer
	words := 0
	for i, c := range p.wanted {
		for j, w := range c.words {
			last := i == len(p.wanted)-1 && j == len(c.words)-1
			one := s.bearers(w.term, !c.quoted && (last || c.starts), !c.quoted)
			if words++; words == 1 {
				all = one
				continue
			}
			both := map[uint32]bearer{}
			for text, b := range one {
				if before, ok := all[text]; ok {
					both[text] = bearer{b.alike || before.alike, b.close + before.close}
				}
			}
			all = both
		}
		if len(all) == 0 {
			return true
		}
	}
	for _, text := range sortedKeys(all) {
		m := MatchNameWords
		if all[text].alike {
			m = MatchAlike
		}
		if !give(text, m, all[text].close/float64(words)) {
			return false
		}
	}
	return true
}

// bearers finds whose names have a word, or one that starts with it, or one that is spelled alike; each with its best fit.
func (s portion) bearers(term string, begun, alike bool) map[uint32]bearer {
	fits := map[uint32]bearer{}
	add := func(list int, b bearer) {
		for r := s.reader(list, s.cut); r.next(); {
			if known, ok := fits[r.text]; !ok || b.before(known) {
				fits[r.text] = b
			}
		}
	}
	if begun {
		for list, to := s.starting(nameWords, term); list < to; list++ {
			add(list, bearer{close: float64(len(term)) / float64(len(s.key(list))-1)})
		}
	} else if list, ok := s.find(nameWords, term); ok {
		add(list, bearer{close: 1})
	}
	if edits := allowed(term); alike && edits > 0 {
		s.alike(term, edits, func(list, distance int) { add(list, bearer{alike: true, close: 1 / float64(1+distance)}) })
	}
	return fits
}

// allowed is how many letters of a word may be other than in a name that is alike: none of a short one, where most words
// are alike.
func allowed(term string) int {
	switch n := utf8.RuneCountInString(term); {
	case n < 4:
		return 0
	case n < 8:
		return 1
	}
	return 2
}
