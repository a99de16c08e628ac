package graph

import (
	"context"

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
	Status Status // where its stance is read
	Stance Stance // in the view; where it does not show there, at the last moment at which it does; of what has ended, before it did
	Hedged bool
}

// Draw says what to draw.
type Draw struct {
	Focus    []Node // start here; empty: everything
	Depth    int    // how many edges from the focus
	Filter   Filter
	MaxNodes int    // keep those with most edges; the focus always stays
	Lift     []Axis // also what shows only at other moments of these axes: Valid, and one of Reported and Recorded
}

// Picture draws the view. It stops early with the context's error.
func (v *View) Picture(ctx context.Context, d Draw) (Picture, error) {
	if len(d.Filter.Stances) == 0 {
		d.Filter.Stances = asserted
	}
	p := newPainter(v, d)
	if err := p.paint(ctx); err != nil {
		return Picture{}, err
	}
	p.focus()
	return p.finish(), nil
}
