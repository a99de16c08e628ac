package graph

import (
	"context"
	"slices"
)

// Affected is a claim that rests on another.
type Affected struct {
	Claim    Claim
	Through  Claim // what it rests on itself: the other, or one that rests on it
	Reported bool  // whether a report of it rests on the statement Through; else it ties Through
	Distance int   // how many claims away, from 1
}

// Affects lists what would have to be looked at again if the claim were wrong: the claims that a filter lets through which tie
// it, or of which a report rests on it, and those that rest on them, each once, by the shortest way, the nearest first. What
// the claim was replaced by does not take its place here. It stops early with the context's error.
func (c Claim) Affects(ctx context.Context, f Filter) ([]Affected, error) {
	v := c.v
	resting := v.resting()
	reached := map[row]bool{c.c: true}
	list := []Affected{{Claim: c}} // its own place is taken away at the end
	for i := 0; i < len(list); i++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		through := list[i]
		var ties, reports []row
		add := func(to *[]row, on row) {
			if !reached[on] && v.passes(on, &f) {
				reached[on] = true
				*to = append(*to, on)
			}
		}
		node := through.Claim.row().node
		for on := range v.claimsOf(node) {
			add(&ties, on)
		}
		for _, r := range resting(node) {
			if on := v.t.claimOf(r); !reached[on] && v.counting(v.stance(on).status())(r) {
				add(&reports, on)
			}
		}
		for _, found := range []struct {
			claims   []row
			reported bool
		}{{ties, false}, {reports, true}} {
			slices.Sort(found.claims)
			for _, on := range found.claims {
				list = append(list, Affected{Claim{v, on}, through.Claim, found.reported, through.Distance + 1})
			}
		}
	}
	return list[1:], nil
}

// resting finds the reports, recorded by the view's position, that rest on a statement. It goes through all reports when it is
// first asked for a statement that any rests on.
func (v *View) resting() func(statement row) []row {
	some := map[row]bool{}
	for a := row(1); a < v.t.asides.len(); a++ {
		if n := v.t.asides.at(a).statement; n != 0 {
			some[n] = true
		}
	}
	var all map[row][]row
	return func(statement row) []row {
		if !some[statement] {
			return nil
		}
		if all == nil {
			all = map[row][]row{}
			v.t.eachReport(func(r row) {
				if n := v.t.aside(v.t.report(r)).statement; n != 0 && v.t.recordedIn(r) <= v.position {
					all[n] = append(all[n], r)
				}
			})
		}
		return all[statement]
	}
}
