package graph

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"onrecord/event"
)

// hops counts the hops from one node to everything, by going over all claims again and again.
func (v naiveView) hops(from event.ID, most int) map[event.ID]int {
	pointedAt := map[event.ID]bool{}
	for _, c := range v.claims {
		if c.pos <= v.p {
			c.it.Roles(func(_ event.Role, id event.ID) { pointedAt[id] = true })
		}
	}
	far := map[event.ID]int{from: 0}
	for hop := 1; hop <= most; hop++ {
		grown := map[event.ID]bool{}
		for _, c := range v.claims {
			ties := v.tied(c)
			if !slices.ContainsFunc(ties, func(id event.ID) bool { d, is := far[id]; return is && d == hop-1 }) {
				continue
			}
			for _, id := range ties {
				if _, is := far[id]; !is && (id != c.id || pointedAt[id]) {
					grown[id] = true
				}
			}
		}
		for id := range grown {
			far[id] = hop
		}
	}
	return far
}

// What is within some hops is what going over all claims again and again comes to, in order, each once.
func TestReach(t *testing.T) {
	far := 0
	for seed := range uint64(900) {
		h := makeHistory(t, thrown(seed), 40)
		asked, v := h.view(t)
		e, ok := v.Entity(one(h, h.entities))
		if !ok {
			continue
		}
		hops := h.pick(4)
		got, last := map[event.ID]int{}, 0
		for n, hop := range v.Reach(context.Background(), []Node{Node(e), Node(e)}, hops, Filter{}) {
			if _, twice := got[n.ID()]; twice || hop < last {
				t.Fatalf("seed %d, %s: %s came at hop %d after %d, or twice", seed, asked, short(n.ID()), hop, last)
			}
			got[n.ID()], last = hop, hop
			if hop > 1 {
				far++
			}
		}
		if got, want := fmt.Sprint(got), fmt.Sprint(asked.hops(asked.first(e.ID()), hops)); got != want {
			t.Fatalf("seed %d, %s: %d hops from %s: %s, want %s\n%s", seed, asked, hops, short(e.ID()), got, want, h)
		}
	}
	if far < 100 {
		t.Errorf("only %d nodes were further than one hop", far)
	}
}
