package search

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
)

// What is found under any view is what a look at every text finds, in the same order.
func TestSearchAgainstNaive(t *testing.T) {
	matched, claims := map[Match]int{}, 0
	for seed := range uint64(16) {
		h := makeHistory(t, seed, 120)
		g, x := h.graph(), h.index()
		for range 20 {
			v := h.view(g)
			n := newNaive(v, h.records)
			for range 6 {
				asked := h.ask()
				q, err := ParseQuery(asked)
				if err != nil {
					continue
				}
				a := Ask{Query: q}
				if h.chance(1, 4) {
					a.Kinds = []Kind{one(h, []Kind{Entity, Claim, Document})}
				}
				if h.chance(1, 4) {
					a.Filter = &graph.Filter{Statuses: []graph.Status{one(h, []graph.Status{graph.Current, graph.Ended})}}
				}
				hits, err := x.Search(context.Background(), v, a)
				if err != nil {
					t.Fatal(err)
				}
				var got []expected
				for _, h := range hits {
					got = append(got, expected{h.Kind, h.Thing, h.Match, h.Score})
					if matched[h.Match]++; h.Kind == Claim {
						claims++
					}
				}
				want := n.search(q, a.Kinds, a.Filter)
				if diff := cmp.Diff(want, got, cmp.AllowUnexported(expected{})); diff != "" {
					t.Fatalf("seed %d, position %d of %d, %q %v %v (-want +got):\n%s", seed, v.Position(), g.Head(), asked, a.Kinds, a.Filter, diff)
				}
			}
		}
	}
	for m := MatchAlike; m <= MatchName; m++ {
		if matched[m] < 10 {
			t.Errorf("%d hits by %s are too few to tell", matched[m], m)
		}
	}
	if claims < 200 {
		t.Errorf("%d claims found are too few to tell", claims)
	}
}
