package graph

import (
	"fmt"
	"slices"
	"testing"

	"onrecord/event"
)

// Figures are told when a microsecond by microsecond look at the naive fold says so.
func TestFigures(t *testing.T) {
	open, closed, results := 0, 0, 0
	for seed := range uint64(400) {
		h := makeHistory(t, thrown(seed), 60, []option{manyClaims, manyRanges}[seed%2])
		asked := h.asked()
		v, err := h.graph(t).View(asked.spec())
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range slices.Concat(h.entities, h.claims) {
			n, known := v.Node(id)
			if !known {
				continue
			}
			var got []string
			for _, f := range v.Figures(n, "killed") {
				got = append(got, fmt.Sprint(short(f.Report.ID()), f.Amount, f.Stood))
				if closed++; f.Stood.Last == event.Future {
					open, closed = open+1, closed-1
				}
			}
			want := asked.figures(id, "killed", h.now+2)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Fatalf("seed %d, %s: figures of %s: %q, want %q\n%s", seed, asked, short(id), got, want, h)
			}
			if _, is := n.Claim(); is {
				results += len(got)
			}
		}
	}
	if open < 400 || closed < 50 || results < 100 {
		t.Errorf("%d figures stand, %d do not, %d figures are of claims: too few to tell", open, closed, results)
	}
}

// A source that takes its figure back, and then takes that back, tells it twice.
func TestAFigureToldAnew(t *testing.T) {
	h := &history{}
	source := h.people(t, 1)
	told := func(at event.Instant) event.Origin {
		return event.Origin{Chain: source, Window: &event.Window{First: at, Last: at + 2}}
	}
	five := 5.0
	c := h.tell(t, &event.ActionTaken{Category: event.CategoryCasualties, Quantities: []event.Quantity{{Measure: "killed", Value: &five}}, Report: &event.Report{Origin: told(10)}})
	back := h.tell(t, &event.ClaimRetracted{Target: c, End: event.End{Reason: event.ReasonSourceRetracted, Origin: told(20)}})
	h.tell(t, &event.ClaimRetracted{Target: back.Derive("end"), End: event.End{Reason: event.ReasonSourceRetracted, Origin: told(30)}})
	for r, want := range map[event.Instant]string{9: "[]", 21: "[10..]", 31: "[10..21]", 32: "[10..21 32..]"} {
		v, err := h.graph(t).View(Spec{ReportedAt: &r})
		if err != nil {
			t.Fatal(err)
		}
		n, _ := v.Node(c)
		var got []string
		for _, f := range v.Figures(n, "killed") {
			run := fmt.Sprint(int64(f.Stood.First), "..")
			if f.Stood.Last != event.Future {
				run += fmt.Sprint(int64(f.Stood.Last))
			}
			got = append(got, run)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("as reported by %d: %s, want %s", int64(r), got, want)
		}
	}
}

// figures looks at every moment until the last.
func (v naiveView) figures(of event.ID, measure string, last event.Instant) (list []string) {
	until := max(last, lastTold+20)
	if v.r != nil {
		until = *v.r
	}
	for _, c := range v.claims {
		action, is := c.it.(*event.ActionTaken)
		if !is || !v.figureOf(c, of) {
			continue
		}
		for _, r := range v.reports(c.id, func(r naiveRecord) bool { return r.pos <= v.p && !r.denies }) {
			var runs []event.Window
			for at, on := event.Instant(-1), false; at <= until; at++ {
				then := v
				then.r = &at
				is := then.inForce(r)
				if is && !on {
					runs = append(runs, event.Window{First: at, Last: event.Future})
				} else if on && !is {
					runs[len(runs)-1].Last = at - 1
				}
				on = is
			}
			for i, q := range action.Quantities {
				for _, run := range runs {
					if q.Measure == measure {
						list = append(list, fmt.Sprint(short(r.id), i, run))
					}
				}
			}
		}
	}
	return list
}

// figureOf reports whether an action told in the view ties a thing, is it, or is said to be its result.
func (v naiveView) figureOf(c naiveClaim, of event.ID) bool {
	told := func(c naiveClaim) []naiveRecord {
		if c.pos > v.p || v.holds(c.it) == event.HoldsNo {
			return nil
		}
		return v.reports(c.id, v.told)
	}
	if told(c) == nil {
		return false
	}
	same := func(id event.ID) bool { return v.stands(id) == v.stands(of) }
	if same(c.id) || slices.ContainsFunc(c.roles(), same) {
		return true
	}
	return slices.ContainsFunc(v.claims, func(led naiveClaim) bool {
		r, is := led.it.(*event.RelationHeld)
		if !is || r.Relation != event.RelResultedIn || !same(r.Subject) || v.stands(r.Object) != v.stands(c.id) {
			return false
		}
		reports := v.reports(led.id, v.inForce)
		if len(reports) == 0 {
			reports = told(led)
		}
		return told(led) != nil && stanceOf(reports) != Denied
	})
}
