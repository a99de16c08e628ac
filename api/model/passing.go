package model

import (
	"context"
	"slices"

	"onrecord/event"
	"onrecord/graph"
)

// Passes reports whether the event concerns a claim that a filter, pinned, lets through as of its position or just before
// it. So whoever follows a filter hears of what comes, of what changes, and of what is taken away. Every event passes no
// filter at all; one that concerns no claim passes none. An erasure passes each: what it took away cannot be looked at any
// more, before it or after.
func (r *RecordedEvent) Passes(ctx context.Context, filter *ClaimFilter) (bool, error) {
	if filter == nil || r.record.Type == event.TypePayloadErased {
		return true, nil
	}
	payload, err := r.read()
	if err != nil {
		return false, err
	}
	claims, retraction := concerned(r.record.ID, payload)
	if len(claims) == 0 && retraction == nil {
		return false, nil
	}
	now, err := r.store.sieve(ctx, filter, r.record.Position)
	if err != nil {
		return false, err
	}
	before, err := r.store.sieve(ctx, filter, r.record.Position-1)
	if err != nil {
		return false, err
	}
	if retraction != nil && now.view.KindOf(retraction.Target) == "claim" {
		claims = append(claims, retraction.Target)
	} else if retraction != nil {
		return now.changed(before) || before.changed(now), nil
	}
	return slices.ContainsFunc(claims, func(id event.ID) bool { return now.passes(id) || before.passes(id) }), nil
}

// concerned lists the claims that an event names as what it is about. What a retraction takes away is for a view to say.
func concerned(id event.ID, payload event.Payload) (claims []event.ID, retraction *event.ClaimRetracted) {
	switch p := payload.(type) {
	case event.Claim:
		return []event.ID{id}, nil
	case *event.ClaimReported:
		return []event.ID{p.Claim}, nil
	case *event.ClaimCorrected:
		return []event.ID{p.Target, p.ClaimNamed(id)}, nil
	case *event.ClaimRetracted:
		return nil, p
	}
	return nil, nil
}

// sieve is a filter in the view at a position. Without a filter nothing can pass there: what it names is not known yet.
type sieve struct {
	view   *graph.View
	filter *graph.Filter
}

func (s *Store) sieve(ctx context.Context, pinned *ClaimFilter, at event.Position) (sieve, error) {
	v, err := s.NewView(ctx, ViewInput{Position: &at})
	if err != nil {
		return sieve{}, err
	}
	known, ok := pinned.recordedBy(v)
	if !ok {
		return sieve{view: v.view}, nil
	}
	f, err := v.filter(&known)
	return sieve{v.view, &f}, err
}

func (s sieve) passes(id event.ID) bool {
	c, ok := s.view.Claim(id)
	return ok && s.filter != nil && c.Passes(*s.filter)
}

// changed reports whether a claim that passes has other records in force than in another view.
func (s sieve) changed(other sieve) bool {
	if s.filter == nil {
		return false
	}
	for c := range s.view.Claims(*s.filter) {
		if o, ok := other.view.Claim(c.ID()); !ok || !slices.Equal(inForce(c), inForce(o)) {
			return true
		}
	}
	return false
}

// inForce lists the ids of a claim's reports and ends that are in force.
func inForce(c graph.Claim) (ids []event.ID) {
	for _, r := range c.Reports() {
		if r.InForce() {
			ids = append(ids, r.ID())
		}
	}
	for _, e := range c.Ends() {
		if e.InForce() {
			ids = append(ids, e.ID())
		}
	}
	return ids
}
