package graph

import (
	"context"
	"slices"

	"onrecord/event"
)

// Bucket is how many claims begin in a unit of time.
type Bucket struct {
	From   event.Instant // the start of the unit
	Claims int
}

// Histogram counts the claims that a filter lets through by when they begin on an axis: by the first moment at which they may
// have happened or held, at which a report of them in force (of what has ended, one told) may have been told, or at which they
// were recorded. Start is the start of the unit of time that a moment lies in; units in which none begins are left out. None
// is how many begin at no known moment: undated, or since ever. It stops early with the context's error.
func (v *View) Histogram(ctx context.Context, axis Axis, start func(event.Instant) event.Instant, f Filter) (buckets []Bucket, none int, err error) {
	counts := map[event.Instant]int{}
	for c := range v.Claims(f) {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		if begins := v.begins(c.c, axis); begins.Bounded() {
			counts[start(begins)]++
		} else {
			none++
		}
	}
	for from, n := range counts {
		buckets = append(buckets, Bucket{from, n})
	}
	slices.SortFunc(buckets, func(a, b Bucket) int { return compare(a.From, b.From) })
	return buckets, none, nil
}

// begins is when a claim begins on an axis; Past or Future when that is not known.
func (v *View) begins(c row, axis Axis) event.Instant {
	switch axis {
	case Valid:
		return v.t.timesOf(c).Outer.First
	case Recorded:
		return v.t.recordedAt(event.Position(v.t.claims.at(c).position))
	}
	first, counts := event.Future, v.counting(v.stance(c).status())
	earlier := func(r row) bool {
		if counts(r) {
			first = min(first, v.t.window(v.t.report(r).window).First)
		}
		return false
	}
	v.t.anyReport(c, false, earlier)
	v.t.anyReport(c, true, earlier)
	return first
}

// Facet is how many claims have a word in common.
type Facet struct {
	Word   string
	Claims int
}

// Facets counts the claims that a filter lets through by what a filter can choose them by. Each list begins with the most.
type Facets struct {
	Claims   int // all of them
	Kinds    []Facet
	Words    []Facet // acts, categories and relation types
	Stances  []Facet
	Statuses []Facet
	Holds    []Facet // only under a valid moment
}

// Facets counts the claims that a filter lets through. It stops early with the context's error.
func (v *View) Facets(ctx context.Context, f Filter) (Facets, error) {
	var all int
	var counts [5]map[string]int
	for i := range counts {
		counts[i] = map[string]int{}
	}
	for c := range v.Claims(f) {
		if err := ctx.Err(); err != nil {
			return Facets{}, err
		}
		all++
		stance := c.Stance()
		for i, word := range []string{c.Kind().String(), c.Word(), stance.String(), stance.status().String(), c.Holds().String()} {
			if word != "" {
				counts[i][word]++
			}
		}
	}
	return Facets{all, facets(counts[0]), facets(counts[1]), facets(counts[2]), facets(counts[3]), facets(counts[4])}, nil
}

func facets(counts map[string]int) (list []Facet) {
	for word, n := range counts {
		list = append(list, Facet{word, n})
	}
	slices.SortFunc(list, func(a, b Facet) int {
		if a.Claims != b.Claims {
			return b.Claims - a.Claims
		}
		if a.Word < b.Word {
			return -1
		}
		return 1
	})
	return list
}
