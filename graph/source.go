package graph

import (
	"slices"

	"onrecord/event"
)

// Source is somebody who is cited in a view.
type Source struct {
	Entity  Entity
	Claims  int // visible claims that it is a source of
	Reports int // reports in force of those
	Origin  int // reports of those that it ends the chain of
}

// Sources lists who is cited for what is visible and described, the most claims first, one entry for each cluster.
func (v *View) Sources() []Source {
	counts := map[row]*Source{}
	for c, end := row(1), v.claimsEnd(); c < end; c++ {
		if !v.visible(c) {
			continue
		}
		cited := map[row]bool{}
		for _, r := range v.reportsOf(c) {
			if !v.inForce(r) {
				continue
			}
			for n := range v.firsts(v.t.sources(v.t.report(r).provenance)) {
				s := counts[n]
				if s == nil {
					s = &Source{Entity: Entity{v, n}}
					counts[n] = s
				}
				s.Reports++
				if v.originOf(r) == n {
					s.Origin++
				}
				if !cited[n] {
					cited[n] = true
					s.Claims++
				}
			}
		}
	}
	sources := make([]Source, 0, len(counts))
	for n, s := range counts {
		if v.describedBy(n) != 0 {
			sources = append(sources, *s)
		}
	}
	slices.SortFunc(sources, func(a, b Source) int {
		if a.Claims != b.Claims {
			return b.Claims - a.Claims
		}
		return compare(a.Entity.n, b.Entity.n)
	})
	return sources
}

// firsts is the set of those that stand for some nodes.
func (v *View) firsts(nodes []row) map[row]bool {
	set := map[row]bool{}
	for _, n := range nodes {
		set[v.first(n)] = true
	}
	return set
}

// Neighbors lists the described entities that some asserted, visible claim ties to an entity, in the order described.
func (e Entity) Neighbors() []Entity {
	self := e.v.first(e.n)
	found := map[row]bool{}
	for c := range e.Claims(Filter{Stances: asserted}) {
		for _, r := range e.v.rolesOf(c.c) {
			if n := e.v.first(r.node()); n != self && e.v.describedBy(n) != 0 {
				found[n] = true
			}
		}
	}
	return e.v.sortedEntities(found)
}

func (v *View) sortedEntities(set map[row]bool) []Entity {
	nodes := make([]row, 0, len(set))
	for n := range set {
		nodes = append(nodes, n)
	}
	slices.Sort(nodes)
	return v.entities(nodes)
}

// Relations lists the relations, asserted and visible, that it takes part in as subject, object or either (role 0), in
// log order.
func (e Entity) Relations(types []event.RelationType, role event.Role) []Claim {
	var relations []Claim
	for c := range e.Claims(Filter{Kinds: []event.ClaimKind{event.KindRelation}, Types: types, Stances: asserted}) {
		for _, r := range e.v.rolesOf(c.c) {
			if (role == 0 || r.role() == role) && e.v.first(r.node()) == e.v.first(e.n) {
				relations = append(relations, c)
				break
			}
		}
	}
	slices.SortFunc(relations, func(a, b Claim) int { return compare(a.c, b.c) })
	return relations
}
