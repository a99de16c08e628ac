package graph

import (
	"context"
	"errors"
	"testing"

	"onrecord/event"
)

// What may take long stops when nobody waits for it any more.
func TestLongWorkStopsWithTheContext(t *testing.T) {
	h := makeHistory(t, thrown(3), 40)
	v := h.latest(t)
	a, _ := v.Node(h.entities[0])
	b, _ := v.Node(h.entities[1])
	for name, work := range map[string]func(context.Context) error{
		"Paths":   func(ctx context.Context) error { _, err := v.Paths(ctx, a, b, 4, 1, Filter{}); return err },
		"Steps":   func(ctx context.Context) error { _, _, err := v.Steps(ctx, Reported, nil, nil, Filter{}); return err },
		"Picture": func(ctx context.Context) error { _, err := v.Picture(ctx, Draw{}); return err },
		"Journey": func(ctx context.Context) error { _, _, err := v.Journey(ctx, a, b, 4, Filter{}); return err },
		"Facets":  func(ctx context.Context) error { _, err := v.Facets(ctx, Filter{}); return err },
		"Histogram": func(ctx context.Context) error {
			_, _, err := v.Histogram(ctx, Valid, func(at event.Instant) event.Instant { return at }, Filter{})
			return err
		},
		"Reach": func(ctx context.Context) error {
			for range v.Reach(ctx, []Node{a}, 9, Filter{}) {
				if ctx.Err() != nil {
					t.Error("Reach goes on")
				}
			}
			return ctx.Err()
		},
		"Affects": func(ctx context.Context) error {
			c, _ := v.Claim(h.claims[0])
			_, err := c.Affects(ctx, Filter{})
			return err
		},
		"Contradictions": func(ctx context.Context) error { _, err := v.Contradictions(ctx, Filter{}); return err },
	} {
		ctx, cancel := context.WithCancel(context.Background())
		if err := work(ctx); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		cancel()
		if err := work(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("%s went on when its context was over: %v", name, err)
		}
	}
}
