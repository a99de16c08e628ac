package graph

import (
	"iter"
	"maps"
	"slices"
)

// cast is every claim, and every entity described by the view's position, that is a participant, place or source of a
// visible claim. It is worked out once.
func (v *View) cast() map[row]bool {
	v.castOnce.Do(func() {
		v.everyone = map[row]bool{}
		defer maps.DeleteFunc(v.everyone, func(n row, _ bool) bool { return v.claimAt(n) == 0 && v.describedBy(n) == 0 })
		for c, end := row(1), v.claimsEnd(); c < end; c++ {
			if !v.visible(c) {
				continue
			}
			for _, r := range v.rolesOf(c) {
				v.everyone[r.node()] = true
			}
			for _, r := range v.reportsOf(c) {
				if v.inForce(r) {
					for _, n := range v.t.sources(v.t.report(r).provenance) {
						v.everyone[n] = true
					}
				}
			}
		}
	})
	return v.everyone
}

// Entities yields the entities in the view, one for each cluster, the first described first.
func (v *View) Entities() iter.Seq[Entity] {
	return func(yield func(Entity) bool) {
		firsts := map[row]bool{}
		for n := range v.cast() {
			if v.claimAt(n) == 0 {
				firsts[v.first(n)] = true
			}
		}
		sorted := make([]row, 0, len(firsts))
		for n := range firsts {
			sorted = append(sorted, n)
		}
		slices.Sort(sorted)
		for _, n := range sorted {
			if !yield(Entity{v, n}) {
				return
			}
		}
	}
}
