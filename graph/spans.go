package graph

import (
	"slices"

	"onrecord/event"
)

// Spans says when something shows: at a moment that is in a span of every axis. A clock that another one was lifted
// instead of does not limit: its span is unbounded.
type Spans struct {
	Valid    event.Times
	Reported []event.Window
	Recorded []event.Window
}

// hull covers both spans on every axis.
func hull(a, b Spans) Spans {
	h := Spans{Valid: event.Times{Dated: a.Valid.Dated && b.Valid.Dated, Outer: cover(a.Valid.Outer, b.Valid.Outer)}}
	switch {
	case a.Valid.Sure && b.Valid.Sure:
		h.Valid.Sure, h.Valid.Inner = true, cover(a.Valid.Inner, b.Valid.Inner)
	case a.Valid.Sure:
		h.Valid.Sure, h.Valid.Inner = true, a.Valid.Inner
	case b.Valid.Sure:
		h.Valid.Sure, h.Valid.Inner = true, b.Valid.Inner
	}
	h.Reported, h.Recorded = union(a.Reported, b.Reported), union(a.Recorded, b.Recorded)
	return h
}

func cover(a, b event.Window) event.Window {
	return event.Window{First: min(a.First, b.First), Last: max(a.Last, b.Last)}
}

// union merges two ordered lists of spans.
func union(a, b []event.Window) (merged []event.Window) {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y event.Window) int { return compare(x.First, y.First) })
	for _, w := range all {
		if n := len(merged); n > 0 && (merged[n-1].Last == event.Future || w.First <= merged[n-1].Last+1) {
			merged[n-1].Last = max(merged[n-1].Last, w.Last)
		} else {
			merged = append(merged, w)
		}
	}
	return merged
}
