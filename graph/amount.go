package graph

import (
	"sort"
	"strings"

	"onrecord/event"
)

// addAmounts keeps what an action counts.
func (g *Graph) addAmounts(c row, counts []event.Amount) {
	t := &g.next
	for _, a := range counts {
		text := a.Measure + measured + a.Unit
		of := t.findCall(byMeasure, text)
		if of == 0 {
			of = t.addCall(byMeasure, text, 0)
		}
		t.amounts.add(amountRow{claim: c, of: of, least: a.Least, most: a.Most})
	}
}

// measured parts what is counted from its unit.
const measured = "\x00"

// amountsOf lists what an action counts, in the order of its words.
func (t *tables) amountsOf(c row) (first, end row) {
	n := int(t.amounts.len()) - 1
	first = row(1 + sort.Search(n, func(i int) bool { return t.amounts.at(row(i)+1).claim >= c }))
	for end = first; end < t.amounts.len() && t.amounts.at(end).claim == c; end++ {
	}
	return first, end
}

// measure is what an amount counts, and in what unit.
func (t *tables) measure(a *amountRow) (measure, unit string) {
	call := t.calls.at(a.of)
	measure, unit, _ = strings.Cut(t.text(call.text, int(call.size)), measured)
	return measure, unit
}
