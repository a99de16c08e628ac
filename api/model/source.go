package model

import "onrecord/graph"

// Sources implements View.sources.
func (v *View) Sources(first *int, after *string, last *int, before *string) (*SourceConnection, error) {
	p, err := paginate(v.view.Sources(), func(s graph.Source) keyset { return keyset{-int64(s.Claims), uint64(s.Entity.Introduced())} },
		pageArgs{first, after, last, before}, v.scope("sources"))
	if err != nil {
		return nil, err
	}
	nodes, edges := connection(p, v.newSource, func(cursor string, n *Source) *SourceEdge { return &SourceEdge{Cursor: cursor, Node: n} })
	return &SourceConnection{Edges: edges, Nodes: nodes, PageInfo: p.info, TotalCount: p.total}, nil
}

func (v *View) newSource(s graph.Source) *Source {
	return &Source{Entity: v.newEntity(s.Entity), Claims: s.Claims, Reports: s.Reports, AsOrigin: s.Origin}
}
