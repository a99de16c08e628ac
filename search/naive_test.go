package search

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"onrecord/event"
	"onrecord/graph"
)

// naive is search as it is described: every text is looked at.
type naive struct {
	view  *graph.View
	texts []text
	words float64
}

// text is a part of an event: its words, with the language of each and gaps between passages, and its names.
type text struct {
	position event.Position
	part     part
	id       event.ID
	words    []said
	names    [][]string
}

// said is a word in its language; of a gap it is of none.
type said struct {
	language language
	term     string
}

func newNaive(v *graph.View, records []event.Record) *naive {
	n := &naive{view: v}
	tongues := map[event.ID]language{}
	for _, r := range records {
		if r.Position > v.Position() || r.Erased() {
			continue
		}
		payload, _ := r.Decode()
		hint := tongues[cited(payload)]
		if d, is := payload.(*event.DocumentCaptured); is {
			hint = tagged(d.Language)
			tongues[r.ID] = hint
		}
		for _, s := range topics(r.ID, payload) {
			of := text{position: r.Position, part: s.part, id: s.id}
			for _, p := range passages(payload, s.part) {
				cut := tokens(p.text)
				l := nameWords
				if !p.field.named() {
					l = guess(cut, hint, p.field.quoted() && hint != 0)
				}
				var name []string
				for _, w := range kept(l.read(cut)) {
					of.words, name = append(of.words, said{l, w.term}), append(name, w.term)
					n.words++
				}
				of.words = append(of.words, said{})
				if l == nameWords {
					of.names = append(of.names, name)
				}
			}
			if len(of.words) > 0 {
				n.texts = append(n.texts, of)
			}
		}
	}
	return n
}

// often counts where a clause begins in a text.
func (t *text) often(l language, c *clause) (n int) {
	for i := range t.words {
		fits := i+len(c.words) <= len(t.words)
		for j := 0; fits && j < len(c.words); j++ {
			w := t.words[i+j]
			fits = w.language == l && (w.term == c.words[j].term || c.starts && strings.HasPrefix(w.term, c.letter))
		}
		if fits {
			n++
		}
	}
	return n
}

// score weighs a text by BM25; false when it does not hold what is wanted.
func (n *naive) score(t *text, p *plan) (score float64, ok bool) {
	for i := range p.unwanted {
		if t.often(p.language, &p.unwanted[i]) > 0 {
			return 0, false
		}
	}
	length := 0
	for _, w := range t.words {
		if w.language != 0 {
			length++
		}
	}
	for i := range p.wanted {
		c := &p.wanted[i]
		often := float64(t.often(p.language, c))
		if often == 0 {
			return 0, false
		}
		idf := 0.0
		for j := range c.words {
			holding := 0.0
			one := clause{words: c.words[j : j+1], starts: c.starts, letter: c.letter}
			for k := range n.texts {
				if !c.starts && n.texts[k].often(p.language, &one) > 0 {
					holding++
				} else if c.starts { // a text counts for each word that it has
					terms := map[string]bool{}
					for _, w := range n.texts[k].words {
						if w.language == p.language && (w.term == c.words[0].term || strings.HasPrefix(w.term, c.letter)) {
							terms[w.term] = true
						}
					}
					holding += float64(len(terms))
				}
			}
			all := float64(len(n.texts))
			holding = min(holding, all)
			idf += math.Log(1 + (all-holding+0.5)/(holding+0.5))
		}
		average := max(1, n.words/float64(len(n.texts)))
		score += idf * often * 2.2 / (often + 1.2*(0.25+0.75*float64(length)/average))
	}
	return score, len(p.wanted) > 0
}

