package graph

import (
	"slices"

	"onrecord/event"
)

// This file is what the as-of rule says of an end that is aimed at a range of positions: it is one end, and aimed at every
// report and every end that is recorded there, copies included.

// isRange reports whether an end is aimed at a range of positions.
func (at target) isRange() bool { return at.stretch != 0 }

// covers reports whether an end of a range of positions is aimed at a report or an end. A copy of such an end, made by a
// desk correction, is aimed at the copies that the same correction made of what the old one is aimed at.
func (t *tables) covers(e row, at target) bool {
	end := t.ends.at(e)
	position, copied := t.recorded(at)
	if end.copied == 0 {
		stretch := t.stretch(end)
		return stretch.From <= position && position <= stretch.To
	}
	return position == event.Position(end.position) && copied != target{} && t.covers(end.copied, copied)
}

// recorded is where a report or an end was recorded, and of a copy what it was copied from.
func (t *tables) recorded(at target) (position event.Position, copied target) {
	if at.report != 0 {
		return event.Position(t.recordedIn(at.report)), target{report: t.aside(t.report(at.report)).copied}
	}
	e := t.ends.at(at.end)
	return event.Position(e.position), target{end: e.copied}
}

// rangesAt lists the ends of ranges, recorded by the view's position, that are aimed at a report or an end, oldest first.
func (v *View) rangesAt(at target) (ends []row) {
	for e := v.t.ranges; e != 0; e = v.t.ends.at(e).older {
		if v.t.ends.at(e).position <= v.position && v.t.covers(e, at) {
			ends = append(ends, e)
		}
	}
	slices.Reverse(ends)
	return ends
}

// anyRange reports whether an end of a range that counts is aimed at a report or an end.
func (v *View) anyRange(at target, counts func(end row) bool) bool {
	for e := v.t.ranges; e != 0; e = v.t.ends.at(e).older {
		if v.t.ends.at(e).position <= v.position && v.t.covers(e, at) && counts(e) {
			return true
		}
	}
	return false
}

// rangesInForce is the ends of ranges that are in force. They may cover each other in many ways, so each is decided once,
// the latest first: what bears on it comes after it.
func (v *View) rangesInForce() map[row]bool {
	v.rangesOnce.Do(func() {
		v.ranges = map[row]bool{}
		var inForce func(e row) bool
		inForce = func(e row) bool {
			if v.t.ends.at(e).target.isRange() {
				return v.ranges[e]
			}
			return v.toldEnd(e) && !v.endedEnd(e, inForce)
		}
		for e := v.t.ranges; e != 0; e = v.t.ends.at(e).older {
			if v.toldEnd(e) && !v.endedEnd(e, inForce) {
				v.ranges[e] = true
			}
		}
	})
	return v.ranges
}
