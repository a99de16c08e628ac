package model

import (
	"context"

	"onrecord/graph"
)

// Affects implements Claim.affects.
func (c *claim) Affects(ctx context.Context, filter *ClaimFilter, first *int, after *string, last *int, before *string) (*AffectedConnection, error) {
	f, err := c.v.filter(filter)
	if err != nil {
		return nil, err
	}
	found, err := c.c.Affects(ctx, f)
	if err != nil {
		return nil, err
	}
	p, err := paginate(found, func(a graph.Affected) keyset { return keyset{int64(a.Distance), uint64(a.Claim.Position())} },
		pageArgs{first, after, last, before}, c.v.scope("affects", c.ID(), filter))
	if err != nil {
		return nil, err
	}
	nodes, edges := connection(p, c.v.newAffected, func(cursor string, n *Affected) *AffectedEdge { return &AffectedEdge{Cursor: cursor, Node: n} })
	return &AffectedConnection{Edges: edges, Nodes: nodes, PageInfo: p.info, TotalCount: p.total}, nil
}

func (v *View) newAffected(a graph.Affected) *Affected {
	kind := AffectedKindNames
	if a.Reported {
		kind = AffectedKindReports
	}
	return &Affected{Claim: v.newClaim(a.Claim), Kind: kind, Through: v.newClaim(a.Through), Distance: a.Distance}
}
