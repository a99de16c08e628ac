package model

import (
	"context"
	"time"

	"onrecord/event"
	"onrecord/search"
)

// SearchEdge is something that a search finds.
type SearchEdge struct {
	v      *View
	hit    search.Hit
	Cursor string
}

// indexTime is how long a search waits for the index: what was just recorded takes a moment, a start takes longer.
const indexTime = time.Second

// Search implements View.search.
func (v *View) Search(ctx context.Context, text string, kinds []search.Kind, filter *ClaimFilter, first *int, after *string, last *int, before *string) (*SearchConnection, error) {
	ask := search.Ask{Kinds: kinds}
	var err error
	if ask.Query, err = search.ParseQuery(text); err != nil {
		return nil, invalid("text", "%v", err)
	}
	if filter != nil {
		f, err := v.filter(filter)
		if err != nil {
			return nil, err
		}
		ask.Filter = &f
	}
	if err := v.indexed(ctx); err != nil {
		return nil, err
	}
	hits, err := v.store.Texts.Search(ctx, v.view, ask)
	if err != nil {
		return nil, err
	}
	p, err := paginate(hits, func(h search.Hit) keyset { return keyset{h.Rank(), uint64(h.Thing)} }, pageArgs{first, after, last, before},
		v.scope("search", text, kinds, filter))
	if err != nil {
		return nil, err
	}
	edges, nodes := make([]*SearchEdge, len(p.items)), make([]Node, len(p.items))
	for i, hit := range p.items {
		edges[i] = &SearchEdge{v, hit, p.cursors[i]}
		nodes[i] = edges[i].Node()
	}
	return &SearchConnection{Edges: edges, Nodes: nodes, PageInfo: p.info, TotalCount: p.total}, nil
}

// indexed waits until the index has all that the operation can see, so that what was erased before it is in no answer.
func (v *View) indexed(ctx context.Context) error {
	waiting, cancel := context.WithTimeout(ctx, indexTime)
	defer cancel()
	if v.store.Texts.Wait(waiting, v.op.Head) == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &search.BehindError{Asked: v.op.Head, Head: v.store.Texts.Head()}
}

// Node implements SearchEdge.node; the fields below are those of the schema by the same names.
func (e *SearchEdge) Node() Node {
	switch e.hit.Kind {
	case search.Entity:
		return e.v.newEntity(e.hit.Entity)
	case search.Claim:
		return e.v.newClaim(e.hit.Claim)
	}
	return e.v.newDocument(e.hit.Document)
}

func (e *SearchEdge) Match() search.Match      { return e.hit.Match }
func (e *SearchEdge) Score() float64           { return float64(e.hit.Score) }
func (e *SearchEdge) Position() event.Position { return e.hit.At }

// Snippet reads the event whose words were found, with the text of a document.
func (e *SearchEdge) Snippet() (*search.Snippet, error) {
	_, payload, err := e.v.store.recorded(e.hit.At)
	if err != nil {
		return nil, err
	}
	if payload == nil {
		return nil, event.ErrErased
	}
	s := e.hit.Snippet(payload)
	return &s, nil
}
