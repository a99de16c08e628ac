package graph

import (
	"slices"

	"onrecord/event"
)

// Picture is what a drawing of the graph needs. A claim that ties exactly two things is an edge; one that ties any other
// number, or that another claim points at, is a node with an edge for each participant.
type Picture struct {
	Nodes      []PictureNode
	Edges      []PictureEdge
	TotalNodes int // before it was cut
	TotalEdges int
}

// PictureNode is an entity, or a claim drawn as a node. An entity shows whenever one of its edges does, so its spans are
// the hulls of theirs, and so are those of a claim that is only pointed at; those of a claim that shows are its own.
type PictureNode struct {
	Node
	Degree int
	Spans  Spans
}

// PictureEdge is a claim that ties two things, or a participant's tie to a claim drawn as a node.
type PictureEdge struct {
	Claim  Claim
	Role   event.Role // 0 for a claim that is itself the edge
	Source Node
	Target Node
	Spans  Spans
	Stance Stance // in the view; where it does not show there, at the last moment at which it does; of what has ended, before it did
	Hedged bool
}

// Spans says when something shows: at a moment that is in a span of every axis. A clock that another one was lifted
// instead of does not limit: its span is unbounded.
type Spans struct {
	Valid    event.Times
	Reported []event.Window
	Recorded []event.Window
}

// Draw says what to draw.
type Draw struct {
	Focus    []Node // start here; empty: everything
	Depth    int    // how many edges from the focus
	Filter   Filter
	MaxNodes int    // keep those with most edges; the focus always stays
	Lift     []Axis // also what shows only at other moments of these axes: Valid, and one of Reported and Recorded
}

// Picture draws the view.
func (v *View) Picture(d Draw) Picture {
	if len(d.Filter.Stances) == 0 {
		d.Filter.Stances = []Stance{Affirmed, Disputed}
	}
	p := &painter{v: v, d: d, nodes: map[row]*PictureNode{}, drawn: map[row]bool{}}
	p.base = v
	if slices.Contains(d.Lift, Recorded) {
		p.base = v.withPosition(v.t.head)
	}
	if p.whole = p.base; slices.Contains(d.Lift, Reported) {
		p.whole = p.base.withReportedAt(nil)
	}
	p.paint()
	p.focus()
	return p.finish()
}

// painter puts a picture together.
type painter struct {
	v     *View
	base  *View // the view, at the head when the recorded clock is lifted
	whole *View // base, without a limit when the reported clock is lifted
	d     Draw
	nodes map[row]*PictureNode
	drawn map[row]bool // claims that are nodes for their own sake: their spans are their own
	edges []PictureEdge
}

func (p *painter) lifted(a Axis) bool { return slices.Contains(p.d.Lift, a) }

// paint collects every claim that shows at a moment of the lifted axes.
func (p *painter) paint() {
	pointedAt := p.base.pointedAt()
	for c, end := row(1), p.base.claimsEnd(); c < end; c++ {
		if !p.base.matchesFilter(c, &p.d.Filter) {
			continue
		}
		spans, ok := p.spans(c)
		if !ok {
			continue
		}
		p.add(c, spans, pointedAt[c])
	}
}

// spans says when a claim shows, and whether it does at all under the clocks that are not lifted.
func (p *painter) spans(c row) (Spans, bool) {
	all := []event.Window{event.Always}
	s := Spans{Valid: p.v.t.claims.at(c).times, Reported: all, Recorded: all}
	if p.lifted(Valid) || p.v.validAt == nil {
		// Every claim has a moment of the world at which it shows.
	} else if holds := p.v.holds(c); len(p.d.Filter.Holds) == 0 && holds == event.HoldsNo || len(p.d.Filter.Holds) > 0 && !slices.Contains(p.d.Filter.Holds, holds) {
		return s, false
	}
	wanted := func(stance Stance) bool { return slices.Contains(p.d.Filter.Stances, stance) }
	switch {
	case (p.lifted(Reported) || p.lifted(Recorded)) && len(p.d.Filter.Sources) > 0 && !p.whole.sourced(c, p.d.Filter.Sources, Ended):
		return s, false
	case p.lifted(Reported):
		s.Reported = p.v.spans(c, Reported, wanted)
		return s, len(s.Reported) > 0
	case p.lifted(Recorded):
		s.Recorded = p.v.spans(c, Recorded, wanted)
		return s, len(s.Recorded) > 0
	case !p.v.standsFilter(c, &p.d.Filter) && !(p.lifted(Valid) && p.v.withValidAt(nil).standsFilter(c, &p.d.Filter)):
		return s, false
	}
	s.Reported, s.Recorded = p.v.spans(c, Reported, wanted), p.v.spans(c, Recorded, wanted)
	return s, true
}

