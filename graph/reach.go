package graph

import (
	"context"
	"iter"
	"slices"
)

// Reach yields what lies within some hops of some nodes, and how many hops away: themselves first, at 0, then what is one hop
// away, and so on, each once, those as far away in the order introduced. Two participants of an asserted, visible claim that a
// filter lets through are a hop apart; so is a claim that others are about from its own participants. It ends early with the
// context, which is then over.
func (v *View) Reach(ctx context.Context, from []Node, hops int, f Filter) iter.Seq2[Node, int] {
	if len(f.Stances) == 0 {
		f.Stances = asserted
	}
	return func(yield func(Node, int) bool) {
		r := reach{v: v, filter: f, reached: newSet(v.t.nodes.len()), looked: newSet(v.t.claims.len())}
		for _, n := range from {
			r.come(v.stands(n.n))
		}
		for hop := 0; len(r.next) > 0; hop++ {
			edge := r.next
			slices.Sort(edge)
			r.next = nil
			for _, n := range edge {
				if ctx.Err() != nil || !yield(Node{v, n}, hop) {
					return
				}
			}
			if hop == hops {
				return
			}
			for _, n := range edge {
				if ctx.Err() != nil {
					return
				}
				r.step(n)
			}
		}
	}
}

// reach is what was come to.
type reach struct {
	v       *View
	filter  Filter
	reached rowSet // nodes
	looked  rowSet // claims of which all that they tie was come to, or that do not count
	next    []row  // nodes that were come to last
	tied    []row
}

func (r *reach) come(n row) {
	if !r.reached.has(n) {
		r.reached.set(n)
		r.next = append(r.next, n)
	}
}

// step comes to all that is a hop from a node.
func (r *reach) step(n row) {
	if r.v.claimAt(n) == 0 {
		for _, same := range r.v.cluster(n) {
			for c := range r.v.standingOf(same, &r.filter) {
				r.look(c, n)
			}
		}
		return
	}
	for _, c := range r.v.about(n, &r.filter) {
		r.look(c, n)
	}
}

// look comes to what a claim ties, if it ties a node.
func (r *reach) look(c, n row) {
	if r.looked.has(c) {
		return
	}
	if !r.v.passes(c, &r.filter) {
		r.looked.set(c)
		return
	}
	r.tied = r.v.tied(c, r.tied[:0])
	if !slices.Contains(r.tied, n) {
		return
	}
	r.looked.set(c)
	own := r.tied[0]
	for _, to := range r.tied {
		if to != own || r.v.isTied(own) {
			r.come(to)
		}
	}
}

// isTied reports whether a claim recorded by the view's position ties a node.
func (v *View) isTied(n row) bool {
	for range v.claimsOf(n) {
		return true
	}
	return false
}
