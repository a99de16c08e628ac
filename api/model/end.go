package model

import (
	"cmp"

	"onrecord/event"
	"onrecord/graph"
)

// End is the ending half of a correction, or a retraction, in a view that it is told in.
type End struct {
	v *View
	e graph.End
}

func (v *View) newEnds(list []graph.End) []*End {
	ends := make([]*End, len(list))
	for i, e := range list {
		ends[i] = &End{v, e}
	}
	return ends
}

// read reads the end's words. There is no end without a reason: it fails with [event.ErrErased] when it was erased after
// the view was made.
func (e *End) read() (*event.End, error) {
	_, payload, err := e.v.words.at(e.e.Words())
	if words := endIn(payload); words != nil {
		return words, nil
	}
	return &event.End{}, cmp.Or(err, event.ErrErased)
}

// ID implements End.id; the fields below are those of the schema by the same names.
func (e *End) ID() string                { return e.e.ID().String() }
func (e *End) Target() string            { return e.e.Target().String() }
func (e *End) InForce() bool             { return e.e.InForce() }
func (e *End) Position() event.Position  { return e.e.Position() }
func (e *End) RecordedAt() event.Instant { return e.v.store.Graph.RecordedAt(e.e.Position()) }

func (e *End) Of() []*Entity {
	if of := e.e.Of(); of != nil {
		return e.v.newEntities(of)
	}
	return nil
}

func (e *End) Chain() []*Entity {
	if e.e.Desk() {
		return nil
	}
	return e.v.newEntities(e.e.Chain())
}

func (e *End) From() *event.Instant {
	if e.e.Desk() {
		return nil
	}
	return bounded(e.e.Window().First)
}

func (e *End) To() *event.Instant {
	if e.e.Desk() {
		return nil
	}
	return bounded(e.e.Window().Last)
}

func (e *End) Reason() (event.EndReason, error) { words, err := e.read(); return words.Reason, err }
func (e *End) Note() (*string, error)           { words, err := e.read(); return optional(words.Note), err }

func (e *End) Document() *Document { return e.v.cited(e.e.Document()) }

func (e *End) RecordedBy() (string, error) {
	by, _, err := e.v.words.at(e.e.Position())
	return by, err
}
