package graph

import (
	"fmt"
	"slices"
	"testing"

	"onrecord/event"
)

// A filter lets through what the naive fold does, at every moment of a clock.
func TestFilters(t *testing.T) {
	passed := map[int]int{}
	for seed := range uint64(400) {
		h := makeHistory(t, thrown(seed), 40)
		asked := h.asked()
		asked.r = nil
		g := h.graph(t)
		v, err := g.View(asked.spec())
		if err != nil {
			t.Fatal(err)
		}
		node := func() []Node {
			if n, known := v.Node(one(h, h.entities)); known {
				return []Node{n}
			}
			return nil
		}
		f := Filter{Statuses: [][]Status{nil, {Ended}, {Current, Ended}}[h.pick(3)]}
		condition := h.pick(6)
		switch condition {
		case 0:
			f.Places = node()
		case 1:
			f.Sources, f.Evidence = node(), []event.Evidence{event.EvidenceFirsthand, event.EvidenceInferred}
		case 2:
			f.Modalities = []event.Modality{event.ModalityCertain}
		case 3:
			f.Modalities, f.Evidence = []event.Modality{event.ModalityProbable, event.ModalityPossible}, []event.Evidence{event.EvidenceDocumented}
		case 4:
			hedged := h.chance(1, 2)
			f.Hedged = &hedged
		case 5:
			f.Origins = 1 + h.pick(2)
		}
		s := v.newStepper(Reported, f)
		for _, n := range asked.claims {
			c, known := v.Claim(n.id)
			if !known {
				continue
			}
			spans := s.spans(c.c)
			for at := event.Instant(0); at < lastTold+20; at++ {
				then := asked
				then.r = &at
				want := then.passes(n, f)
				if got := slices.ContainsFunc(spans, func(w event.Window) bool { return w.Contains(at) }); got != want {
					t.Fatalf("seed %d, %s at %d: %s passes %s: %t, want %t\n%s", seed, asked, int64(at), short(n.id), said(f), got, want, h)
				}
				if want {
					passed[condition]++
				}
			}
		}
	}
	for condition := range 6 {
		if passed[condition] < 200 {
			t.Errorf("condition %d let %d through: too few to tell", condition, passed[condition])
		}
	}
}

func said(f Filter) string {
	hedged := "any"
	if f.Hedged != nil {
		hedged = fmt.Sprint(*f.Hedged)
	}
	return fmt.Sprintf("places %d sources %d evidence %v modalities %v hedged %s origins %d statuses %v", len(f.Places), len(f.Sources), f.Evidence, f.Modalities, hedged,
		f.Origins, f.Statuses)
}

// passes is the part of a filter that the test draws.
func (v naiveView) passes(c naiveClaim, f Filter) bool {
	status, counts := Current, v.inForce
	if v.stance(c.id) == 0 {
		status, counts = Ended, v.told
	}
	reports := v.reports(c.id, counts)
	asked := f.Statuses
	if asked == nil {
		asked = []Status{Current}
	}
	if c.pos > v.p || v.holds(c.it) == event.HoldsNo || !slices.Contains(asked, status) || len(reports) == 0 {
		return false
	}
	same := func(list []Node, id event.ID) bool {
		return list == nil || slices.ContainsFunc(list, func(n Node) bool { return v.first(n.ID()) == v.first(id) })
	}
	placed := f.Places == nil
	c.it.Roles(func(role event.Role, id event.ID) { placed = placed || role == event.RolePlace && same(f.Places, id) })
	affirming := slices.DeleteFunc(slices.Clone(reports), func(r naiveRecord) bool { return r.denies })
	hedged := len(affirming) > 0 && !slices.ContainsFunc(affirming, func(r naiveRecord) bool { return !r.hedged })
	meets := slices.ContainsFunc(reports, func(r naiveRecord) bool {
		from := f.Sources == nil || slices.ContainsFunc(r.sources, func(id event.ID) bool { return same(f.Sources, id) })
		return from && (f.Evidence == nil || slices.Contains(f.Evidence, r.evidence)) && (f.Modalities == nil || slices.Contains(f.Modalities, max(r.modality, event.ModalityCertain)))
	})
	return placed && meets && (f.Hedged == nil || *f.Hedged == hedged) && (f.Origins == 0 || v.originsOf(reports) >= f.Origins)
}
