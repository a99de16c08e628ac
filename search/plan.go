package search

// plan is a query in a language.
type plan struct {
	language language
	wanted   []clause
	unwanted []clause
}

// clause is a word or a phrase of a query in a language.
type clause struct {
	words  []word // the words of a phrase, in order; one word of any other
	starts bool   // anything that starts with the word, or with what it was before it was stemmed
	letter string // of starts: what it was
	quoted bool
}

// in reads a query in a language. Words that say little count in phrases alone, or where there is nothing else.
func (q *Query) in(l language) *plan {
	p := &plan{language: l}
	little := true // all that is wanted says little
	for _, a := range q.asked {
		c := clause{words: kept(l.read(tokens(a.text))), starts: a.starts, quoted: a.quoted}
		if len(c.words) == 0 {
			continue
		}
		if c.starts = c.starts && len(c.words) == 1; c.starts {
			c.letter = plain.read(tokens(a.text))[0].term
		}
		if a.not {
			p.unwanted = append(p.unwanted, c)
			continue
		}
		p.wanted = append(p.wanted, c)
		little = little && c.little()
	}
	if little {
		return p
	}
	telling := p.wanted[:0]
	for _, c := range p.wanted {
		if !c.little() {
			telling = append(telling, c)
		}
	}
	p.wanted = telling
	return p
}

// little reports whether it is a single word that says little.
func (c *clause) little() bool { return len(c.words) == 1 && c.words[0].stop && !c.starts }

// kept are the words of which something is left.
func kept(all []word) []word {
	some := all[:0]
	for _, w := range all {
		if w.term != "" {
			some = append(some, w)
		}
	}
	return some
}
