package graph

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"onrecord/event"
)

// tiedThings lists what claims tie, and what stands for it.
func (v naiveView) tiedThings() (list []event.ID) {
	for _, c := range v.claims {
		for _, id := range c.roles() {
			if _, is := v.known(id); is { // rare, so it comes twice
				list = append(list, id, v.stands(id))
			}
			list = append(list, id)
		}
	}
	return list
}

// What shows before, and then the steps up to a moment, make the view at that moment.
func TestStepsFoldToTheView(t *testing.T) {
	changes, ofClaims := 0, 0
	for seed := range uint64(300) {
		h := makeHistory(t, thrown(seed), 40)
		g := h.graph(t)
		for _, axis := range []Axis{Valid, Reported, Recorded} {
			asked := h.wholeAppends(h.asked())
			v, err := g.View(asked.spec())
			if err != nil {
				t.Fatal(err)
			}
			var from, to *event.Instant
			if h.chance(1, 2) {
				from = new(h.moment(axis))
			}
			if h.chance(1, 2) {
				to = new(h.moment(axis))
			}
			var filter Filter
			var named event.ID // by the filter
			only := event.Role(0)
			if n, known := v.Node(one(h, asked.tiedThings())); known && h.chance(2, 3) {
				named = n.ID()
				if filter.Involving = []Node{n}; h.chance(1, 4) {
					filter.Involving, filter.About, only = nil, filter.Involving, event.RoleAbout
				}
			}
			before, steps, err := v.Steps(context.Background(), axis, from, to, filter)
			if err != nil {
				t.Fatal(err)
			}
			for range 8 {
				m := h.moment(axis)
				if from != nil && m < *from-1 || to != nil && m > *to {
					continue
				}
				got, want := map[string]string{}, map[string]string{}
				put := func(c Claim) { got[short(c.ID())] = fmt.Sprint(c.Stance(), c.Holds(), tellings(c)) }
				for _, c := range before {
					put(c)
				}
				for _, s := range steps {
					if s.At > m {
						break
					}
					for _, c := range slices.Concat(s.Appears, s.Changes) {
						put(c)
					}
					for _, c := range s.Ends {
						delete(got, short(c.ID()))
					}
					changes += len(s.Changes) + len(s.Ends)
				}
				at := h.at(asked, axis, m)
				for _, c := range at.claims {
					ties := named.IsZero()
					c.it.Roles(func(role event.Role, id event.ID) {
						ties = ties || (only == 0 || role == only) && at.stands(id) == at.stands(named)
					})
					if ties && at.visible(c) {
						if _, is := at.known(named); is {
							ofClaims++
						}
						want[short(c.id)] = fmt.Sprint(at.stance(c.id), at.holds(c.it), at.tellings(c.id))
					}
				}
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Fatalf("seed %d, %s of %s: folded to %d gives %v, the view is %v\n%s", seed, axis, asked, m, got, want, h)
				}
			}
		}
	}
	if changes < 500 || ofClaims < 100 {
		t.Errorf("%d changes and ends, and %d answers to filters that name a claim, are too few to tell", changes, ofClaims)
	}
}

// tellings are the reports of a claim that are told, each with whether it certainly is and whether it is in force.
func tellings(c Claim) (list []string) {
	for _, r := range c.Reports() {
		list = append(list, fmt.Sprint(short(r.ID()), r.Certain(), r.InForce()))
	}
	slices.Sort(list)
	return list
}

func (v naiveView) tellings(claim event.ID) (list []string) {
	for _, r := range v.reports(claim, v.told) {
		list = append(list, fmt.Sprint(short(r.id), v.r == nil || r.window.Last <= *v.r, v.inForce(r)))
	}
	slices.Sort(list)
	return list
}
