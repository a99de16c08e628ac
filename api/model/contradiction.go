package model

import (
	"context"
	"hash/fnv"

	"onrecord/graph"
)

// Contradictions implements View.contradictions.
func (v *View) Contradictions(ctx context.Context, filter *ClaimFilter, first *int, after *string, last *int, before *string) (*ContradictionConnection, error) {
	f, err := v.filter(filter)
	if err != nil {
		return nil, err
	}
	found, err := v.view.Contradictions(ctx, f)
	if err != nil {
		return nil, err
	}
	p, err := paginate(found, contradictionKey, pageArgs{first, after, last, before}, v.scope("contradictions", filter))
	if err != nil {
		return nil, err
	}
	nodes, edges := connection(p, v.newContradiction, func(cursor string, n *Contradiction) *ContradictionEdge {
		return &ContradictionEdge{Cursor: cursor, Node: n}
	})
	return &ContradictionConnection{Edges: edges, Nodes: nodes, PageInfo: p.info, TotalCount: p.total}, nil
}

// contradictionKey is the first claim; and of those with the same, which may each be of another thing or measure, a hash of that.
func contradictionKey(k graph.Contradiction) keyset {
	h := fnv.New64a()
	h.Write([]byte{byte(k.Kind)})
	if k.Kind == graph.Disjoint {
		of := k.Of.ID()
		h.Write(of[:])
		h.Write([]byte(k.Measure + "\x00" + k.Unit))
	}
	return keyset{int64(k.Claims[0].Position()), h.Sum64()}
}

func (v *View) newContradiction(k graph.Contradiction) *Contradiction {
	shown := &Contradiction{Kind: k.Kind, Claims: v.newClaims(k.Claims), Relations: make([]*Relation, len(k.Relations))}
	for i, r := range k.Relations {
		shown.Relations[i] = v.newRelation(r)
	}
	if k.Kind == graph.Disjoint {
		shown.About, shown.Measure, shown.Unit = v.newNode(k.Of), &k.Measure, optional(k.Unit)
	}
	return shown
}
