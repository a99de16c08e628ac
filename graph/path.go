package graph

import "context"

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
	n := &network{v: v, filter: f, goal: goal, known: map[row][]step{}}
	apart, err := n.measure(ctx, start, longest, limit > 1)
	if err != nil || apart == 0 {
		return nil, err
	}
	if limit == 1 {
		longest = apart
	}
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

func (v *View) path(start row, steps []step) Path {
	p := Path{Nodes: []Node{{v, start}}}
	for _, s := range steps {
		p.Nodes = append(p.Nodes, Node{v, s.to})
		p.Claims = append(p.Claims, Claim{v, s.by})
	}
	return p
}
