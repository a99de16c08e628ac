package api

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"onrecord/api/model"
	"onrecord/event"
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
				fail(ctx, recovered(ctx, panicked))
			}
		}()
		if err := s.follow(ctx, from, filter, events); ctx.Err() == nil {
			fail(ctx, err)
		}
	}()
	return events, nil
}

type failureKey struct{}

// told tells the client of a subscription that it broke off, so that it does not take it for complete: over WebSocket in
// a message of the type error, over server-sent events in a last answer.
func told(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	if graphql.GetOperationContext(ctx).Operation.Operation != ast.Subscription {
		return next(ctx)
	}
	failure := make(chan error, 1)
	answers, over := next(context.WithValue(ctx, failureKey{}, failure)), false
	return func(ctx context.Context) *graphql.Response {
		if over {
			return nil
		}
		if answer := answers(ctx); answer != nil {
			return answer
		}
		over = true
		err := brokenOff(ctx, failure)
		if err == nil {
			return nil
		}
		shown := present(ctx, err)
		if ctx.Value(streamKey{}) == overWebSocket {
			transport.AddSubscriptionError(ctx, shown)
			return nil
		}
		return &graphql.Response{Errors: gqlerror.List{shown}}
	}
}

// brokenOff is why a subscription that gives no more answers did not come to its own end: what failed, or what the server
// ended its context for; nil when the client or the server has just stopped.
func brokenOff(ctx context.Context, failure <-chan error) error {
	select {
	case err := <-failure:
		return err
	default:
	}
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}

// fail leaves word of why a subscription ends, once, before its channel is closed.
func fail(ctx context.Context, err error) {
	if failure, is := ctx.Value(failureKey{}).(chan error); is && err != nil {
		failure <- err
	}
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
