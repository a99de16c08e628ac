package graph

import (
	"slices"
	"testing"

	"onrecord/event"
)

// A claim that is drawn shows at a moment exactly when the moment is in all its spans; one that is not drawn never does.
// What shows is what the filter lets through in the view of that moment.
func TestSpansOfThePicture(t *testing.T) {
	lifts := [][]Axis{nil, {Valid}, {Reported}, {Recorded}, {Valid, Reported}, {Valid, Recorded}}
	shown, hidden, ended := 0, 0, 0
	for seed := range uint64(300) {
		h := makeHistory(t, thrown(seed), 40)
		g := h.graph(t)
		for _, lift := range lifts {
			asked := h.wholeAppends(h.asked())
			v, err := g.View(asked.spec())
			if err != nil {
				t.Fatal(err)
			}
			filter := h.filter(asked, v)
			if slices.Contains(lift, Valid) {
				filter.Holds = nil // the spans say it
			}
			drawn := map[event.ID]Spans{}
			for _, e := range draw(t, v, Draw{Lift: lift, Filter: filter}).Edges {
				drawn[e.Claim.ID()] = e.Spans
				if c, _ := asked.known(e.Claim.ID()); !slices.Contains(wanted(filter), e.Stance) ||
					asked.lets(c, filter) && (e.Status != asked.stance(c.id).status() || e.Status == Current && e.Stance != asked.stance(c.id)) {
					t.Fatalf("seed %d: %s of %s, filter %+v: an edge is %s and %s", seed, short(e.Claim.ID()), asked, filter, e.Stance, e.Status)
				}
			}
			for range 12 {
				moments := map[Axis]event.Instant{}
				at := asked
				free := lift
				if lift == nil { // the spans of one axis say what would show if that clock alone were moved
					free = []Axis{one(h, []Axis{Valid, Reported, Recorded}[min(1, len(filter.Holds)):])}
				}
				for _, axis := range []Axis{Valid, Reported, Recorded} {
					moments[axis] = h.nowOn(asked, axis)
					if slices.Contains(free, axis) {
						moments[axis] = h.moment(axis)
						at = h.at(at, axis, moments[axis])
					}
				}
				for _, c := range asked.claims {
					roles := 0
					c.it.Roles(func(event.Role, event.ID) { roles++ })
					spans, is := drawn[c.id]
					if roles == 0 || !is && lift == nil {
						continue // it has no edges, or the view does not show it
					}
					in := is && (len(filter.Holds) > 0 || moments[Valid] == event.Future || !spans.Valid.Dated || spans.Valid.Outer.Contains(moments[Valid])) &&
						inside(moments[Reported], spans.Reported) && inside(moments[Recorded], spans.Recorded)
					want := at.lets(c, filter)
					if in != want {
						t.Fatalf("seed %d, lift %v of %s, filter %+v: at %s %s shows=%t, its spans %+v (drawn %t) say %t\n%s", seed, lift, asked, filter, at, short(c.id), want, spans, is, in, h)
					}
					switch {
					case want && at.stance(c.id) == 0:
						ended++
					case want:
						shown++
					default:
						hidden++
					}
				}
			}
		}
	}
	t.Logf("%d shown, %d of them ended, %d hidden", shown+ended, ended, hidden)
	if shown < 5000 || ended < 1000 || hidden < 5000 {
		t.Errorf("%d shown, %d ended and %d hidden are too few to tell", shown, ended, hidden)
	}
}

// filter is one for a picture; two in three have no condition of a kind.
func (h *history) filter(asked naiveView, v *View) (f Filter) {
	if h.chance(1, 3) {
		f.Statuses = one(h, [][]Status{{Ended}, {Current, Ended}})
	}
	if h.chance(1, 3) {
		f.Stances = one(h, [][]Stance{{Denied}, {Affirmed}, {Affirmed, Denied, Disputed}})
	}
	if h.chance(1, 3) && asked.v != nil {
		f.Holds = one(h, [][]event.Holds{{event.HoldsNo}, {event.HoldsYes, event.HoldsUndated}})
	}
	if n, known := v.Node(one(h, h.entities)); known && h.chance(1, 3) {
		f.Sources = []Node{n}
	}
	if n, known := v.Node(one(h, asked.tiedThings())); known && h.chance(1, 3) {
		f.Involving = []Node{n}
	}
	return f
}

// wanted is the stances that a picture draws.
func wanted(f Filter) []Stance {
	if len(f.Stances) == 0 {
		return asserted
	}
	return f.Stances
}

// lets reports whether a filter lets a claim into a picture of the view.
func (v naiveView) lets(c naiveClaim, f Filter) bool {
	counts, holds, ties := v.inForce, v.holds(c.it), len(f.Involving) == 0
	if v.stance(c.id) == 0 {
		counts = v.told
	}
	for _, n := range f.Involving {
		c.it.Roles(func(_ event.Role, id event.ID) { ties = ties || v.stands(id) == v.stands(n.ID()) })
	}
	told := v.reports(c.id, counts)
	stance := stanceOf(told)
	sourced := len(f.Sources) == 0 || slices.ContainsFunc(told, func(r naiveRecord) bool {
		return slices.ContainsFunc(r.sources, func(id event.ID) bool { return v.first(id) == v.first(f.Sources[0].ID()) })
	})
	switch {
	case c.pos > v.p || len(told) == 0 || !ties || !sourced:
		return false
	case len(f.Holds) > 0 && !slices.Contains(f.Holds, holds) || len(f.Holds) == 0 && holds == event.HoldsNo:
		return false
	case len(f.Statuses) > 0 && !slices.Contains(f.Statuses, v.stance(c.id).status()) || len(f.Statuses) == 0 && v.stance(c.id) == 0:
		return false
	}
	return slices.Contains(wanted(f), stance)
}
