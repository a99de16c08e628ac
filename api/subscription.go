package api

import (
	"context"
	"errors"
	"log/slog"

	"onrecord/api/model"
	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
)

// subscription answers the fields of Subscription.
type subscription struct{ *resolver }

// Recorded implements Subscription.recorded: it reads the log from a position on and follows it. It reads no faster than the
// client takes events, and keeps none in between, so a slow client costs nothing and loses nothing.
func (s subscription) Recorded(ctx context.Context, after *event.Position, filter *model.ClaimFilter) (<-chan *model.RecordedEvent, error) {
	from := s.store.Operation(ctx).Head
	if after != nil {
		from = *after
	}
	if head := s.store.Log.Head().Position; from > head { // of another log, or a slip: it would pass over events in silence
		return nil, &model.InputError{Code: model.CodeAhead, Field: []string{"after"}, Message: (&graph.AheadError{Asked: from, Head: head}).Error()}
	}
	filter, err := s.store.PinFilter(ctx, filter) // what is wrong with it is said at once
	if err != nil {
		return nil, err
	}
	events := make(chan *model.RecordedEvent)
	go func() {
		defer close(events)
		defer func() { // gqlgen recovers what panics in its own goroutines only
			if panicked := recover(); panicked != nil {
				slog.ErrorContext(ctx, "subscription ended", "error", recovered(ctx, panicked))
			}
		}()
		err := s.follow(ctx, from, filter, events)
		if err != nil && ctx.Err() == nil && !errors.Is(err, eventlog.ErrClosed) {
			slog.ErrorContext(ctx, "subscription ended", "error", err)
		}
	}()
	return events, nil
}

// follow sends what passes until the context or the log ends.
func (s subscription) follow(ctx context.Context, from event.Position, filter *model.ClaimFilter, events chan<- *model.RecordedEvent) error {
	for record, err := range s.store.Log.Follow(ctx, from) {
		if err != nil {
			return err
		}
		if err := s.store.Graph.Wait(ctx, record.Position); err != nil {
			return err
		}
		// Each event is an operation of its own: it is seen with the head it came with.
		seen := model.WithOperation(ctx, model.Operation{Now: record.RecordedAt, Head: s.store.Graph.Head()})
		recorded := s.store.NewRecordedEvent(record)
		passes, err := recorded.Passes(seen, filter)
		if err != nil {
			return err
		}
		if !passes {
			continue
		}
		select {
		case events <- recorded:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
