package graph

import (
	"cmp"
	"context"
	"math"
	"slices"

	"onrecord/event"
)

// ContradictionKind is how claims contradict each other.
type ContradictionKind uint8

// The kinds: reports of one claim that do not agree, claims that a relation CONTRADICTS ties, and figures of one measure
// of one thing that cannot both be.
const (
	Disagreeing ContradictionKind = iota + 1
	Contradicted
	Disjoint
)

func (k ContradictionKind) String() string {
	return [...]string{"", "DISPUTED", "RECORDED", "FIGURES"}[k]
}

// Contradiction is claims that cannot all be so.
type Contradiction struct {
	Kind          ContradictionKind
	Claims        []Claim // in log order; one alone where its own reports disagree
	Relations     []Claim // what says that they are contradicted, in log order
	Of            Node    // the thing that disjoint figures are of
	Measure, Unit string  // what those count
}

// Contradictions lists what visible claims contradict each other, of which a filter lets at least one through, in the order of
// the first of each. It stops early with the context's error.
func (v *View) Contradictions(ctx context.Context, f Filter) ([]Contradiction, error) {
	w := contradicting{v: v, tied: map[row]row{}, figures: map[subject][]amountRow{}}
	for c, end := row(1), v.claimsEnd(); c < end; c++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w.look(c)
	}
	w.relate()
	w.count()
	list := slices.DeleteFunc(w.found, func(k Contradiction) bool {
		return !slices.ContainsFunc(k.Claims, func(c Claim) bool { return c.Passes(f) })
	})
	slices.SortFunc(list, func(a, b Contradiction) int {
		return cmp.Or(compare(a.Claims[0].c, b.Claims[0].c), cmp.Compare(a.Kind, b.Kind), compare(a.Of.n, b.Of.n),
			cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Unit, b.Unit))
	})
	return list, nil
}

// contradicting is what was found so far.
type contradicting struct {
	v         *View
	tied      map[row]row // claims that relations tie: by each another of its group, or itself
	relations []row
	figures   map[subject][]amountRow
	found     []Contradiction
}

// subject is what figures are of, and what they count.
type subject struct{ of, measure row }

// look sorts a claim.
func (w *contradicting) look(c row) {
	v, claim := w.v, w.v.t.claims.at(c)
	relation := claim.kind == event.KindRelation
	switch {
	case relation && event.RelationType(claim.word) == event.RelContradicts && v.assertedVisible(c):
		a, b := v.tiedClaims(c)
		if a != 0 && b != 0 && a != b && v.visible(a) && v.visible(b) {
			w.relations = append(w.relations, c)
			w.tied[w.head(a)] = w.head(b)
		}
	case relation && event.RelationType(claim.word) == event.RelResultedIn && v.assertedVisible(c):
		ends := v.standingIn(c)
		if to := v.claimAt(ends[1]); to != 0 && v.assertedVisible(to) {
			first, end := v.t.amountsOf(to)
			for a := first; a < end; a++ {
				amount := *v.t.amounts.at(a)
				of := subject{ends[0], amount.of}
				w.figures[of] = append(w.figures[of], amount)
			}
		}
	}
	if v.visible(c) && v.stance(c) == Disputed {
		w.found = append(w.found, Contradiction{Kind: Disagreeing, Claims: []Claim{{v, c}}})
	}
}

func (v *View) assertedVisible(c row) bool {
	return v.visible(c) && v.stance(c) != Denied
}

// tiedClaims are the two claims that a relation ties, as they stand; 0 for what is none.
func (v *View) tiedClaims(relation row) (a, b row) {
	ends := v.standingIn(relation)
	return v.claimAt(ends[0]), v.claimAt(ends[1])
}

// head is the claim that a group is known by.
func (w *contradicting) head(c row) row {
	for w.tied[c] != 0 && w.tied[c] != c {
		c = w.tied[c]
	}
	return c
}

// relate makes a contradiction of each group of claims that relations tie.
func (w *contradicting) relate() {
	groups := map[row]*Contradiction{}
	for _, relation := range w.relations {
		a, b := w.v.tiedClaims(relation)
		group := groups[w.head(a)]
		if group == nil {
			group = &Contradiction{Kind: Contradicted}
			groups[w.head(a)] = group
		}
		group.Relations = append(group.Relations, Claim{w.v, relation})
		group.Claims = append(group.Claims, Claim{w.v, a}, Claim{w.v, b})
	}
	for _, group := range groups {
		group.Claims = inOrder(group.Claims)
		w.found = append(w.found, *group)
	}
}

// count makes a contradiction of the figures of each measure of a thing of which one lies under another.
func (w *contradicting) count() {
	for of, amounts := range w.figures {
		spans := map[row]amountRow{} // by claim
		least, most := math.Inf(1), math.Inf(-1)
		for _, a := range amounts {
			if other, is := spans[a.claim]; is {
				a.least, a.most = min(a.least, other.least), max(a.most, other.most)
			}
			spans[a.claim] = a
		}
		for _, a := range spans {
			least, most = min(least, a.most), max(most, a.least)
		}
		group := Contradiction{Kind: Disjoint, Of: Node{w.v, of.of}}
		group.Measure, group.Unit = w.v.t.measure(&amounts[0])
		for c, a := range spans {
			if a.least > least || a.most < most { // another is lower, or higher
				group.Claims = append(group.Claims, Claim{w.v, c})
			}
		}
		if len(group.Claims) > 0 {
			group.Claims = inOrder(group.Claims)
			w.found = append(w.found, group)
		}
	}
}

// inOrder is each of some claims once, in log order.
func inOrder(claims []Claim) []Claim {
	slices.SortFunc(claims, func(a, b Claim) int { return compare(a.c, b.c) })
	return slices.Compact(claims)
}
