package model

import (
	"context"
	"time"

	"onrecord/event"
)

// Operation is what stays the same throughout a GraphQL operation: the moment called now, and the head of the log.
type Operation struct {
	Now  event.Instant
	Head event.Position
}

type operationKey struct{}

// WithOperation fixes them for everything done under the context.
func WithOperation(ctx context.Context, op Operation) context.Context {
	return context.WithValue(ctx, operationKey{}, op)
}

// Operation is that of the context; without one it is fixed here.
func (s *Store) Operation(ctx context.Context) Operation {
	if op, ok := ctx.Value(operationKey{}).(Operation); ok {
		return op
	}
	return Operation{Now: event.At(time.Now()), Head: s.Graph.Head()}
}
