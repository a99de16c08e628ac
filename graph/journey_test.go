package graph

import (
	"context"
	"slices"
	"testing"

	"onrecord/event"
)

// journey finds the number of claims of a shortest journey, and when it arrives, by trying all; false when there is none.
func (v naiveView) journey(from, goal event.ID, longest int) (hops int, at event.Instant, found bool) {
	type stop struct {
		id event.ID
		at event.Instant
	}
	stops := []stop{{from, event.Past}}
	for hops = 1; hops <= longest; hops++ {
		var next []stop
		for _, s := range stops {
			for _, c := range v.claims {
				times := c.it.Times()
				span := times.Outer
				if c.it.ClaimKind() != event.KindRelation && times.Sure {
					span.Last = times.Inner.First
				}
				ties, when := v.tied(c), max(s.at, span.First)
				if !times.Dated || !slices.Contains(ties, s.id) || when > span.Last {
					continue
				}
				for _, to := range ties {
					if reached := (stop{to, when}); to != s.id && !slices.Contains(next, reached) {
						next = append(next, reached)
					}
				}
			}
		}
		at = event.Future
		for _, s := range next {
			if s.id == goal {
				found, at = true, min(at, s.at)
			}
		}
		if found {
			return hops, at, true
		}
		stops = next
	}
	return 0, 0, false
}

// A journey is as short, and arrives as early, as can be, and no claim on it precedes the one before.
func TestJourneys(t *testing.T) {
	found, long := 0, 0
	for seed := range uint64(1200) {
		h := makeHistory(t, thrown(seed), 40)
		asked, v := h.view(t)
		a, known := v.Node(one(h, h.entities))
		b, too := v.Node(one(h, asked.tiedThings()))
		ends := asked.standing(a.idOr(), b.idOr())
		if !known || !too || ends[0] == ends[1] {
			continue
		}
		longest := h.pick(5)
		path, ok, err := v.Journey(context.Background(), a, b, longest, Filter{})
		if err != nil {
			t.Fatal(err)
		}
		hops, arrival, want := asked.journey(ends[0], ends[1], longest)
		if ok != want || ok && len(path.Claims) != hops {
			t.Fatalf("seed %d, %s: from %s to %s in %d: %t %d, want %t %d\n%s", seed, asked, short(a.ID()), short(b.ID()), longest, ok, len(path.Claims), want, hops, h)
		}
		at := event.Past
		for i, c := range path.Claims {
			if at, ok = v.arrives(c.c, at); !ok || !slices.Contains(v.tied(c.c, nil), path.Nodes[i].n) || !slices.Contains(v.tied(c.c, nil), path.Nodes[i+1].n) {
				t.Fatalf("seed %d, %s: claim %d of the journey precedes the one before, or does not tie", seed, asked, i)
			}
		}
		if found++; ok && at != arrival {
			t.Fatalf("seed %d, %s: it arrives at %s, want %s\n%s", seed, asked, at, arrival, h)
		}
		if len(path.Claims) > 1 {
			long++
		}
	}
	if found < 100 || long < 15 {
		t.Errorf("%d journeys, %d of them longer than one claim, are too few to tell", found, long)
	}
}

// idOr is the id of a node; zero of none.
func (n Node) idOr() event.ID {
	if n.v == nil {
		return event.ID{}
	}
	return n.ID()
}
