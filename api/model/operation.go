package model

import (
	"context"
	"sync"
	"time"

	"onrecord/event"
	"onrecord/eventlog"
)

// Operation is what stays the same throughout a GraphQL operation: the moment called now, the head of the log, and the
// checkpoint, which is signed when it is first asked for. It gathers the views that the answer rests on.
type Operation struct {
	Now        event.Instant
	Head       event.Position
	Checkpoint func() (eventlog.Checkpoint, error)
	views      *views // nil: nobody asks what it rests on
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
	return s.NewOperation()
}

// NewOperation fixes them now.
func (s *Store) NewOperation() Operation {
	return Operation{Now: event.At(time.Now()), Head: s.Graph.Head(), Checkpoint: sync.OnceValues(s.Log.Checkpoint), views: &views{}}
}
