package graph

import (
	"context"
	"slices"

	"onrecord/event"
)

// painter puts a picture together.
type painter struct {
	v        *View
	base     *View // the view, at the head when the recorded clock is lifted
	still    *View // the view, without a moment of the world when the valid clock is lifted
	reported *stepper
	recorded *stepper
	d        Draw
	nodes    map[row]*PictureNode
	drawn    map[row]bool // claims that are nodes for their own sake: their spans are their own
	edges    []PictureEdge
}

func newPainter(v *View, d Draw) *painter {
	p := &painter{v: v, base: v, still: v, d: d, nodes: map[row]*PictureNode{}, drawn: map[row]bool{}}
	if p.lifted(Recorded) {
		p.base = v.withPosition(v.t.head)
	}
	if p.lifted(Valid) {
		p.still = v.withValidAt(nil)
	}
	p.reported, p.recorded = p.still.newStepper(Reported, d.Filter), p.still.newStepper(Recorded, d.Filter)
	return p
}

func (p *painter) lifted(a Axis) bool { return slices.Contains(p.d.Lift, a) }

// paint collects every claim that shows at a moment of the lifted axes, until the context is over.
func (p *painter) paint(ctx context.Context) error {
	pointedAt := p.base.pointedAt()
	for c, end := row(1), p.base.claimsEnd(); c < end; c++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		spans, ok := p.spans(c)
		if !ok {
			continue
		}
		p.add(c, spans, pointedAt[c])
	}
	return nil
}

// spans says when a claim shows, and whether it does at all: when the filter lets it through. What the filter asks of the
// world's own clock does not change with the others, and of the claim's date the spans tell it.
func (p *painter) spans(c row) (Spans, bool) {
	all := []event.Window{event.Always}
	s := Spans{Valid: p.v.t.timesOf(c), Reported: all, Recorded: all}
	switch {
	case p.lifted(Reported):
		s.Reported = p.reported.spans(c)
		return s, len(s.Reported) > 0
	case p.lifted(Recorded):
		s.Recorded = p.recorded.spans(c)
		return s, len(s.Recorded) > 0
	case !p.still.passes(c, &p.d.Filter):
		return s, false
	}
	s.Reported, s.Recorded = p.reported.spans(c), p.recorded.spans(c)
	return s, true
}

// pointedAt is the claims that another claim, recorded by the view's position, ties, and those that stand for them.
func (v *View) pointedAt() map[row]bool {
	set := map[row]bool{}
	for c, end := row(1), v.claimsEnd(); c < end; c++ {
		stand := v.standingIn(c)
		for i, r := range v.rolesOf(c) {
			if to := v.claimAt(r.node()); to != 0 {
				set[to] = true
				set[v.claimAt(stand[i])] = true
			}
		}
	}
	return set
}

// add draws a claim.
func (p *painter) add(c row, spans Spans, pointedAt bool) {
	roles, stand := p.base.rolesOf(c), p.base.standingIn(c)
	distinct := map[row]bool{}
	for _, r := range roles {
		distinct[r.node()] = true
	}
	claim := Claim{p.base, c}
	shown := p.lastShown(c, spans)
	edge := PictureEdge{Claim: claim, Spans: spans, Status: shown.stance(c).status(), Stance: shown.stance(c), Hedged: Claim{shown, c}.Hedged()}
	if edge.Stance == 0 { // it has ended, and is drawn because the filter asks for what has
		edge.Stance = shown.stanceOf(c, shown.toldReport)
	}
	if len(distinct) == 2 && !pointedAt {
		second := slices.IndexFunc(roles, func(r roleRow) bool { return r.node() != roles[0].node() })
		edge.Source, edge.Target = p.node(stand[0], spans), p.node(stand[second], spans)
		p.edges = append(p.edges, edge)
		return
	}
	self := Node{p.base, p.base.t.claims.at(c).node}
	p.nodes[self.n] = &PictureNode{Node: self, Spans: spans}
	p.drawn[self.n] = true
	for i, r := range roles {
		if slices.ContainsFunc(roles[:i], func(o roleRow) bool { return o.node() == r.node() && o.role() == r.role() }) {
			continue
		}
		tie := edge
		tie.Role, tie.Source, tie.Target = r.role(), self, p.node(stand[i], spans)
		p.edges = append(p.edges, tie)
	}
}

// lastShown is the view in which a claim's stance is read: the view itself, or where it does not show there the latest
// moment of the lifted clock at which it does.
func (p *painter) lastShown(c row, spans Spans) *View {
	switch {
	case p.still.passes(c, &p.d.Filter):
		return p.v
	case p.lifted(Reported):
		return p.v.withReportedAt(&spans.Reported[len(spans.Reported)-1].Last)
	case p.lifted(Recorded):
		return p.v.at(Recorded, spans.Recorded[len(spans.Recorded)-1].Last)
	}
	return p.v
}

// node finds or draws a node, and widens its spans unless they are its own.
func (p *painter) node(n row, spans Spans) Node {
	drawn, ok := p.nodes[n]
	if !ok {
		drawn = &PictureNode{Node: Node{p.base, n}, Spans: spans}
		p.nodes[n] = drawn
	} else if !p.drawn[n] {
		drawn.Spans = hull(drawn.Spans, spans)
	}
	return drawn.Node
}
