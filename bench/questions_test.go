package bench

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"onrecord/event"
	"onrecord/graph"
)

// timed asks a question again and again, of another thing each time, and prints how long half of the answers took at most
// (p50), and 99 of 100 (p99). The first tenth is for warming up.
func timed(t *testing.T, name string, times int, ask func(i int)) (p50 time.Duration) {
	t.Helper()
	for i := range times / 10 {
		ask(i)
	}
	took := make([]time.Duration, times)
	for i := range took {
		begun := time.Now()
		ask(i)
		took[i] = time.Since(begun)
	}
	slices.Sort(took)
	t.Logf("%-52s p50 %10v  p99 %10v", name, took[times/2], took[times*99/100])
	return took[times/2]
}

// cast is some entities of a graph: any of them, and the hundred that take part in the most claims.
type cast struct{ any, busy []event.ID }

func castOf(t *testing.T, g *graph.Graph, entities []event.ID) cast {
	t.Helper()
	v := viewed(t, g, graph.Spec{})
	c, degrees := cast{any: slices.Clone(entities)}, map[event.ID]int{}
	for _, id := range entities {
		degrees[id] = oneHop(v, id, 0)
	}
	slices.SortStableFunc(entities, func(a, b event.ID) int { return degrees[b] - degrees[a] })
	c.busy = entities[:min(100, len(entities))]
	r := rand.New(rand.NewPCG(2, 2))
	r.Shuffle(len(c.any), func(i, j int) { c.any[i], c.any[j] = c.any[j], c.any[i] })
	return c
}

func viewed(tb testing.TB, g *graph.Graph, s graph.Spec) *graph.View {
	v, err := g.View(s)
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

var asserted = graph.Filter{Stances: []graph.Stance{graph.Affirmed, graph.Disputed}}

// oneHop counts the asserted, visible claims that an entity takes part in, up to a limit (0: all).
func oneHop(v *graph.View, id event.ID, limit int) (n int) {
	e, _ := v.Entity(id)
	for c := range e.Claims(asserted) {
		for range c.Roles() {
		}
		if n++; n == limit {
			break
		}
	}
	return n
}

// TestQuestions measures what questions of a graph in memory take: of the events of ICEWS where they are there, and of 460,000
// generated claims of 10,000 entities, a few of which are named by nearly everybody.
func TestQuestions(t *testing.T) {
	asked(t)
	t.Run("icews", func(t *testing.T) {
		events, actors := icews(t)
		g := folded(t, slices.Values(events))
		questions(t, g, castOf(t, g, actors), day(2014, 7, 1))
	})
	t.Run("world", func(t *testing.T) {
		h := world.history(1)
		g := folded(t, h.events(eventsOr(t, 460_000)))
		questions(t, g, castOf(t, g, h.entities), day(2021, 7, 1))
	})
}

func day(year int, month time.Month, day int) *event.Instant {
	return new(event.At(time.Date(year, month, day, 23, 59, 59, 0, time.UTC)))
}

func questions(t *testing.T, g *graph.Graph, c cast, at *event.Instant) {
	then := graph.Spec{ValidAt: at, ReportedAt: at}
	half := g.Head() / 2
	oneOf := func(from []event.ID, i int) event.ID { return from[i%len(from)] }
	for _, who := range []struct {
		name string
		ids  []event.ID
	}{{"any", c.any}, {"busy", c.busy}} {
		timed(t, who.name+": one hop now", 2000, func(i int) { oneHop(viewed(t, g, graph.Spec{}), oneOf(who.ids, i), 0) })
		timed(t, who.name+": one hop as of a date", 2000, func(i int) { oneHop(viewed(t, g, then), oneOf(who.ids, i), 0) })
		timed(t, who.name+": one hop as of half the log", 2000, func(i int) { oneHop(viewed(t, g, graph.Spec{Position: &half}), oneOf(who.ids, i), 0) })
		timed(t, who.name+": newest 50 as of a date", 2000, func(i int) { oneHop(viewed(t, g, then), oneOf(who.ids, i), 50) })
	}
	timed(t, "busy: two hops as of a date", 60, func(i int) {
		v := viewed(t, g, then)
		e, _ := v.Entity(oneOf(c.busy, i))
		for range v.Reach(context.Background(), []graph.Node{graph.Node(e)}, 2, graph.Filter{}) {
		}
	})
	timed(t, "shortest path up to four, as of a date", 60, func(i int) {
		v := viewed(t, g, then)
		from, _ := v.Entity(oneOf(c.busy, i))
		to, _ := v.Entity(oneOf(c.any, i))
		if _, err := v.Paths(context.Background(), graph.Node(from), graph.Node(to), 4, 1, graph.Filter{}); err != nil {
			t.Fatal(err)
		}
	})
	timed(t, "whole graph as of a date, claims", 10, func(int) {
		for range viewed(t, g, then).Claims(asserted) {
		}
	})
	timed(t, "whole graph as of a date, pairs and their claims", 10, func(int) {
		pairs := map[[2]event.ID]int{}
		for c := range viewed(t, g, then).Claims(asserted) {
			var tied []event.ID
			for _, n := range c.Roles() {
				tied = append(tied, n.ID())
			}
			pairs[[2]event.ID(tied)]++
		}
	})
}
