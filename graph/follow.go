package graph

import (
	"context"
	"iter"

	"onrecord/event"
)

// Follow applies records as they come, and publishes whenever it has caught up with the log's head, which is always the
// end of an append. It returns when the records end: with the first error, or with that of the context.
func (g *Graph) Follow(ctx context.Context, records iter.Seq2[event.Record, error], head func() event.Position) error {
	for r, err := range records {
		if err != nil {
			return err
		}
		if err := g.Apply(r); err != nil {
			return err
		}
		if r.Position >= head() {
			g.Publish()
		}
	}
	return ctx.Err()
}

// Wait returns when readers see a position, or with the context's error.
func (g *Graph) Wait(ctx context.Context, p event.Position) error {
	for {
		changed := g.Changed()
		if g.Head() >= p {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