// pointedAt is the claims that another claim, recorded by the view's position, ties.
func (v *View) pointedAt() map[row]bool {
	set := map[row]bool{}
	for c, end := row(1), v.claimsEnd(); c < end; c++ {
		for _, r := range v.rolesOf(c) {
			if to := v.t.nodes.at(r.node).claim; to != 0 {
				set[to] = true
				set[v.t.nodes.at(v.stands(r.node)).claim] = true
			}
		}
	}
	return set
}

// add draws a claim.
func (p *painter) add(c row, spans Spans, pointedAt bool) {
	roles := p.base.rolesOf(c)
	distinct := map[row]bool{}
	for _, r := range roles {
		distinct[r.node] = true
	}
	claim := Claim{p.base, c}
	shown := p.lastShown(c, spans)
	edge := PictureEdge{Claim: claim, Spans: spans, Stance: shown.stance(c), Hedged: Claim{shown, c}.Hedged()}
	if edge.Stance == 0 { // it has ended, and is drawn because the filter asks for what has
		edge.Stance = shown.stanceOf(c, shown.toldReport)
	}
	if len(distinct) == 2 && !pointedAt {
		first := roles[0].node
		second := roles[slices.IndexFunc(roles, func(r roleRow) bool { return r.node != first })].node
		edge.Source, edge.Target = p.node(first, spans), p.node(second, spans)
		p.edges = append(p.edges, edge)
		return
	}
	self := Node{p.base, p.base.t.claims.at(c).node}
	p.nodes[self.n] = &PictureNode{Node: self, Spans: spans}
	p.drawn[self.n] = true
	for i, r := range roles {
		if slices.ContainsFunc(roles[:i], func(o roleRow) bool { return o.node == r.node && o.role == r.role }) {
			continue
		}
		tie := edge
		tie.Role, tie.Source, tie.Target = r.role, self, p.node(r.node, spans)
		p.edges = append(p.edges, tie)
	}
}

// lastShown is the view in which a claim's stance is read: the view itself, or where it does not show there the latest
// moment of the lifted clock at which it does.
func (p *painter) lastShown(c row, spans Spans) *View {
	switch {
	case p.v.t.claims.at(c).position <= p.v.position && slices.Contains(p.d.Filter.Stances, p.v.stance(c)):
		return p.v
	case p.lifted(Reported):
		return p.v.withReportedAt(&spans.Reported[len(spans.Reported)-1].Last)
	case p.lifted(Recorded):
		return p.v.at(Recorded, spans.Recorded[len(spans.Recorded)-1].Last)
	}
	return p.v
}

// node finds or draws the node that stands for n, and widens its spans unless they are its own.
func (p *painter) node(n row, spans Spans) Node {
	n = p.base.stands(n)
	drawn, ok := p.nodes[n]
	if !ok {
		drawn = &PictureNode{Node: Node{p.base, n}, Spans: spans}
		p.nodes[n] = drawn
	} else if !p.drawn[n] {
		drawn.Spans = hull(drawn.Spans, spans)
	}
	return drawn.Node
}

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

// hull covers both spans on every axis.
func hull(a, b Spans) Spans {
	h := Spans{Valid: event.Times{Dated: a.Valid.Dated && b.Valid.Dated, Outer: cover(a.Valid.Outer, b.Valid.Outer)}}
	switch {
	case a.Valid.Sure && b.Valid.Sure:
		h.Valid.Sure, h.Valid.Inner = true, cover(a.Valid.Inner, b.Valid.Inner)
	case a.Valid.Sure:
		h.Valid.Sure, h.Valid.Inner = true, a.Valid.Inner
	case b.Valid.Sure:
		h.Valid.Sure, h.Valid.Inner = true, b.Valid.Inner
	}
	h.Reported, h.Recorded = union(a.Reported, b.Reported), union(a.Recorded, b.Recorded)
	return h
}

func cover(a, b event.Window) event.Window {
	return event.Window{First: min(a.First, b.First), Last: max(a.Last, b.Last)}
}

// union merges two ordered lists of spans.
func union(a, b []event.Window) (merged []event.Window) {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y event.Window) int { return compare(x.First, y.First) })
	for _, w := range all {
		if n := len(merged); n > 0 && (merged[n-1].Last == event.Future || w.First <= merged[n-1].Last+1) {
			merged[n-1].Last = max(merged[n-1].Last, w.Last)
		} else {
			merged = append(merged, w)
		}
	}
	return merged
}
