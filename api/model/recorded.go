package model

import (
	"context"
	"encoding/json"

	"onrecord/event"
)

// RecordedEvent is an event as the log holds it.
type RecordedEvent struct {
	store  *Store
	record event.Record
}

// NewRecordedEvent wraps a record of the store's log.
func (s *Store) NewRecordedEvent(r event.Record) *RecordedEvent { return &RecordedEvent{s, r} }

// ID implements RecordedEvent.id; the fields below are those of the schema by the same names.
func (r *RecordedEvent) ID() string                { return r.record.ID.String() }
func (r *RecordedEvent) Position() event.Position  { return r.record.Position }
func (r *RecordedEvent) RecordedAt() event.Instant { return r.record.RecordedAt }
func (r *RecordedEvent) RecordedBy() string        { return r.record.RecordedBy }
func (r *RecordedEvent) Type() string              { return r.record.Type.String() }

// Payload is null when it was erased.
func (r *RecordedEvent) Payload() (json.RawMessage, error) {
	payload, err := r.read()
	if payload == nil {
		return nil, err
	}
	return json.Marshal(payload)
}

// read decodes the payload. It is nil when it was erased.
func (r *RecordedEvent) read() (event.Payload, error) {
	if r.record.Erased() {
		return nil, nil
	}
	payload, err := r.record.Decode()
	if err != nil {
		return nil, err
	}
	return payload, nil
}

// Claim is the claim that the event introduced, reported or corrected to, in the view at its position.
func (r *RecordedEvent) Claim(ctx context.Context) (Claim, error) {
	id, ok, err := r.about()
	if !ok || err != nil {
		return nil, err
	}
	v, err := r.store.NewView(ctx, ViewInput{Position: &r.record.Position})
	if err != nil {
		return nil, err
	}
	if c, ok := v.view.Claim(id); ok {
		return v.newClaim(c), nil
	}
	return nil, nil // it was erased
}

// about is the id of that claim; false when the event is about none.
func (r *RecordedEvent) about() (event.ID, bool, error) {
	payload, err := r.read()
	switch p := payload.(type) {
	case event.Claim:
		return r.record.ID, true, err
	case *event.ClaimReported:
		return p.Claim, true, err
	case *event.ClaimCorrected:
		return p.ClaimNamed(r.record.ID), true, err
	}
	return event.ID{}, false, err
}
