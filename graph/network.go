package graph

import (
	"context"
	"slices"
)

// network is where routes are looked for: the ways on from every node that was come to, and how far those that matter are from
// the goal.
type network struct {
	v      *View
	filter Filter
	goal   row
	known  map[row][]step
	left   map[row]int
}

// ways lists the ways on from a node that stands for itself, in log order. Two participants of a claim are one claim apart;
// and so is a claim from its participants, since others may be about it.
func (n *network) ways(at row) []step {
	ways, known := n.known[at]
	if !known {
		ways = n.v.ways(at, &n.filter)
		n.known[at] = ways
	}
	return ways
}

func (v *View) ways(at row, f *Filter) (ways []step) {
	tied := make([]row, 0, 8)
	for _, c := range v.about(at, f) {
		if !v.passes(c, f) {
			continue
		}
		tied = v.tied(c, tied[:0])
		if !slices.Contains(tied, at) {
			continue
		}
		for i, to := range tied {
			if to != at && !slices.Contains(tied[:i], to) {
				ways = append(ways, step{to, c})
			}
		}
	}
	return ways
}

// about lists the claims, recorded by the view's position, that may tie a node or what it stands for, and that a filter may
// let through, in log order: those of its
// cluster, and of a claim those of what replacements link with it, and itself.
func (v *View) about(at row, f *Filter) (claims []row) {
	own := v.claimAt(at)
	switch {
	case own == 0:
		for _, same := range v.cluster(at) {
			claims = slices.AppendSeq(claims, v.standingOf(same, f))
		}
	case load(&v.t.claims.at(own).fate) == 0:
		claims = append(slices.AppendSeq(claims, v.standingOf(at, f)), own)
	default:
		claims = append(claims, own)
		for _, linked := range (Claim{v, own}).History() {
			claims = slices.AppendSeq(claims, v.standingOf(linked.row().node, f))
		}
	}
	slices.Sort(claims)
	return slices.Compact(claims)
}

// tied appends what a claim ties: itself, and what stands for its participants. One that plays two roles comes twice.
func (v *View) tied(c row, tied []row) []row {
	tied = append(tied, v.t.claims.at(c).node)
	plain := v.t.judgements.len() == 1
	for _, r := range v.rolesOf(c) {
		plain = plain && v.t.claimed(r.node()) == 0
		tied = append(tied, r.node())
	}
	if !plain {
		tied = append(tied[:len(tied)-int(v.t.claims.at(c).nroles)], v.standingIn(c)...)
	}
	return tied
}

// side is what a search has come to from one end.
type side struct {
	reached map[row]int // how many claims from the end
	levels  [][]row     // what is that far
}

func from(end row) *side { return &side{map[row]int{end: 0}, [][]row{{end}}} }

// depth is how far the side has come.
func (s *side) depth() int { return len(s.levels) - 1 }

// work is how many claims have to be looked at to go one step further.
func (s *side) work(v *View) (claims int) {
	for _, n := range s.levels[s.depth()] {
		claims += 1 + v.t.ties.size(load(&v.t.entity(n).ties))
	}
	return claims
}

// grow goes one step further, and reports whether the other side has been where it comes to.
func (n *network) grow(ctx context.Context, s, other *side) (met bool, err error) {
	var next []row
	for _, at := range s.levels[s.depth()] {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		for _, on := range n.ways(at) {
			if _, seen := s.reached[on.to]; !seen {
				s.reached[on.to] = len(s.levels)
				next = append(next, on.to)
				_, is := other.reached[on.to]
				met = met || is
			}
		}
	}
	s.levels = append(s.levels, next)
	return met, nil
}

// measure works out how far the nodes that matter are from the goal, and returns how far the start is: 0 when that is further
// than the longest route may be. It comes from both ends, from where there is less to look at. Those matter that a route
// from the start may lead through: a shortest one, or with several any that is not longer than the longest.
func (n *network) measure(ctx context.Context, start row, longest int, several bool) (apart int, err error) {
	ahead, behind := from(start), from(n.goal)
	for start != n.goal && ahead.depth()+behind.depth() < longest && (apart == 0 || several) {
		s, other := ahead, behind
		if behind.work(n.v) < ahead.work(n.v) {
			s, other = behind, ahead
		}
		met, err := n.grow(ctx, s, other)
		if err != nil {
			return 0, err
		}
		if met && apart == 0 {
			apart = ahead.depth() + behind.depth()
		}
	}
	if apart == 0 {
		return 0, ctx.Err()
	}
	n.left = behind.reached
	whole := ahead.depth() + behind.depth()
	for left := behind.depth() + 1; left <= whole; left++ {
		for _, level := range ahead.levels[:whole-left+1] {
			for _, at := range level {
				if _, near := n.left[at]; !near && slices.ContainsFunc(n.ways(at), func(on step) bool {
					d, near := n.left[on.to]
					return near && d == left-1
				}) {
					n.left[at] = left
				}
			}
		}
	}
	return apart, ctx.Err()
}
