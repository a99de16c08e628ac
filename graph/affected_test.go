package graph

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"onrecord/event"
)

// What a claim affects is what is reached from it, over what names it and what rests on it, in as few steps as can be.
func TestAffected(t *testing.T) {
	far, reported, ended := 0, 0, 0
	for seed := range uint64(300) {
		h := makeHistory(t, thrown(seed), 80, manyClaims)
		asked := h.asked()
		v, err := h.graph(t).View(asked.spec())
		if err != nil {
			t.Fatal(err)
		}
		f := Filter{}
		passes := asked.visible
		if h.chance(1, 3) {
			f.Statuses = []Status{Ended}
			passes = func(c naiveClaim) bool {
				return c.pos <= asked.p && asked.holds(c.it) != event.HoldsNo && asked.stance(c.id) == 0 && len(asked.reports(c.id, asked.told)) > 0
			}
		}
		for _, id := range h.claims {
			c, known := v.Claim(id)
			if !known {
				continue
			}
			list, err := c.Affects(context.Background(), f)
			if err != nil {
				t.Fatal(err)
			}
			got := map[event.ID]int{}
			last := 0
			for _, a := range list {
				if by := asked.restsOn(a.Claim.ID(), a.Through.ID()); by != a.Reported && asked.names(a.Claim.ID(), a.Through.ID()) == a.Reported {
					t.Fatalf("seed %d, %s: %s rests on %s, reported %t\n%s", seed, asked, short(a.Claim.ID()), short(a.Through.ID()), a.Reported, h)
				}
				if a.Distance < last || a.Distance != got[a.Through.ID()]+1 {
					t.Fatalf("seed %d: %s of distance %d after %d, through one of %d", seed, short(a.Claim.ID()), a.Distance, last, got[a.Through.ID()])
				}
				last = a.Distance
				got[a.Claim.ID()] = a.Distance
				if far += min(1, a.Distance-1); a.Reported {
					reported++
				}
				ended += len(f.Statuses)
			}
			if want := asked.affected(id, passes); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("seed %d, %s: affected by %s: %v, want %v\n%s", seed, asked, short(id), got, want, h)
			}
		}
	}
	if far < 100 || reported < 200 || ended < 50 {
		t.Errorf("%d far away, %d by reports, %d ended: too few to tell", far, reported, ended)
	}
}

// names reports whether a claim ties another.
func (v naiveView) names(claim, other event.ID) bool {
	c, _ := v.known(claim)
	return slices.Contains(c.roles(), other)
}

// restsOn reports whether a report of a claim that counts rests on a statement.
func (v naiveView) restsOn(claim, statement event.ID) bool {
	counts := v.inForce
	if v.stance(claim) == 0 {
		counts = v.told
	}
	return slices.ContainsFunc(v.reports(claim, counts), func(r naiveRecord) bool { return r.statement == statement })
}

// affected is what is reached, with in how many steps.
func (v naiveView) affected(from event.ID, passes func(naiveClaim) bool) map[event.ID]int {
	reached := map[event.ID]int{}
	for step := 1; ; step++ {
		var next []event.ID
		for _, c := range v.claims {
			if _, is := reached[c.id]; is || c.id == from || !passes(c) {
				continue
			}
			for _, through := range v.claims {
				at, is := reached[through.id]
				if (is && at == step-1 || step == 1 && through.id == from) && (v.names(c.id, through.id) || v.restsOn(c.id, through.id)) {
					next = append(next, c.id)
					break
				}
			}
		}
		if len(next) == 0 {
			return reached
		}
		for _, id := range next {
			reached[id] = step
		}
	}
}
