package graph

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"

	"onrecord/event"

	"pgregory.net/rapid"
)

// drawn makes the choices of a history from a rapid test, so that it shrinks.
func drawn(t *rapid.T) func(n int) int {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
}

// thrown makes them by a seed: less can be shrunk, more is reached.
func thrown(seed uint64) func(n int) int { return rand.New(rand.NewPCG(seed, 1)).IntN }

// The graph answers every view of every history as the naive fold does.
func TestRule(t *testing.T) {
	seen := tally{}
	check := func(t tester, pick func(n int) int, how ...option) {
		h := makeHistory(t, pick, 28, how...)
		seen.history(h)
		g := h.graph(t)
		for range 12 {
			asked := h.asked()
			if diff := differ(t, g, asked); diff != "" {
				t.Fatalf("%s\n%s%s", asked, diff, h)
			}
			seen.view(h, asked)
		}
	}
	rapid.Check(t, func(t *rapid.T) { check(t, drawn(t)) })
	for seed := range uint64(400) {
		check(t, thrown(seed))
	}
	for seed := range uint64(200) {
		check(t, thrown(5000+seed), manyRanges)
	}
	seen.require(t, map[string]int{
		"a correction of a better claim":            150,
		"a duplicate":                               40,
		"a copied report":                           250,
		"a copied end":                              50,
		"a sourced end on a copied report":          20,
		"an end of an end":                          500,
		"an end of an end of an end":                80,
		"a retraction of a correction":              100,
		"a retraction of positions":                 400,
		"a copied end of positions":                 20,
		"a desk correction that spares a report":    30,
		"a corrected claim that still stands":       200,
		"an end of several reports that spares one": 100,
		"an erased event":                           100,
		"a view in which an end is not in force":    1500,
		"a disputed claim":                          400,
		"a denied claim":                            800,
		"an ended claim":                            2000,
		"a claim hidden by the valid clock":         500,
		"R at the first microsecond of a report":    150,
		"R at the last microsecond of an end":       60,
		"S widened by identity shows more":          200,
		"a sourced judgement not told under S or R": 700,
		"fewer origins than last members":           150,
	})
}

// differ asks a graph for a view and says how it differs from the naive one; nothing when it does not.
func differ(t tester, g *Graph, asked naiveView) string {
	v, err := g.View(asked.spec())
	if err != nil {
		t.Fatalf("%s: %v", asked, err)
	}
	return differView(v, asked)
}

func differView(v *View, asked naiveView) string {
	var diff strings.Builder
	say := func(what string, id event.ID, got, want any) {
		if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
			fmt.Fprintf(&diff, "%s of %s is %s, the rule says %s\n", what, short(id), g, w)
		}
	}
	var ended, visible []event.ID
	for c := range v.Claims(Filter{Statuses: []Status{Ended}, Holds: []event.Holds{event.HoldsYes, event.HoldsMaybe, event.HoldsUndated, event.HoldsNo}}) {
		ended = append(ended, c.ID())
	}
	for c := range v.Claims(Filter{}) {
		visible = append(visible, c.ID())
	}
	for _, n := range asked.claims {
		c, known := v.Claim(n.id)
		say("recorded", n.id, known, n.pos <= asked.p)
		if !known {
			continue
		}
		var told, inForce, ends []event.ID
		for _, r := range c.Reports() {
			if told = append(told, r.ID()); r.InForce() {
				inForce = append(inForce, r.ID())
			}
		}
		for _, e := range c.Ends() {
			ends = append(ends, e.ID())
		}
		toldHere := asked.reports(n.id, asked.told)
		say("visible", n.id, c.Visible(), asked.visible(n))
		say("listed", n.id, slices.Contains(visible, n.id), asked.visible(n))
		say("holds", n.id, c.Holds(), asked.holds(n.it))
		say("stance", n.id, c.Stance(), asked.stance(n.id))
		say("reports told", n.id, sorted(told), sorted(ids(toldHere)))
		say("reports in force", n.id, sorted(inForce), sorted(ids(asked.reports(n.id, asked.inForce))))
		say("told but ended", n.id, slices.Contains(ended, n.id), len(toldHere) > 0 && asked.stance(n.id) == 0)
		say("ends", n.id, sorted(ends), sorted(ids(asked.endsAt(n.id))))
		say("current", n.id, short(c.Current().ID()), short(asked.stands(n.id)))
		source := asked.entities[int(n.pos)%len(asked.entities)].id // any of them
		var covering []event.ID
		for _, e := range v.EndsCovering(n.id, []event.ID{source}) {
			covering = append(covering, e.ID())
		}
		say("ends that cover a new report", n.id, sorted(covering), sorted(ids(asked.covering(n.id, source))))
		say("origins", n.id, c.IndependentOrigins(), asked.origins(n.id))
	}
	want := asked.entitiesInView()
	var entities []event.ID
	for e := range v.Entities() {
		entities = append(entities, e.ID())
	}
	say("entities", event.ID{}, sorted(entities), sorted(slices.Collect(maps.Keys(want))))
	for _, described := range asked.entities {
		if described.pos > asked.p {
			continue
		}
		e, known := v.Entity(described.id)
		if !known {
			fmt.Fprintf(&diff, "entity %s is not known\n", short(described.id))
			continue
		}
		var cluster []event.ID
		for _, same := range e.Cluster() {
			cluster = append(cluster, same.ID())
		}
		say("cluster", described.id, sorted(cluster), sorted(asked.same([]event.ID{described.id})))
		say("first of the cluster", described.id, short(e.First().ID()), short(asked.first(described.id)))
		say("in view", described.id, e.Visible(), want[asked.first(described.id)])
	}
	return diff.String()
}

// endsAt are the ends told that are aimed at a claim or at a report of it.
func (v naiveView) endsAt(claim event.ID) (list []naiveRecord) {
	at := ids(v.reports(claim, func(naiveRecord) bool { return true }))
	for _, e := range v.records {
		if e.end && v.told(e) && (e.target == claim || slices.Contains(at, e.target)) {
			list = append(list, e)
		}
	}
	return list
}

// covering are the ends in force that would end a new report of a claim.
func (v naiveView) covering(claim, source event.ID) (list []naiveRecord) {
	for _, e := range v.records {
		if aimed(e, naiveRecord{target: claim, sources: []event.ID{source}}) && v.inForce(e) {
			list = append(list, e)
		}
	}
	return list
}

func ids(records []naiveRecord) (list []event.ID) {
	for _, r := range records {
		list = append(list, r.id)
	}
	return list
}

// sorted is a set of ids for people, in an order of its own.
func sorted(list []event.ID) []string {
	names := make([]string, len(list))
	for i, id := range list {
		names[i] = short(id)
	}
	sort.Strings(names)
	return names
}

// String writes the history for whoever has to find out what went wrong.
func (h *history) String() string {
	var s strings.Builder
	for i, r := range h.records {
		fmt.Fprintf(&s, "%3d at %d %s", r.Position, r.RecordedAt, r.Type)
		if p := h.events[i].Payload; p != nil {
			fmt.Fprintf(&s, " %+v", p)
		} else {
			s.WriteString(" (erased)")
		}
		s.WriteByte('\n')
	}
	for _, r := range h.naive.records {
		fmt.Fprintf(&s, "    %s at %s, position %d, end=%t chain=%v sources=%v of=%v window=%v denies=%t\n", short(r.id), short(r.target), r.pos, r.end,
			sorted(r.chain), sorted(r.sources), sorted(r.of), r.window, r.denies)
	}
	return s.String()
}
