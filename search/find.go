package search

import "math"

// finder goes through the texts that hold a clause, in order.
type finder interface {
	// seek goes to the first text that is not before one; false when there is none.
	seek(text uint32) bool
	// at is the text it is at, and how often that holds the clause.
	at() (text, often uint32)
}

func (r *reader) at() (text, often uint32) { return r.text, r.often }

// finder finds a clause among the texts before cut; nil when none holds it.
func (s *shelf) finder(l language, c *clause, cut uint32) finder {
	switch {
	case c.starts:
		return s.anyOf(s.listsOf(l, c), cut)
	case len(c.words) > 1:
		return s.phrase(l, c, cut)
	}
	list, ok := s.find(l, c.words[0].term)
	if !ok {
		return nil
	}
	r := s.reader(list, cut)
	return &r
}

// listsOf are the lists of the terms that stand for a clause that is no phrase.
func (s *shelf) listsOf(l language, c *clause) (lists []int) {
	stem, ok := s.find(l, c.words[0].term)
	if !c.starts {
		if ok {
			return []int{stem}
		}
		return nil
	}
	from, to := s.starting(l, c.letter)
	if ok && (stem < from || stem >= to) {
		lists = append(lists, stem)
	}
	for list := from; list < to; list++ {
		lists = append(lists, list)
	}
	return lists
}

// union is the texts of several lists.
type union struct {
	often map[uint32]uint32
	texts []uint32
	i     int
}

// anyOf finds the texts of any of some lists.
func (s *shelf) anyOf(lists []int, cut uint32) finder {
	u := &union{often: map[uint32]uint32{}}
	for _, list := range lists {
		for r := s.reader(list, cut); r.next(); {
			u.often[r.text] += r.often
		}
	}
	if len(u.often) == 0 {
		return nil
	}
	u.texts = sortedKeys(u.often)
	return u
}

func (u *union) seek(text uint32) bool {
	for u.i < len(u.texts) && u.texts[u.i] < text {
		u.i++
	}
	return u.i < len(u.texts)
}

func (u *union) at() (text, often uint32) { return u.texts[u.i], u.often[u.texts[u.i]] }

// phrase is the texts that hold some words one after the other.
type phrase struct {
	words  []reader
	text   uint32
	often  uint32
	places []uint32 // where it may begin
	other  []uint32
}

func (s *shelf) phrase(l language, c *clause, cut uint32) finder {
	p := &phrase{}
	for _, w := range c.words {
		list, ok := s.find(l, w.term)
		if !ok {
			return nil
		}
		p.words = append(p.words, s.reader(list, cut))
	}
	return p
}

func (p *phrase) at() (text, often uint32) { return p.text, p.often }

func (p *phrase) seek(text uint32) bool {
	if p.often > 0 && p.text >= text {
		return true
	}
	for {
		for i := 0; i < len(p.words); i++ {
			if !p.words[i].seek(text) {
				return false
			}
			if at := p.words[i].text; at > text {
				text, i = at, -1 // all over again, from there
			}
		}
		p.text, p.often = text, p.begins()
		if p.often > 0 {
			return true
		}
		text++
	}
}

// begins counts where in the text the phrase begins.
func (p *phrase) begins() uint32 {
	p.places = p.words[0].places(p.places[:0])
	for i := 1; i < len(p.words); i++ {
		p.other = p.words[i].places(p.other[:0])
		both, j := p.places[:0], 0
		for _, place := range p.places {
			for j < len(p.other) && p.other[j] < place+uint32(i) {
				j++
			}
			if j < len(p.other) && p.other[j] == place+uint32(i) {
				both = append(both, place)
			}
		}
		p.places = both
	}
	return uint32(len(p.places))
}

// The constants of BM25: how soon more of a word stops to say more, and how much long texts are held back.
const (
	saturation = 1.2
	lengthwise = 0.75
)

// corpus is what is weighed against: all texts recorded by a position, whatever else a view hides. So what a text weighs
// depends on the position alone.
type corpus struct {
	texts   float64
	average float64 // words of a text
}

// rarity is the weight of a clause that so many texts hold (the idf of BM25).
func (c corpus) rarity(texts uint32) float64 {
	return math.Log(1 + (c.texts-float64(texts)+0.5)/(float64(texts)+0.5))
}

// weight is how much a clause says of a text of so many words that holds it so often.
func (c corpus) weight(rarity float64, often uint32, words uint64) float64 {
	n := float64(often)
	return rarity * n * (saturation + 1) / (n + saturation*(1-lengthwise+lengthwise*float64(words)/c.average))
}
