package model

import (
	"context"

	"onrecord/graph"
)

// Steps implements View.steps.
func (v *View) Steps(ctx context.Context, axis graph.Axis, from, to *string, filter *ClaimFilter, first *int, after *string, last *int, before *string) (*StepConnection, error) {
	f, err := v.filter(filter, axis)
	if err != nil {
		return nil, err
	}
	begin, err := v.moment(from, true, "from")
	if err != nil {
		return nil, err
	}
	end, err := v.moment(to, false, "to")
	if err != nil {
		return nil, err
	}
	if err := ordered(begin, end, "to"); err != nil {
		return nil, err
	}
	shown, steps, err := v.view.Steps(ctx, axis, begin, end, f)
	if err != nil {
		return nil, err
	}
	p, err := paginate(steps, func(s graph.Step) keyset { return keyset{int64(s.At), 0} }, pageArgs{first, after, last, before},
		v.scope("steps", axis, from, to, filter))
	if err != nil {
		return nil, err
	}
	nodes, edges := connection(p, v.newStep, func(cursor string, n *Step) *StepEdge { return &StepEdge{Cursor: cursor, Node: n} })
	return &StepConnection{Before: v.seen(shown), Edges: edges, Nodes: nodes, PageInfo: p.info, TotalCount: p.total}, nil
}

func (v *View) newStep(s graph.Step) *Step {
	return &Step{At: s.At, Appears: v.seen(s.Appears), Ends: v.seen(s.Ends), Changes: v.seen(s.Changes)}
}

// seen wraps claims that are each in a view of their own.
func (v *View) seen(list []graph.Claim) []Claim {
	claims := make([]Claim, len(list))
	for i, c := range list {
		claims[i] = v.in(c.View()).newClaim(c)
	}
	return claims
}
