package search

import (
	"slices"
	"strings"

	"onrecord/event"
)

// collector reads the texts of events, in the order of the log, and makes a shelf of them.
type collector struct {
	texts []textRow
	words uint64
	terms map[string]uint32 // numbers of keys
	seen  []occurrence
	key   []byte
}

// occurrence is one word of a text. They are collected in order of text and place.
type occurrence struct{ term, text, place uint32 }

func newCollector() *collector { return &collector{terms: map[string]uint32{}} }

// gap keeps phrases from running from one passage into the next.
const gap = 8

// add reads the texts of an event. Excerpts are in the language of the document that is cited, 0 when it does not say.
func (c *collector) add(e event.Envelope, payload event.Payload, cited language) {
	for _, s := range topics(e.ID, payload) {
		of := passages(payload, s.part)
		if len(of) == 0 {
			continue
		}
		if d, is := payload.(*event.DocumentCaptured); is {
			cited = tagged(d.Language)
		}
		text, place := uint32(len(c.texts)), uint32(0)
		for _, p := range of {
			place = c.passage(p, text, place, cited) + gap
		}
		c.texts = append(c.texts, textRow{e.Position, s.id, c.words, s.part})
	}
}

// passage reads one, and says where it ends.
func (c *collector) passage(p passage, text, place uint32, cited language) uint32 {
	cut := tokens(p.text)
	l := nameWords
	if !p.field.named() {
		l = guess(cut, cited, p.field.quoted() && cited != 0)
	}
	read := kept(l.read(cut))
	c.words += uint64(len(read))
	if l == nameWords {
		c.occur(wholeNames, whole(read), text, place)
	}
	for _, w := range read {
		c.occur(l, w.term, text, place)
		place++
	}
	return place
}

func (c *collector) occur(l language, term string, text, place uint32) {
	c.key = append(append(c.key[:0], byte(l)), term...)
	n, ok := c.terms[string(c.key)]
	if !ok {
		n = uint32(len(c.terms))
		c.terms[string(c.key)] = n
	}
	c.seen = append(c.seen, occurrence{n, text, place})
}

// whole is a name as one term.
func whole(name []word) string {
	terms := make([]string, len(name))
	for i, w := range name {
		terms[i] = w.term
	}
	return strings.Join(terms, " ")
}

// shelf makes the shelf of all that was added.
func (c *collector) shelf() *shelf {
	keys := make([]string, 0, len(c.terms))
	for key := range c.terms {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	w := writer{shelf: &shelf{texts: c.texts}}
	ends := make([]uint32, len(keys)+1) // of the occurrences of each term, when they are in order of terms
	for _, o := range c.seen {
		ends[o.term]++
	}
	from := uint32(0)
	for _, key := range keys {
		n := c.terms[key]
		from, ends[n] = from+ends[n], from
	}
	inOrder := make([]occurrence, len(c.seen))
	for _, o := range c.seen {
		inOrder[ends[o.term]] = o
		ends[o.term]++
	}
	for rest := inOrder; len(rest) > 0; {
		term := rest[0].term
		w.term([]byte(keys[len(w.lists)]))
		for len(rest) > 0 && rest[0].term == term {
			often := 1
			for often < len(rest) && rest[often].term == term && rest[often].text == rest[0].text {
				often++
			}
			w.entry(rest[0].text, uint32(often))
			for _, o := range rest[:often] {
				w.at(o.place)
			}
			rest = rest[often:]
		}
	}
	return w.shelf
}
