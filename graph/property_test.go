package graph

import (
	"slices"
	"sync"
	"testing"

	"onrecord/event"
)

// prefix is the naive fold of the events up to a position.
func (h *history) prefix(p event.Position) *naive {
	n := newNaive()
	for i, e := range h.events[:p] {
		if e.Payload != nil {
			n.fold(h.records[i].Position, h.records[i].RecordedAt, e.ID, e.Payload)
		}
	}
	return n
}

// What is recorded later changes no view of before: neither one held since, nor one asked for anew, nor one that is read
// while more is applied.
func TestLaterEventsChangeNoEarlierView(t *testing.T) {
	for seed := range uint64(15) {
		h := makeHistory(t, thrown(seed), 500)
		half := event.Position(40)
		g := New()
		if err := g.Load(h.log(1, half)); err != nil {
			t.Fatal(err)
		}
		before := h.prefix(half)
		type pair struct {
			held  *View
			asked naiveView
		}
		var pairs []pair
		for range 20 {
			asked := h.asked()
			asked.naive, asked.p = before, min(asked.p, half)
			v, err := g.View(asked.spec())
			if err != nil {
				t.Fatal(err)
			}
			pairs = append(pairs, pair{v, asked})
		}
		applied := make(chan struct{})
		var readers sync.WaitGroup
		for _, p := range pairs[:4] { // these are first looked at while more comes
			readers.Go(func() {
				for done := false; !done; {
					select {
					case <-applied:
						done = true
					default:
					}
					if diff := differ(t, g, p.asked) + differView(p.held, p.asked); diff != "" {
						t.Errorf("seed %d, while more is applied, %s\n%s", seed, p.asked, diff)
						return
					}
				}
			})
		}
		if err := g.Load(h.log(half+1, h.head())); err != nil {
			t.Fatal(err)
		}
		close(applied)
		readers.Wait()
		for _, p := range pairs {
			if diff := differView(p.held, p.asked); diff != "" {
				t.Fatalf("seed %d, held %s\n%s", seed, p.asked, diff)
			}
			if diff := differ(t, g, p.asked); diff != "" {
				t.Fatalf("seed %d, asked anew %s\n%s", seed, p.asked, diff)
			}
		}
	}
}

// Half an append is never seen, and what is published is seen at once.
func TestPublishesWholeAppends(t *testing.T) {
	h := makeHistory(t, thrown(1), 200)
	g := New()
	for i, r := range h.records {
		if err := g.Apply(r); err != nil {
			t.Fatal(err)
		}
		seen := g.Head()
		if seen > 0 && h.records[seen-1].RecordedAt == h.records[seen].RecordedAt {
			t.Fatalf("after position %d readers see position %d, in the middle of an append", i+1, seen)
		}
	}
	changed := g.Changed()
	g.Publish()
	<-changed
	if g.Head() != h.head() {
		t.Fatalf("head is %d after publishing %d", g.Head(), h.head())
	}
	if err := g.Apply(h.records[0]); err == nil {
		t.Fatal("a position twice was accepted")
	}
	if _, err := g.View(Spec{Position: new(h.head() + 1)}); err == nil {
		t.Fatal("a view ahead of the log was given")
	}
}

// wholeAppends moves a view to the end of the append that it stands in: the recorded clock knows no moment between.
func (h *history) wholeAppends(v naiveView) naiveView {
	for v.p > 0 && int(v.p) < len(h.records) && h.records[v.p].RecordedAt == h.records[v.p-1].RecordedAt {
		v.p++
	}
	return v
}

// at is a naive view with the clock of an axis set to a moment.
func (h *history) at(v naiveView, axis Axis, moment event.Instant) naiveView {
	switch axis {
	case Valid:
		v.v = &moment
	case Reported:
		v.r = &moment
	case Recorded:
		v.p = 0
		for _, r := range h.records {
			if r.RecordedAt <= moment {
				v.p = r.Position
			}
		}
	}
	return v
}

// moment is one at which something may change on an axis, or just before or after.
func (h *history) moment(axis Axis) event.Instant {
	if axis == Valid {
		return one(h, h.bounds()) + event.Instant(h.pick(3)-1)
	}
	return event.Instant(h.pick(lastTold+16) - 1)
}

// nowOn is the moment of a view on an axis.
func (h *history) nowOn(v naiveView, axis Axis) event.Instant {
	switch {
	case axis == Reported && v.r != nil:
		return *v.r
	case axis == Recorded && v.p > 0:
		return h.records[v.p-1].RecordedAt
	case axis == Recorded:
		return event.Past
	case axis == Valid && v.v != nil:
		return *v.v
	}
	return event.Future
}

func inside(moment event.Instant, spans []event.Window) bool {
	return slices.ContainsFunc(spans, func(w event.Window) bool { return w.Contains(moment) })
}
