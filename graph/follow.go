package graph

import (
	"context"
	"iter"

	"onrecord/event"
)

// Log is where a graph has its records from. What was recorded does not change, but for payloads that are erased.
type Log interface {
	// Read yields the records after a position up to the head as of the call, in order, and ends.
	Read(ctx context.Context, after event.Position) iter.Seq2[event.Record, error]
	// Follow yields the records after a position, in order, and then those to come.
	Follow(ctx context.Context, after event.Position) iter.Seq2[event.Record, error]
}

// Follow applies what a log holds after what was applied, and then records as they come; it publishes whenever it has
// caught up with the log's head, which is always the end of an append. It returns when the records end: with the first
// error, or with that of the context.
//
// When an erasure comes, the log is folded anew, so that what was erased leaves the views of all positions. Until that is
// done readers see the state before the erasure, and from then on the new one; views made before keep theirs.
func (g *Graph) Follow(ctx context.Context, log Log, head func() event.Position) error {
	for {
		erasure, err := g.applyUntilErasure(log.Follow(ctx, g.next.head), head)
		if err != nil {
			return err
		}
		if !erasure {
			return ctx.Err()
		}
		if err := g.foldAnew(log.Read(ctx, 0)); err != nil {
			return err
		}
	}
}

// applyUntilErasure applies records up to an erasure, and reports whether there is one.
func (g *Graph) applyUntilErasure(records iter.Seq2[event.Record, error], head func() event.Position) (erasure bool, err error) {
	for r, err := range records {
		if err != nil {
			return false, err
		}
		if r.Type == event.TypePayloadErased {
			return true, nil
		}
		if err := g.Apply(r); err != nil {
			return false, err
		}
		if r.Position >= head() {
			g.Publish()
		}
	}
	return false, nil
}

// foldAnew replaces all that was applied by the fold of the whole log as it is now, which goes further.
func (g *Graph) foldAnew(records iter.Seq2[event.Record, error]) error {
	fresh := New()
	if err := fresh.Load(records); err != nil {
		return err
	}
	g.next = fresh.next
	g.Publish()
	return nil
}

// Restore replaces all that was applied by a graph from a snapshot of a log and by what the log holds after it. Readers see
// nothing of it until it is complete. Where it fails, the graph is as it was: with [ErrReachesBack] when the snapshot holds what
// was erased since.
func (g *Graph) Restore(ctx context.Context, from *Graph, log Log) error {
	if err := from.Load(log.Read(ctx, from.next.head)); err != nil {
		return err
	}
	g.next = from.next
	g.Publish()
	return nil
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
