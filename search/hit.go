package search

import (
	"cmp"
	"context"
	"math"
	"slices"

	"onrecord/event"
	"onrecord/graph"
)

// Kind is what sort of thing is found.
type Kind uint8

// The kinds.
const (
	Entity Kind = iota + 1
	Claim
	Document
)

var kinds = [...]string{"", "ENTITY", "CLAIM", "DOCUMENT"}

func (k Kind) String() string { return kinds[k] }

// Hit is a thing found: an entity, a claim or a document that is in the view, by its best text.
type Hit struct {
	Kind     Kind
	Entity   graph.Entity   // of that kind; the one that stands for its cluster
	Claim    graph.Claim    // likewise
	Document graph.Document // likewise
	Match    Match
	Score    float32        // how well it fits, among those of the same match; the greater, the better
	At       event.Position // of the event whose text was found
	Thing    event.Position // of the event that introduced the thing: no two hits have the same

	query *Query
	part  part
	in    language
}

// Rank orders hits: the least is the best. Hits of the same rank are in the order that their things were recorded in.
func (h *Hit) Rank() int64 {
	return -(int64(h.Match)<<32 | int64(math.Float32bits(h.Score)))
}

func (h *Hit) compare(o *Hit) int {
	return cmp.Or(cmp.Compare(h.Rank(), o.Rank()), cmp.Compare(h.Thing, o.Thing))
}

// Ask is what is asked for.
type Ask struct {
	Query  *Query
	Kinds  []Kind        // empty: any
	Filter *graph.Filter // which claims; nil is those that are visible, and other things too. With a filter only claims are found
}

func (a *Ask) wants(k Kind) bool {
	if a.Filter != nil && k != Claim {
		return false
	}
	return len(a.Kinds) == 0 || slices.Contains(a.Kinds, k)
}

// Search finds what is in a view and holds what is asked for, the best first, each thing once. It fails with the context's
// error, and with [*BehindError] when the index does not reach the view's position yet.
func (x *Index) Search(ctx context.Context, v *graph.View, a Ask) ([]Hit, error) {
	s := x.state.Load()
	if s.head < v.Position() {
		return nil, &BehindError{v.Position(), s.head}
	}
	g := gatherer{ask: a, view: v, best: map[event.Position]int{}}
	if a.Filter != nil {
		g.filter = *a.Filter
	}
	seen := 0
	put := func(f found) bool {
		if seen++; seen%1024 == 0 && ctx.Err() != nil {
			return false
		}
		g.put(f)
		return true
	}
	portions, all := s.upTo(v.Position())
	if a.wants(Entity) {
		a.Query.names(portions, put)
	}
	for l := plain; l < languages && ctx.Err() == nil; l++ {
		a.Query.in(l).texts(portions, all, put)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	slices.SortFunc(g.hits, func(a, b Hit) int { return a.compare(&b) })
	return g.hits, nil
}

// gatherer asks the view about what was found, and keeps the best hit of each thing.
type gatherer struct {
	ask    Ask
	view   *graph.View
	filter graph.Filter
	hits   []Hit
	best   map[event.Position]int // hits by thing
}

// put makes hits of a text, of things that are in the view by it.
func (g *gatherer) put(f found) {
	h := Hit{Match: f.match, Score: float32(f.score), At: f.position, query: g.ask.Query, part: f.part, in: f.in}
	switch f.part {
	case described:
		if e, ok := g.view.Entity(f.id); ok && g.ask.wants(Entity) && e.DescribedAt() == f.position && e.Visible() {
			h.Kind, h.Entity = Entity, e.First()
			h.Thing = h.Entity.Introduced()
			g.keep(h)
		}
	case captured:
		if d, ok := g.view.Document(f.id); ok && g.ask.wants(Document) && d.Visible() {
			h.Kind, h.Document, h.Thing = Document, d, d.Position()
			g.keep(h)
		}
	case claimed:
		if c, ok := g.view.Claim(f.id); ok && g.ask.wants(Claim) && c.Passes(g.filter) {
			h.Kind, h.Claim, h.Thing = Claim, c, c.Position()
			g.keep(h)
		}
	case reported:
		if !g.ask.wants(Claim) {
			return
		}
		for r := range g.view.Tellings(f.id) {
			if c := r.Claim(); c.Passes(g.filter) && r.Counts() {
				h.Kind, h.Claim, h.Thing = Claim, c, c.Position()
				g.keep(h)
			}
		}
	}
}

// keep adds a hit, unless there is a better one of the same thing.
func (g *gatherer) keep(h Hit) {
	i, known := g.best[h.Thing]
	switch {
	case !known:
		g.best[h.Thing] = len(g.hits)
		g.hits = append(g.hits, h)
	case cmp.Or(h.compare(&g.hits[i]), cmp.Compare(h.At, g.hits[i].At), cmp.Compare(h.part, g.hits[i].part)) < 0:
		g.hits[i] = h
	}
}
