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
// through, the shortest first, none with more than longest claims, none through a
// node or a claim twice. Ways of one length come in
// log order of their claims. It stops early with the context's error.
func (v *View) Paths(ctx context.Context, from, to Node, longest, limit int, f Filter) ([]Path, error) {
	if len(f.Stances) == 0 {
		f.Stances = []Stance{Affirmed, Disputed}
	}
	start, goal := v.stands(from.n), v.stands(to.n)
	ways := v.ways(f)
	left := distances(ways, goal, longest) // how far each node is from the goal
	var paths []Path
	if _, ok := left[start]; !ok || start == goal {
		return nil, ctx.Err()
	}
	nodes, claims := []row{start}, []row(nil)
	var walk func(length int) error
	walk = func(length int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := nodes[len(nodes)-1]
		if n == goal {
			if len(claims) == length {
				paths = append(paths, v.path(nodes, claims))
			}
			return nil
		}
		for _, s := range ways[n] {
			d, near := left[s.to]
			if !near || len(claims)+1+d > length || slices.Contains(nodes, s.to) || slices.Contains(claims, s.by) {
				continue
			}
			nodes, claims = append(nodes, s.to), append(claims, s.by)
			err := walk(length)
			nodes, claims = nodes[:len(nodes)-1], claims[:len(claims)-1]
			if err != nil || len(paths) == limit {
				return err
			}
		}
		return nil
	}
	for length := left[start]; length <= longest && len(paths) < limit; length++ {
		if err := walk(length); err != nil {
			return nil, err
		}
	}
	return paths, nil
}

// ways lists the ways on from every node, in log order. Two participants of a claim are one claim apart; and so is a
// claim from its participants, since others may be about it.
func (v *View) ways(f Filter) map[row][]step {
	ways := map[row][]step{}
	for claim := range v.Claims(f) {
		tied := []row{v.t.claims.at(claim.c).node}
		for _, r := range v.rolesOf(claim.c) {
			if n := v.stands(r.node); !slices.Contains(tied, n) {
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

func (v *View) path(nodes, claims []row) Path {
	var p Path
	for _, n := range nodes {
		p.Nodes = append(p.Nodes, Node{v, n})
	}
	for _, c := range claims {
		p.Claims = append(p.Claims, Claim{v, c})
	}
	return p
}
