package graph

import (
	"math"
	"slices"
	"sync/atomic"
)

// This file makes it cheap to pass over what has ended. A claim is sealed from the position on at which the desk ended all
// reports of it, as long as nothing is aimed at that end: no view from there on shows it, by whatever moment or source. Where all
// in a chunk of a list are sealed, the chunk is passed over as a whole, so that an entity all of whose claims were
// corrected again and again costs what its current claims cost.
//
// Invariant: whoever reads that a claim, or a chunk, is sealed from a position on, and looks from that position or later, and
// has no end of a range of positions, finds that no report of it is in force. What is not sealed may have ended too.

// sealRow says how many of a chunk of ties are sealed, and from where on all of these are.
type sealRow struct {
	from position // atomic; written before n is
	n    uint32   // atomic
}

// neverSealed is later than every position of a view.
const neverSealed = position(math.MaxUint32)

// seal takes notice of an end: the claim it is aimed at is sealed, or the one that the end it is aimed at had sealed is not
// any more.
func (t *tables) seal(e row) {
	end := t.ends.at(e)
	switch {
	case end.target.claim != 0 && end.of == 0 && end.provenance == 0:
		sealed := t.sealed.at(t.claims.at(end.target.claim).fate &^ calm)
		if *sealed == 0 {
			t.eachSeal(end.target.claim, func(s *sealRow, n uint32) {
				atomic.StoreUint32((*uint32)(&s.from), uint32(max(s.from, end.position)))
				atomic.StoreUint32(&s.n, s.n+n)
			})
			atomic.StoreUint32((*uint32)(sealed), uint32(end.position))
		}
	case end.target.end != 0:
		c := t.ends.at(end.target.end).target.claim
		if c == 0 {
			return
		}
		sealed := t.sealed.at(t.claims.at(c).fate &^ calm)
		if *sealed != 0 {
			t.eachSeal(c, func(s *sealRow, _ uint32) { atomic.StoreUint32((*uint32)(&s.from), uint32(neverSealed)) })
			atomic.StoreUint32((*uint32)(sealed), uint32(neverSealed))
		}
	}
}

// eachSeal calls visit for every chunk in which a claim stands, with how often it stands there.
func (t *tables) eachSeal(c row, visit func(s *sealRow, n uint32)) {
	claim := t.claims.at(c)
	roles := t.roles.run(claim.role, int(claim.nroles))
	for i, r := range roles {
		if slices.ContainsFunc(roles[:i], func(o roleRow) bool { return o.node() == r.node() }) {
			continue
		}
		for at := t.entity(r.node()).ties; at != 0; {
			claims, older := t.ties.chunk(at)
			if first, found := slices.BinarySearch(claims, c); found {
				n := uint32(1)
				for first+int(n) < len(claims) && claims[first+int(n)] == c {
					n++
				}
				visit(t.seals.at(at), n)
			}
			if claims[0] < c {
				break
			}
			at = older
		}
	}
}

// isSealed reports whether the claim with a fate is sealed in the view.
func (v *View) isSealed(fate row) bool {
	from := position(atomic.LoadUint32((*uint32)(v.t.sealed.at(fate))))
	return from != 0 && from <= v.position && v.t.ranges == 0
}

// allSealed reports whether all of the first n in a chunk of ties are sealed in the view. One that was added and sealed since is
// not counted for one of them: then all are sealed from a later position on.
func (v *View) allSealed(chunk row, n int) bool {
	s := v.t.seals.at(chunk)
	return int(atomic.LoadUint32(&s.n)) == n && position(atomic.LoadUint32((*uint32)(&s.from))) <= v.position
}