// fit says how the names of a text fit.
func (t *text) fit(p *plan) (Match, float64) {
	for i := range p.unwanted {
		if t.often(nameWords, &p.unwanted[i]) > 0 {
			return 0, 0
		}
	}
	var asked []string
	for _, c := range p.wanted {
		for _, w := range c.words {
			asked = append(asked, w.term)
		}
	}
	if len(asked) == 0 {
		return 0, 0
	}
	joined, best := strings.Join(asked, " "), 0.0
	for _, name := range t.names {
		if whole := strings.Join(name, " "); strings.HasPrefix(whole, joined) {
			best = max(best, float64(len(joined))/float64(len(whole)))
		}
	}
	if best == 1 {
		return MatchName, 1
	} else if best > 0 {
		return MatchNameStart, best
	}
	sum, alike, word := 0.0, false, 0
	for _, c := range p.wanted {
		for range c.words {
			exact, near := 0.0, 0.0
			begun := !c.quoted && (word == len(asked)-1 || c.starts)
			for _, has := range slices.Concat(t.names...) {
				if has == asked[word] || begun && strings.HasPrefix(has, asked[word]) {
					exact = max(exact, float64(len(asked[word]))/float64(len(has)))
				}
				if d := distance([]rune(asked[word]), []rune(has)); !c.quoted && d <= allowed(asked[word]) && d > 0 {
					near = max(near, 1/float64(1+d))
				}
			}
			switch {
			case exact > 0:
				sum += exact
			case near > 0:
				sum, alike = sum+near, true
			default:
				return 0, 0
			}
			word++
		}
	}
	if alike {
		return MatchAlike, sum / float64(word)
	}
	return MatchNameWords, sum / float64(word)
}

// distance counts the edits from one word to another, of which two neighbours changing places is one.
func distance(a, b []rune) int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
		for j := range table[i] {
			switch {
			case i == 0 || j == 0:
				table[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				table[i][j] = table[i-1][j-1]
			default:
				table[i][j] = 1 + min(table[i-1][j-1], table[i-1][j], table[i][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				table[i][j] = min(table[i][j], table[i-2][j-2]+1)
			}
		}
	}
	return table[len(a)][len(b)]
}

// expected is a hit that there should be.
type expected struct {
	kind  Kind
	thing event.Position
	match Match
	score float32
}

// search finds everything, the best first.
func (n *naive) search(q *Query, kinds []Kind, filter *graph.Filter) []expected {
	best := map[event.Position]expected{}
	add := func(kind Kind, thing event.Position, m Match, score float64) {
		e := expected{kind, thing, m, float32(score)}
		if old, known := best[thing]; !known || compareExpected(e, old) < 0 {
			best[thing] = e
		}
	}
	for i := range n.texts {
		t := &n.texts[i]
		if t.part == described {
			if m, score := t.fit(q.in(nameWords)); m != 0 {
				n.show(t, func(k Kind, thing event.Position) { add(k, thing, m, score) }, filter)
			}
		}
		for l := plain; l < languages; l++ {
			if score, ok := n.score(t, q.in(l)); ok {
				n.show(t, func(k Kind, thing event.Position) { add(k, thing, MatchText, score) }, filter)
			}
		}
	}
	var all []expected
	for _, e := range best {
		if (filter == nil || e.kind == Claim) && (len(kinds) == 0 || slices.Contains(kinds, e.kind)) {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, compareExpected)
	return all
}

func compareExpected(a, b expected) int {
	return cmp.Or(cmp.Compare(b.match, a.match), cmp.Compare(b.score, a.score), cmp.Compare(a.thing, b.thing))
}

// show says what a view shows by a text, from the lists of the view.
func (n *naive) show(t *text, add func(Kind, event.Position), filter *graph.Filter) {
	switch f := (graph.Filter{}); t.part {
	case described:
		for e := range n.view.Entities() {
			for _, member := range e.Cluster() {
				if at := member.Described(); member.ID() == t.id && len(at) > 0 && at[0] == t.position {
					add(Entity, e.Introduced())
				}
			}
		}
	case captured:
		for d := range n.view.Documents() {
			if d.ID() == t.id {
				add(Document, d.Position())
			}
		}
	default:
		if filter != nil {
			f = *filter
		}
		for c := range n.view.Claims(f) {
			if t.part == claimed && c.ID() == t.id {
				add(Claim, c.Position())
			}
			for _, r := range c.Reports() {
				if t.part == reported && r.Words() == t.position && (r.InForce() || c.Status() == graph.Ended) {
					add(Claim, c.Position())
				}
			}
		}
	}
}
