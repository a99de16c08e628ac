package graph

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"onrecord/event"
)

// Every claim that shows is counted once, where it begins and by each of its words.
func TestCounts(t *testing.T) {
	counted := 0
	for seed := range uint64(200) {
		h := makeHistory(t, thrown(seed), 40)
		asked, v := h.view(t)
		for _, axis := range []Axis{Valid, Reported, Recorded} {
			unit := event.Instant(1 + h.pick(5))
			start := func(at event.Instant) event.Instant { return at - (at%unit+unit)%unit }
			want, none := map[event.Instant]int{}, 0
			for _, c := range asked.claims {
				if !asked.visible(c) {
					continue
				}
				begins := c.it.Times().Outer.First
				switch axis {
				case Reported:
					begins = event.Future
					for _, r := range asked.reports(c.id, asked.inForce) {
						begins = min(begins, r.window.First)
					}
				case Recorded:
					begins = h.records[c.pos-1].RecordedAt
				}
				if begins.Bounded() {
					want[start(begins)]++
				} else {
					none++
				}
				counted++
			}
			buckets, undated, err := v.Histogram(context.Background(), axis, start, Filter{})
			got := map[event.Instant]int{}
			for _, b := range buckets {
				got[b.From] = b.Claims
			}
			if err != nil || undated != none || !maps.Equal(got, want) || !slices.IsSortedFunc(buckets, func(a, b Bucket) int { return compare(a.From, b.From) }) {
				t.Fatalf("seed %d, %s, %s by %d: %v and %d, want %v and %d, %v\n%s", seed, asked, axis, unit, buckets, undated, want, none, err, h)
			}
		}
		words, all := map[string]int{}, 0
		for _, c := range asked.claims {
			if asked.visible(c) {
				all++
				for _, word := range []string{c.it.ClaimKind().String(), "word " + c.it.Claimed(), asked.stance(c.id).String(), "CURRENT", asked.holds(c.it).String()} {
					words[word]++
				}
			}
		}
		facets, err := v.Facets(context.Background(), Filter{})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		for _, f := range facets.Words {
			got["word "+f.Word] = f.Claims
		}
		for _, f := range slices.Concat(facets.Kinds, facets.Stances, facets.Statuses, facets.Holds) {
			got[f.Word] += f.Claims
		}
		delete(words, "")
		if fmt.Sprint(got) != fmt.Sprint(words) || facets.Claims != all {
			t.Fatalf("seed %d, %s: %d of %v, want %d of %v", seed, asked, facets.Claims, got, all, words)
		}
	}
	if counted < 1000 {
		t.Errorf("only %d claims were counted", counted)
	}
}
