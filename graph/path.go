package graph

import (
	"context"
	"slices"
)

// Path is a way through the graph: from node to node, each two tied by a claim.
type Path struct {
	Nodes  []Node  // one more than claims
	Claims []Claim // Claims[i] ties Nodes[i] and Nodes[i+1]; a claim that is itself a node ties itself to its participants
}

// step is one way on from a node.
type step struct{ to, by row } // node, claim

// Paths lists up to limit shortest ways from one node to another over asserted, visible claims that a filter lets
// through, the shortest first, none with more than longest claims, none through a node or a claim twice. Ways of one length
// come in log order of the claims by which they part, or in the order of the roles in one. It stops early with the context's
// error.
func (v *View) Paths(ctx context.Context, from, to Node, longest, limit int, f Filter) ([]Path, error) {
	if len(f.Stances) == 0 {
		f.Stances = asserted
	}
	ends := v.standing(from.n, to.n)
	start, goal := ends[0], ends[1]
	ways := v.ways(f)
	left := distances(ways, goal, longest)
	if _, near := left[start]; !near || start == goal {
		return nil, ctx.Err()
	}
	n := network{ways, left, goal}
	routes, err := n.routes(ctx, start, longest, limit)
	if err != nil {
		return nil, err
	}
	var paths []Path
	for _, r := range routes {
		paths = append(paths, v.path(start, r.steps))
	}
	return paths, nil
}

// ways lists the ways on from every node, in log order. Two participants of a claim are one claim apart; and so is a
// claim from its participants, since others may be about it.
func (v *View) ways(f Filter) map[row][]step {
	ways := map[row][]step{}
	for claim := range v.Claims(f) {
		tied := []row{v.t.claims.at(claim.c).node}
		for _, n := range v.standingIn(claim.c) {
			if !slices.Contains(tied, n) {
				tied = append(tied, n)
			}
		}
		for i, a := range tied {
			for _, b := range tied[:i] {
				ways[a] = append(ways[a], step{b, claim.c})
				ways[b] = append(ways[b], step{a, claim.c})
			}
		}
	}
	return ways
}

// distances counts the claims from every node within reach to a goal.
func distances(ways map[row][]step, goal row, longest int) map[row]int {
	left := map[row]int{goal: 0}
	edge := []row{goal}
	for d := 1; d <= longest && len(edge) > 0; d++ {
		var next []row
		for _, n := range edge {
			for _, s := range ways[n] {
				if _, seen := left[s.to]; !seen {
					left[s.to] = d
					next = append(next, s.to)
				}
			}
		}
		edge = next
	}
	return left
}

func (v *View) path(start row, steps []step) Path {
	p := Path{Nodes: []Node{{v, start}}}
	for _, s := range steps {
		p.Nodes = append(p.Nodes, Node{v, s.to})
		p.Claims = append(p.Claims, Claim{v, s.by})
	}
	return p
}
