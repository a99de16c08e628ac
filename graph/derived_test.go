package graph

import (
	"fmt"
	"slices"
	"testing"

	"onrecord/event"
)

// Who is cited, who stands next to whom, and what a document backs are counted from the same rule.
func TestSourcesNeighborsAndDocuments(t *testing.T) {
	cited, near, backed := 0, 0, 0
	for seed := range uint64(200) {
		h := makeHistory(t, thrown(seed), 40)
		asked, v := h.view(t)
		fail := func(what string, id event.ID, got, want any) {
			t.Helper()
			t.Fatalf("seed %d, %s: %s of %s: %v, want %v\n%s", seed, asked, what, short(id), got, want, h)
		}
		for _, s := range v.Sources() {
			cited++
			if got, want := [3]int{s.Claims, s.Reports, s.Origin}, asked.cited(s.Entity.ID()); got != want {
				fail("claims, reports and origins", s.Entity.ID(), got, want)
			}
		}
		for _, e := range asked.entities {
			if asked.cited(asked.first(e.id)) != [3]int{} && !slices.ContainsFunc(v.Sources(), func(s Source) bool { return s.Entity.ID() == asked.first(e.id) }) {
				fail("not a source", e.id, v.Sources(), "")
			}
			if entity, known := v.Entity(e.id); known {
				var got []event.ID
				for _, n := range entity.Neighbors() {
					got = append(got, n.ID())
				}
				near += len(got)
				if got, want := fmt.Sprint(sorted(got)), fmt.Sprint(sorted(asked.neighbors(e.id))); got != want {
					fail("neighbors", e.id, got, want)
				}
			}
		}
		for _, id := range h.documents {
			d, known := v.Document(id)
			if !known {
				continue
			}
			var got, want []event.ID
			for c := range d.Claims() {
				got = append(got, c.ID())
			}
			for _, c := range asked.claims {
				if asked.visible(c) && slices.ContainsFunc(asked.reports(c.id, asked.inForce), func(r naiveRecord) bool { return r.document == id }) {
					want = append(want, c.id)
				}
			}
			backed += len(want)
			if got, want := fmt.Sprint(sorted(got)), fmt.Sprint(sorted(want)); got != want {
				fail("claims", id, got, want)
			}
		}
	}
	if cited < 200 || near < 200 || backed < 100 {
		t.Errorf("%d sources, %d neighbors and %d claims of documents are too few to tell", cited, near, backed)
	}
}

// cited counts the visible claims that an entity, or one that is the same, is a source of, the reports in force of them,
// and those that it is the origin of.
func (v naiveView) cited(head event.ID) (counts [3]int) {
	is := func(id event.ID) bool { return v.first(id) == head }
	for _, c := range v.claims {
		if !v.visible(c) {
			continue
		}
		rs := v.reports(c.id, func(r naiveRecord) bool { return v.inForce(r) && slices.ContainsFunc(r.sources, is) })
		if counts[1] += len(rs); len(rs) > 0 {
			counts[0]++
		}
		for _, r := range rs {
			origin := v.documents[r.document]
			if len(r.chain) > 0 {
				origin = r.chain[len(r.chain)-1]
			}
			if is(origin) {
				counts[2]++
			}
		}
	}
	return counts
}

// neighbors are the entities that an asserted, visible claim ties to one.
func (v naiveView) neighbors(entity event.ID) (list []event.ID) {
	for _, c := range v.claims {
		var tied []event.ID
		c.it.Roles(func(_ event.Role, id event.ID) {
			if slices.ContainsFunc(v.entities, func(e naiveEntity) bool { return e.id == id && e.pos <= v.p }) {
				tied = append(tied, v.first(id))
			}
		})
		if !v.visible(c) || !slices.Contains(asserted, v.stance(c.id)) || !slices.Contains(tied, v.first(entity)) {
			continue
		}
		for _, id := range tied {
			if id != v.first(entity) && !slices.Contains(list, id) {
				list = append(list, id)
			}
		}
	}
	return list
}
