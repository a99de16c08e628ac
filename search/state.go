package search

import (
	"cmp"
	"maps"
	"slices"

	"onrecord/event"
)

// state is what readers see: the texts of all events up to a position.
type state struct {
	head    event.Position
	shelves []*shelf // in the order of the log
}

// found is a text that holds what is looked for.
type found struct {
	textRow
	in    language
	match Match
	score float64
}

// portion is what of a shelf is recorded by a position: its first so many texts.
type portion struct {
	*shelf
	cut uint32
}

// upTo lists the shelves that have texts recorded by a position, and weighs them.
func (s *state) upTo(p event.Position) (portions []portion, all corpus) {
	words := 0.0
	for _, shelf := range s.shelves {
		cut := shelf.upTo(p)
		if cut == 0 {
			break
		}
		portions = append(portions, portion{shelf, cut})
		all.texts += float64(cut)
		words += float64(shelf.texts[cut-1].words)
	}
	if all.texts > 0 {
		all.average = max(1, words/all.texts)
	}
	return portions, all
}

// texts calls yield with every text that a plan finds, until it returns false.
func (p *plan) texts(portions []portion, all corpus, yield func(found) bool) bool {
	rarity := make([]float64, len(p.wanted))
	order := make([]int, len(p.wanted)) // the rarest first
	for i := range p.wanted {
		if rarity[i] = p.wanted[i].rarity(p.language, portions, all); rarity[i] == 0 {
			return true // nothing holds it
		}
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rarity[b], rarity[a]) })
	for _, shelf := range portions {
		if !p.inside(shelf, rarity, order, all, yield) {
			return false
		}
	}
	return true
}

// rarity is what the words of a clause weigh together; 0 when one of them is nowhere.
func (c *clause) rarity(l language, portions []portion, all corpus) (sum float64) {
	for i := range c.words {
		one, texts := clause{words: c.words[i : i+1], starts: c.starts, letter: c.letter}, uint32(0)
		for _, s := range portions {
			for _, list := range s.listsOf(l, &one) {
				texts += s.count(list, s.cut)
			}
		}
		if texts == 0 {
			return 0
		}
		sum += all.rarity(min(texts, uint32(all.texts)))
	}
	return sum
}

// inside finds the texts of a shelf that hold all that is wanted and nothing that is not.
func (p *plan) inside(s portion, rarity []float64, order []int, all corpus, yield func(found) bool) bool {
	if len(order) == 0 {
		return true
	}
	wanted := make([]finder, len(p.wanted))
	for i := range p.wanted {
		if wanted[i] = s.finder(p.language, &p.wanted[i], s.cut); wanted[i] == nil {
			return true
		}
	}
	var unwanted []finder
	for i := range p.unwanted {
		if f := s.finder(p.language, &p.unwanted[i], s.cut); f != nil {
			unwanted = append(unwanted, f)
		}
	}
	for text := uint32(0); ; text++ {
		for i := 0; i < len(order); i++ {
			f := wanted[order[i]]
			if !f.seek(text) {
				return true
			}
			if at, _ := f.at(); at > text {
				text, i = at, -1 // all over again, from there
			}
		}
		if slices.ContainsFunc(unwanted, func(f finder) bool { return holds(f, text) }) {
			continue
		}
		hit := found{textRow: s.texts[text], in: p.language, match: MatchText}
		words := s.wordsOf(text)
		for i, f := range wanted {
			_, often := f.at()
			hit.score += all.weight(rarity[i], often, words)
		}
		if !yield(hit) {
			return false
		}
	}
}

// holds reports whether a text is among those that a finder finds.
func holds(f finder, text uint32) bool {
	if !f.seek(text) {
		return false
	}
	at, _ := f.at()
	return at == text
}

// sortedKeys are the keys of a map in order.
func sortedKeys[V any](m map[uint32]V) []uint32 { return slices.Sorted(maps.Keys(m)) }
