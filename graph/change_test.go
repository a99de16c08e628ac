package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"onrecord/event"
)

// shown is what a view shows of every visible claim.
func (v naiveView) shown() map[event.ID]string {
	all := map[event.ID]string{}
	for _, c := range v.claims {
		if v.visible(c) {
			all[c.id] = fmt.Sprint(v.stance(c.id), v.holds(c.it), v.tellings(c.id))
		}
	}
	return all
}

// The changes between two views are the claims of which they show different things, in log order.
func TestChangesBetweenViews(t *testing.T) {
	appears, ends, changes := 0, 0, 0
	for seed := range uint64(300) {
		h := makeHistory(t, thrown(seed), 40)
		g := h.graph(t)
		a, b := h.asked(), h.asked()
		earlier, err := g.View(a.spec())
		if err != nil {
			t.Fatal(err)
		}
		later, err := g.View(b.spec())
		if err != nil {
			t.Fatal(err)
		}
		was, is := a.shown(), b.shown()
		var want, got []string
		for _, c := range h.naive.claims {
			if was[c.id] != is[c.id] {
				want = append(want, fmt.Sprint(short(c.id), was[c.id] != "", is[c.id] != ""))
			}
		}
		list, err := later.ChangesSince(context.Background(), earlier, Filter{})
		if err != nil {
			t.Fatal(err)
		}
		for c := range list {
			got = append(got, fmt.Sprint(short(c.Claim.ID()), c.Was, c.Is))
			switch {
			case !c.Was:
				appears++
			case !c.Is:
				ends++
			default:
				changes++
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d, from %s to %s: %q, want %q\n%s", seed, a, b, got, want, h)
		}
	}
	if appears < 100 || ends < 100 || changes < 100 {
		t.Errorf("%d appear, %d end and %d change: too few to tell", appears, ends, changes)
	}
	h := makeHistory(t, thrown(1), 20)
	v := h.latest(t)
	if _, err := h.latest(t).ChangesSince(context.Background(), v, Filter{}); !errors.Is(err, ErrErasedBetween) {
		t.Errorf("views of two folds were compared: %v", err)
	}
}
