package bench

import (
	"iter"
	"testing"

	"onrecord/event"
	"onrecord/graph"
)

// TestHub measures what the entity that half of a million claims tie takes.
func TestHub(t *testing.T) {
	asked(t)
	m := world
	m.hub = 0.5
	m.shares = shares{actions: 100}
	h := m.history(1)
	g := folded(t, h.events(eventsOr(t, 1_000_000)+m.entities))
	at := day(2021, 7, 1)
	then := graph.Spec{ValidAt: at, ReportedAt: at}
	t.Logf("the hub takes part in %d claims", oneHop(viewed(t, g, graph.Spec{}), h.entities[0], 0))
	for _, asked := range []struct {
		name string
		spec graph.Spec
	}{{"now", graph.Spec{}}, {"as of a date", then}} {
		timed(t, "hub, newest 50, "+asked.name, 1000, func(int) { oneHop(viewed(t, g, asked.spec), h.entities[0], 50) })
		timed(t, "hub, all, "+asked.name, 20, func(int) { oneHop(viewed(t, g, asked.spec), h.entities[0], 0) })
	}
}

// TestCorrectedFiveTimes compares one hop before and after every claim of the events of ICEWS has been corrected five times.
func TestCorrectedFiveTimes(t *testing.T) {
	asked(t)
	events, actors := icews(t)
	h := newHistory(2) // for its ids
	corrected := func(times int) iter.Seq[event.Event] {
		return func(yield func(event.Event) bool) {
			var stand []event.Event
			for _, e := range events {
				if _, is := e.Payload.(*event.ActionTaken); is {
					stand = append(stand, e)
				}
				if !yield(e) {
					return
				}
			}
			for range times {
				for i, old := range stand {
					better := *old.Payload.(*event.ActionTaken)
					better.Report = nil
					k := event.Event{ID: h.id(), Payload: &event.ClaimCorrected{Target: old.ID, ClaimID: h.id(), Action: &better, End: event.End{Reason: event.ReasonEntryError}}}
					stand[i] = event.Event{ID: k.Payload.(*event.ClaimCorrected).ClaimID, Payload: &better}
					if !yield(k) {
						return
					}
				}
			}
		}
	}
	at := day(2014, 7, 1)
	for _, times := range []int{0, 5} {
		g := folded(t, corrected(times))
		c := castOf(t, g, actors)
		name := map[int]string{0: "never corrected", 5: "each corrected five times"}[times]
		for _, spec := range []graph.Spec{{}, {ValidAt: at, ReportedAt: at}} {
			when := "now"
			if spec.ValidAt != nil {
				when = "as of a date"
			}
			timed(t, name+": any, "+when, 2000, func(i int) { oneHop(viewed(t, g, spec), c.any[i%len(c.any)], 0) })
			timed(t, name+": busy, "+when, 1000, func(i int) { oneHop(viewed(t, g, spec), c.busy[i%len(c.busy)], 0) })
		}
	}
}

// TestManyReports compares a claim with 40,000 reports with one that has one, as seen in a view.
func TestManyReports(t *testing.T) {
	asked(t)
	h := world.history(1)
	var events []event.Event
	for range world.entities {
		events = append(events, h.next())
	}
	one, many := h.claimed(h.id(), h.action()), h.claimed(h.id(), h.action())
	events = append(events, one, many)
	for range 40_000 {
		events = append(events, event.Event{ID: h.id(), Payload: &event.ClaimReported{Claim: many.ID, Report: *h.report()}})
	}
	g := folded(t, func(yield func(event.Event) bool) {
		for _, e := range events {
			if !yield(e) {
				return
			}
		}
	})
	at, told := day(2021, 12, 31), day(2021, 1, 2)
	for _, asked := range []struct {
		name string
		spec graph.Spec
	}{{"now", graph.Spec{}}, {"as of a date", graph.Spec{ValidAt: at, ReportedAt: at}}, {"as of an early date", graph.Spec{ValidAt: at, ReportedAt: told}},
		{"according to somebody", graph.Spec{AccordingTo: []event.ID{h.entities[len(h.entities)-1]}}}} {
		for _, c := range []struct {
			name string
			id   event.ID
		}{{"one report", one.ID}, {"40,000 reports", many.ID}} {
			v := viewed(t, g, asked.spec)
			timed(t, c.name+", "+asked.name, 1000, func(int) {
				claim, _ := v.Claim(c.id)
				claim.Stance()
			})
		}
	}
}
