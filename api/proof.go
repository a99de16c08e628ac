package api

import (
	"context"

	"onrecord/api/model"
	"onrecord/event"
)

// Checkpoint implements Query.checkpoint.
func (q query) Checkpoint(ctx context.Context) (*model.Checkpoint, error) {
	c, err := q.store.Operation(ctx).Checkpoint()
	if err != nil {
		return nil, err
	}
	return q.store.NewCheckpoint(c), nil
}

// Proof implements Query.proof.
func (q query) Proof(ctx context.Context, position event.Position) (*model.InclusionProof, error) {
	c, err := q.store.Operation(ctx).Checkpoint()
	if err != nil {
		return nil, err
	}
	return q.store.Prove(position, c)
}

// Growth implements Query.growth.
func (q query) Growth(ctx context.Context, from event.Position, to *event.Position) (*model.GrowthProof, error) {
	if to == nil {
		c, err := q.store.Operation(ctx).Checkpoint()
		if err != nil {
			return nil, err
		}
		to = &c.Size
	}
	return q.store.ProveGrowth(from, *to)
}
