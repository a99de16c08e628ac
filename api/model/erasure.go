package model

import (
	"context"

	"onrecord/event"
	"onrecord/recorder"
)

// Erased implements RecordedEvent.erased. Where the graph does not show the erasure yet it is waited for.
func (r *RecordedEvent) Erased(ctx context.Context) (*Erasure, error) {
	if !r.record.Erased() {
		return nil, nil
	}
	g := r.store.Graph
	for {
		changed := g.Changed()
		if by := g.ErasedBy(r.record.Position); by != 0 {
			return r.store.erasure(by)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// erasure reads the erasure at a position. It cannot be erased itself.
func (s *Store) erasure(at event.Position) (*Erasure, error) {
	record, payload, err := s.recorded(at)
	if err != nil {
		return nil, err
	}
	e := &Erasure{Position: at, RecordedAt: record.RecordedAt, RecordedBy: record.RecordedBy}
	if p, is := payload.(*event.PayloadErased); is {
		e.Reason = p.Reason
	}
	return e, nil
}

// NewErasureEffect puts what an erasure would change into the words of the schema.
func (s *Store) NewErasureEffect(e *recorder.Effect) (*ErasureEffect, error) {
	record, err := s.Log.At(e.Event.Position)
	if err != nil {
		return nil, err
	}
	effect := &ErasureEffect{Event: s.NewRecordedEvent(record), Gone: []*ErasedThing{}, NamedBy: append([]event.Position{}, e.NamedBy...),
		Hides: texts(e.Hides), Shows: texts(e.Shows)}
	for _, thing := range e.Gone {
		effect.Gone = append(effect.Gone, &ErasedThing{Kind: thing.Kind, ID: thing.ID.String()})
	}
	return effect, nil
}

// texts writes ids.
func texts(ids []event.ID) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = id.String()
	}
	return list
}
