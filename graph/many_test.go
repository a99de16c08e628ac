package graph

import (
	"testing"

	"onrecord/event"
)

// A claim that hundreds report, and some deny or take back, is what the naive fold says in every view, also from a snapshot.
func TestManyReportsOfAClaim(t *testing.T) {
	stances := map[Stance]int{}
	bySource := 0
	for seed := range uint64(24) {
		h := makeHistory(t, thrown(seed), 12)
		claim := h.claims[0]
		for n := range 300 {
			if r := h.report(); h.chance(1, 2) || n < 70 || n > 250 {
				if n < 70 { // so that the short chunks of its lists are one source's
					r.Origin.Chain, r.Origin.Also, r.Origin.Document, r.Statement = h.entities[4:5], nil, event.ID{}, event.ID{}
				} else if seed%4 < 2 { // so that many have one provenance
					who := h.pick(4)
					r.Origin.Chain, r.Origin.Also, r.Origin.Document, r.Statement = h.entities[who:who+1], nil, event.ID{}, event.ID{}
				}
				if seed%2 == 0 {
					r.Stance = event.StanceAffirmed
				}
				h.record(t, &event.ClaimReported{Claim: claim, Report: *r})
			} else if seed%3 == 0 && h.chance(1, 8) {
				h.record(t, &event.ClaimRetracted{Target: claim, End: h.end(0)})
			}
		}
		whole := h.graph(t)
		if err := whole.Check(); err != nil {
			t.Fatal(err)
		}
		half := New()
		if err := half.Load(h.log(1, h.head()/2)); err != nil {
			t.Fatal(err)
		}
		back := readBack(t, written(t, half.Snapshot()))
		if err := back.Load(h.log(h.head()/2+1, h.head())); err != nil {
			t.Fatal(err)
		}
		if err := back.Check(); err != nil {
			t.Fatal(err)
		}
		for range 60 {
			asked := h.asked()
			for name, g := range map[string]*Graph{"folded": whole, "from a snapshot": back} {
				v, err := g.View(asked.spec())
				if err != nil {
					t.Fatal(err)
				}
				c, ok := v.Claim(claim)
				if !ok {
					continue
				}
				if got, want := c.Stance(), asked.stance(claim); got != want {
					t.Fatalf("seed %d, %s, %s: %q, want %q", seed, name, asked, got, want)
				}
				if stances[c.Stance()]++; v.viewpoint != nil && len(v.viewpoint.list) < v.t.tellings.size(load(&v.t.fate(c.c).affirmed)&^later) {
					bySource++
				}
			}
		}
	}
	if len(stances) < 4 || bySource < 50 {
		t.Errorf("stances %v, and %d views by a source with fewer provenances than the claim has reports, are too few to tell", stances, bySource)
	}
}
