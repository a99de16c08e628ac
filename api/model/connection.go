package model

import "onrecord/graph"

// connection turns a page into the nodes and edges of a connection.
func connection[T, N, E any](p page[T], node func(T) N, edge func(cursor string, node N) E) ([]N, []E) {
	nodes, edges := make([]N, len(p.items)), make([]E, len(p.items))
	for i, item := range p.items {
		nodes[i] = node(item)
		edges[i] = edge(p.cursors[i], nodes[i])
	}
	return nodes, edges
}

func (v *View) claimConnection(list []graph.Claim, order *ClaimOrder, args pageArgs, scope string) (*ClaimConnection, error) {
	if order == nil {
		order = &ClaimOrder{Field: ClaimOrderFieldValid, Direction: OrderDirectionAsc}
	}
	p, err := paginate(list, order.key, args, scope+string(order.Field)+string(order.Direction))
	if err != nil {
		return nil, err
	}
	nodes, edges := connection(p, v.newClaim, func(cursor string, n Claim) *ClaimEdge { return &ClaimEdge{Cursor: cursor, Node: n} })
	return &ClaimConnection{Edges: edges, Nodes: nodes, PageInfo: p.info, TotalCount: p.total}, nil
}

// key is where a claim stands in an order. What has no place in it (no date, no report told) comes last either way.
func (o *ClaimOrder) key(c graph.Claim) keyset {
	const last = 1<<63 - 1
	order, placed := int64(c.Position()), true
	switch o.Field {
	case ClaimOrderFieldValid:
		order, placed = int64(c.Times().Outer.First), c.Times().Dated
	case ClaimOrderFieldReported:
		reports := c.Reports()
		if placed = len(reports) > 0; placed {
			order = int64(reports[0].Window().First)
		}
	}
	k := keyset{order, uint64(c.Position())}
	if o.Direction == OrderDirectionDesc {
		k = keyset{^max(order, -last), ^k.position} // what begins before every moment still comes before what has no place
	}
	if !placed {
		k.order = last
	}
	return k
}

func (v *View) entityConnection(list []graph.Entity, args pageArgs, scope string) (*EntityConnection, error) {
	p, err := paginate(list, func(e graph.Entity) keyset { return keyset{0, uint64(e.Introduced())} }, args, scope)
	if err != nil {
		return nil, err
	}
	nodes, edges := connection(p, v.newEntity, func(cursor string, n *Entity) *EntityEdge { return &EntityEdge{Cursor: cursor, Node: n} })
	return &EntityConnection{Edges: edges, Nodes: nodes, PageInfo: p.info, TotalCount: p.total}, nil
}

func (v *View) relationConnection(list []graph.Claim, args pageArgs, scope string) (*RelationConnection, error) {
	p, err := paginate(list, func(c graph.Claim) keyset { return keyset{0, uint64(c.Position())} }, args, scope)
	if err != nil {
		return nil, err
	}
	nodes, edges := connection(p, v.newRelation, func(cursor string, n *Relation) *RelationEdge { return &RelationEdge{Cursor: cursor, Node: n} })
	return &RelationConnection{Edges: edges, Nodes: nodes, PageInfo: p.info, TotalCount: p.total}, nil
}

func (v *View) documentConnection(list []graph.Document, args pageArgs, scope string) (*DocumentConnection, error) {
	p, err := paginate(list, func(d graph.Document) keyset { return keyset{0, uint64(d.Position())} }, args, scope)
	if err != nil {
		return nil, err
	}
	nodes, edges := connection(p, v.newDocument, func(cursor string, n *Document) *DocumentEdge { return &DocumentEdge{Cursor: cursor, Node: n} })
	return &DocumentConnection{Edges: edges, Nodes: nodes, PageInfo: p.info, TotalCount: p.total}, nil
}
