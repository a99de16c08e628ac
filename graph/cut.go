package graph

import "slices"

// focus keeps what is within Depth edges of the focus.
func (p *painter) focus() {
	if len(p.d.Focus) == 0 {
		return
	}
	near := map[row]int{}
	for _, n := range p.d.Focus {
		if at := p.focal(n); p.nodes[at] != nil {
			near[at] = 0
		}
	}
	for d := 1; d <= p.d.Depth; d++ {
		grown := map[row]int{}
		for _, e := range p.edges {
			for _, ends := range [][2]row{{e.Source.n, e.Target.n}, {e.Target.n, e.Source.n}} {
				if _, ok := near[ends[0]]; ok {
					if _, seen := near[ends[1]]; !seen {
						grown[ends[1]] = d
					}
				}
			}
		}
		for n, d := range grown {
			near[n] = d
		}
	}
	p.keep(func(n row) bool { _, ok := near[n]; return ok })
}

// focal is the node that is drawn for a focus: itself, else the one that stands for it.
func (p *painter) focal(n Node) row {
	if p.nodes[n.n] != nil {
		return n.n
	}
	return p.base.stands(n.n)
}

// keep drops other nodes, and the edges that hang on them.
func (p *painter) keep(n func(row) bool) {
	for drawn := range p.nodes {
		if !n(drawn) {
			delete(p.nodes, drawn)
		}
	}
	p.edges = slices.DeleteFunc(p.edges, func(e PictureEdge) bool { return p.nodes[e.Source.n] == nil || p.nodes[e.Target.n] == nil })
}

// finish counts degrees, cuts to MaxNodes, and puts nodes in the order introduced.
func (p *painter) finish() Picture {
	degree := map[row]int{}
	for _, e := range p.edges {
		degree[e.Source.n]++
		degree[e.Target.n]++
	}
	picture := Picture{TotalNodes: len(p.nodes), TotalEdges: len(p.edges)}
	order := make([]row, 0, len(p.nodes))
	for n := range p.nodes {
		order = append(order, n)
	}
	focus := map[row]bool{}
	for _, n := range p.d.Focus {
		focus[p.focal(n)] = true
	}
	slices.SortFunc(order, func(a, b row) int {
		switch {
		case focus[a] != focus[b]:
			if focus[a] {
				return -1
			}
			return 1
		case degree[a] != degree[b]:
			return degree[b] - degree[a]
		}
		return compare(a, b)
	})
	if p.d.MaxNodes > 0 && len(order) > p.d.MaxNodes {
		order = order[:p.d.MaxNodes]
		kept := map[row]bool{}
		for _, n := range order {
			kept[n] = true
		}
		p.keep(func(n row) bool { return kept[n] })
	}
	slices.Sort(order)
	for _, n := range order {
		node := *p.nodes[n]
		node.Degree = degree[n]
		picture.Nodes = append(picture.Nodes, node)
	}
	picture.Edges = p.edges
	return picture
}
