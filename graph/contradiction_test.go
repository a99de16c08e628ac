package graph

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"onrecord/event"
)

// Contradictions are those that every two claims are looked at for.
func TestContradictions(t *testing.T) {
	var kinds [4]int
	larger := 0
	for seed := range uint64(300) {
		h := makeHistory(t, thrown(seed), 160, manyClaims)
		asked := h.asked()
		v, err := h.graph(t).View(asked.spec())
		if err != nil {
			t.Fatal(err)
		}
		f := Filter{}
		if h.chance(1, 3) {
			f.Kinds = []event.ClaimKind{event.KindAction}
		}
		found, err := v.Contradictions(context.Background(), f)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		before := row(0)
		for _, k := range found {
			kinds[k.Kind]++
			larger += max(0, len(k.Claims)-2)
			of := ""
			if k.Kind == Disjoint {
				of = short(k.Of.ID())
			}
			got = append(got, fmt.Sprint(k.Kind, sorted(claimsIn(k.Claims)), sorted(claimsIn(k.Relations)), of, k.Measure, "/", k.Unit))
			if k.Claims[0].c < before {
				t.Errorf("seed %d: %s is out of order", seed, got)
			}
			before = k.Claims[0].c
		}
		want := asked.contradictions(func(c naiveClaim) bool { return f.Kinds == nil || c.it.ClaimKind() == event.KindAction })
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d, %s:\n%q, want\n%q\n%s", seed, asked, got, want, h)
		}
	}
	if kinds[Disagreeing] < 100 || kinds[Contradicted] < 50 || kinds[Disjoint] < 10 || larger < 5 {
		t.Errorf("%v, of which claims after the second %d: too few to tell", kinds, larger)
	}
}

func claimsIn(list []Claim) (ids []event.ID) {
	for _, c := range list {
		ids = append(ids, c.ID())
	}
	return ids
}

// contradictions looks at every pair of what a view shows.
func (v naiveView) contradictions(passes func(naiveClaim) bool) (list []string) {
	say := func(d ContradictionKind, claims, relations []event.ID, of string, count string) {
		if slices.ContainsFunc(claims, func(id event.ID) bool { c, _ := v.known(id); return passes(c) }) {
			list = append(list, fmt.Sprint(d, sorted(claims), sorted(relations), of, count))
		}
	}
	for _, c := range v.claims {
		if v.visible(c) && v.stance(c.id) == Disputed {
			say(Disagreeing, []event.ID{c.id}, nil, "", "/")
		}
	}
	var left []naiveClaim // relations CONTRADICTS between visible claims
	for _, c := range v.related(event.RelContradicts) {
		ends := v.standing(c.roles()...)
		a, isA := v.known(ends[0])
		b, isB := v.known(ends[1])
		if isA && isB && a.id != b.id && v.visible(a) && v.visible(b) {
			left = append(left, c)
		}
	}
	for len(left) > 0 {
		group, relations := v.standing(left[0].roles()...), []event.ID{left[0].id}
		left = left[1:]
		for grown := true; grown; {
			grown = false
			for i, c := range left {
				if ends := v.standing(c.roles()...); overlap(ends, group) {
					for _, id := range ends {
						if !slices.Contains(group, id) {
							group = append(group, id)
						}
					}
					relations, left, grown = append(relations, c.id), slices.Delete(left, i, i+1), true
					break
				}
			}
		}
		say(Contradicted, group, relations, "", "/")
	}
	for of, figures := range v.results() {
		var group []event.ID
		for id, a := range figures {
			for other, b := range figures {
				if id != other && (a[1] < b[0] || b[1] < a[0]) && !slices.Contains(group, id) {
					group = append(group, id)
				}
			}
		}
		if len(group) > 0 {
			say(Disjoint, group, nil, short(of.thing), of.measure+"/"+of.unit)
		}
	}
	return list
}

// related are the asserted, visible relations of a type.
func (v naiveView) related(as event.RelationType) (list []naiveClaim) {
	for _, c := range v.claims {
		if r, is := c.it.(*event.RelationHeld); is && r.Relation == as && v.visible(c) && v.stance(c.id) != Denied {
			list = append(list, c)
		}
	}
	return list
}

type counted struct {
	thing         event.ID
	measure, unit string
}

// results are how many at least and at most each action that a thing resulted in counts, by thing and by what is counted.
func (v naiveView) results() map[counted]map[event.ID][2]float64 {
	all := map[counted]map[event.ID][2]float64{}
	for _, led := range v.related(event.RelResultedIn) {
		ends := v.standing(led.roles()...)
		c, known := v.known(ends[1])
		action, is := c.it.(*event.ActionTaken)
		if !known || !is || !v.visible(c) || v.stance(c.id) == Denied {
			continue
		}
		for _, q := range action.Quantities {
			low, high := math.Inf(-1), math.Inf(1)
			switch {
			case q.Value != nil:
				low, high = *q.Value, *q.Value
			case q.Min != nil && q.Max != nil:
				low, high = *q.Min, *q.Max
			case q.Min != nil:
				low = *q.Min
			case q.Max != nil:
				high = *q.Max
			}
			of := counted{ends[0], q.Measure, q.Unit}
			if all[of] == nil {
				all[of] = map[event.ID][2]float64{}
			}
			if before, is := all[of][c.id]; is {
				low, high = min(low, before[0]), max(high, before[1])
			}
			all[of][c.id] = [2]float64{low, high}
		}
	}
	return all
}
