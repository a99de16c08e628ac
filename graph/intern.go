package graph

import (
	"slices"

	"onrecord/event"
)

// This file keeps once what many rows have in common: who is cited, and when something was told or holds.

// intern finds or makes the provenance with a chain and further sources. Nobody at all is provenance 0.
func (g *Graph) intern(chain, others []event.ID) row {
	g.cast = g.cast[:0]
	for _, id := range chain {
		g.cast = append(g.cast, g.nextNamed(id))
	}
	for _, id := range others {
		g.cast = append(g.cast, g.nextNamed(id))
	}
	return g.internNodes(len(chain), 0)
}

// internNodes interns the nodes of the cast, the first of which are the chain. With cited, see [provenanceRow], speakers were
// added, and it differs from one that was cited as it is.
func (g *Graph) internNodes(chain int, cited row) row {
	if len(g.cast) == 0 {
		return 0
	}
	t := &g.next
	h := hashRows(uint64(chain)<<32|uint64(cited), g.cast)
	if p := t.names.provenances.find(h, func(p row) bool {
		r := t.provenances.at(p)
		return int(r.chain) == chain && r.cited == cited && slices.Equal(t.sources(p), g.cast)
	}); p != 0 {
		return p
	}
	p := t.provenances.add(provenanceRow{start: t.members.addRun(g.cast), cited: cited, chain: uint16(chain), others: uint16(len(g.cast) - chain)})
	t.names.provenances.put(h, p, never)
	for i, n := range g.cast {
		if !slices.Contains(g.cast[:i], n) {
			t.cites.add(&g.entity(n).cites, p)
		}
	}
	return p
}

// window finds or makes the row of a run of time.
func (g *Graph) window(w event.Window) row {
	t := &g.next
	h := hashWindow(w)
	if r := t.names.windows.find(h, func(r row) bool { return *t.windows.at(r) == w }); r != 0 {
		return r
	}
	r := t.windows.add(w)
	t.names.windows.put(h, r, never)
	return r
}

// times finds or makes the row of the bounds in which a claim holds.
func (g *Graph) times(bounds event.Times) row {
	t, w := &g.next, newTimes(bounds)
	h := hashTimes(&w)
	if r := t.names.times.find(h, func(r row) bool { return *t.times.at(r) == w }); r != 0 {
		return r
	}
	r := t.times.add(w)
	t.names.times.put(h, r, never)
	return r
}

func hashWindow(w event.Window) uint32 {
	return uint32(mix(mix(0, uint64(w.First)), uint64(w.Last)) >> 16)
}

func hashTimes(t *timesRow) uint32 {
	h := mix(mix(t.marks, uint64(t.outer.First)), uint64(t.outer.Last))
	return uint32(mix(mix(h, uint64(t.inner.First)), uint64(t.inner.Last)) >> 16)
}
