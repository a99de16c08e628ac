package recorder

import (
	"context"
	"iter"
	"slices"

	"onrecord/event"
	"onrecord/graph"
)

// Effect is what an erasure would change.
type Effect struct {
	Event   event.Envelope   // whose payload would go
	Gone    []graph.Thing    // what nothing would be known of: where it is named it would show as a stub
	NamedBy []event.Position // of the events after it that name any of that, in order
	Hides   []event.ID       // claims visible now that would stay, and not be visible any more
	Shows   []event.ID       // claims that would be visible again
}

// effect finds out what the erasure of a position would change: it folds the log without it, and compares.
func (r *Recorder) effect(ctx context.Context, now *graph.View, at event.Position) (*Effect, error) {
	record, err := r.log.At(at)
	if err != nil {
		return nil, err
	}
	head := now.Position()
	g := graph.New()
	if err := g.Load(without(at, head, r.log.Read(ctx, 0))); err != nil {
		return nil, err
	}
	then, err := g.View(graph.Spec{Position: &head})
	if err != nil {
		return nil, err
	}
	e := &Effect{Event: record.Envelope, Gone: now.Lost(then), Hides: hidden(now, then), Shows: hidden(then, now)}
	e.NamedBy, err = r.naming(ctx, e.Gone, at)
	return e, err
}

// without leaves the payload of one event out of the records of a log, and what comes after a head.
func without(at, head event.Position, records iter.Seq2[event.Record, error]) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		for r, err := range records {
			if r.Position == at {
				r.Payload = nil
			}
			if r.Position > head || !yield(r, err) {
				return
			}
		}
	}
}

// hidden lists the claims that are visible in one view, and known but not visible in another.
func hidden(from, in *graph.View) (ids []event.ID) {
	for c := range from.Claims(graph.Filter{}) {
		if other, known := in.Claim(c.ID()); known && !other.Visible() {
			ids = append(ids, c.ID())
		}
	}
	return ids
}

// naming lists the events after a position that name one of some things.
func (r *Recorder) naming(ctx context.Context, things []graph.Thing, after event.Position) (at []event.Position, err error) {
	if len(things) == 0 {
		return nil, nil
	}
	named := map[event.ID]bool{}
	for _, thing := range things {
		named[thing.ID] = true
	}
	for record, err := range r.log.Read(ctx, after) {
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(record.Touches, func(id event.ID) bool { return named[id] }) {
			at = append(at, record.Position)
		}
	}
	return at, nil
}
