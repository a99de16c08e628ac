package model

import (
	"context"
	"fmt"
	"slices"

	"onrecord/event"
	"onrecord/graph"
)

// Limits of a picture.
const (
	mostNodes = 5000
	maxDepth  = 10
)

// Graph implements View.graph.
func (v *View) Graph(ctx context.Context, focus []string, depth *int, filter *ClaimFilter, maxNodes *int, lift []graph.Axis) (*Graph, error) {
	d := graph.Draw{Depth: 1, MaxNodes: 500, Lift: lift}
	var err error
	if d.Focus, err = v.nodes(focus, "focus"); err != nil {
		return nil, err
	}
	if d.Filter, err = v.filter(filter, lift...); err != nil {
		return nil, err
	}
	if err := atMost(depth, &d.Depth, "depth", 0, maxDepth); err != nil {
		return nil, err
	}
	if err := atMost(maxNodes, &d.MaxNodes, "maxNodes", 1, mostNodes); err != nil {
		return nil, err
	}
	if slices.Contains(lift, graph.Reported) && slices.Contains(lift, graph.Recorded) {
		return nil, invalid("lift", "lift VALID, and at most one of REPORTED and RECORDED")
	}
	if slices.Contains(lift, graph.Valid) && len(d.Filter.Holds) > 0 {
		return nil, &InputError{Code: CodeInvalid, Field: []string{"filter", "holds"}, Message: "holds asks for one moment of the world, and VALID is lifted; " +
			"of each edge, valid says when it may hold (outer) and when it surely does (inner)"}
	}
	picture, err := v.view.Picture(ctx, d)
	if err != nil {
		return nil, err
	}
	g := &Graph{Nodes: []*GraphNode{}, Edges: []*GraphEdge{}, TotalNodes: picture.TotalNodes, TotalEdges: picture.TotalEdges,
		Truncated: len(picture.Nodes) < picture.TotalNodes}
	for _, n := range picture.Nodes {
		node, err := v.graphNode(n)
		if err != nil {
			return nil, err
		}
		g.Nodes = append(g.Nodes, node)
	}
	for i, e := range picture.Edges {
		g.Edges = append(g.Edges, v.graphEdge(e, i, picture.Edges))
	}
	return g, nil
}

// atMost reads a number argument with its bounds.
func atMost(given *int, to *int, field string, low, high int) error {
	if given == nil {
		return nil
	}
	if *given < low || *given > high {
		return invalid(field, "%d is not between %d and %d", *given, low, high)
	}
	*to = *given
	return nil
}

func (v *View) graphNode(n graph.PictureNode) (*GraphNode, error) {
	node := &GraphNode{ID: n.ID().String(), Degree: n.Degree, Valid: newSpans(n.Spans.Valid), Reported: spanList(n.Spans.Reported), Recorded: spanList(n.Spans.Recorded)}
	c, is := n.Claim()
	if !is {
		e, _ := n.Entity()
		node.Name, node.Kind = e.Name(), NodeKind(e.Kind().String())
		return node, nil
	}
	wrapped := &claim{v, c}
	label, err := wrapped.Label()
	node.Name, node.Kind, node.Claim = label, NodeKind(c.Kind().String()), &node.ID
	return node, err
}

func (v *View) graphEdge(e graph.PictureEdge, i int, all []graph.PictureEdge) *GraphEdge {
	id := e.Claim.ID().String()
	edge := &GraphEdge{ID: id, Claim: id, Source: e.Source.ID().String(), Target: e.Target.ID().String(), Type: e.Claim.Word(),
		Label: spoken(e.Claim.Word()), Stance: e.Stance, Hedged: e.Hedged, Status: e.Status, Valid: newSpans(e.Spans.Valid),
		Reported: spanList(e.Spans.Reported), Recorded: spanList(e.Spans.Recorded)}
	if e.Role != 0 {
		ties := 0 // of this claim so far, so that ids are unique
		for j := i; j >= 0 && all[j].Claim.ID() == e.Claim.ID(); j-- {
			ties++
		}
		edge.ID, edge.Role, edge.Label = fmt.Sprintf("%s.%d", id, ties), &e.Role, spoken(e.Role.String())
	}
	return edge
}

func spanList(windows []event.Window) []*Span {
	spans := make([]*Span, len(windows))
	for i, w := range windows {
		spans[i] = newSpan(w)
	}
	return spans
}
