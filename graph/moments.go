package graph

import (
	"slices"

	"onrecord/event"
)

// Axis is one of the three clocks.
type Axis uint8

// The clocks: of the world, of the sources, of the log.
const (
	Valid Axis = iota + 1
	Reported
	Recorded
)

func (a Axis) String() string { return [...]string{"", "VALID", "REPORTED", "RECORDED"}[a] }

// at is the view with its clock of an axis set to a moment. Past asks for the time before every change.
func (v *View) at(axis Axis, moment event.Instant) *View {
	switch axis {
	case Valid:
		return v.withValidAt(&moment)
	case Reported:
		return v.withReportedAt(&moment)
	}
	return v.withPosition(v.t.positionAt(moment))
}

// moments lists when what a claim shows may change along an axis, in order: the first microseconds of the new state.
// Between two of them nothing changes. Those at which somebody is judged the same as another, or not, are among them when
// identity counts.
func (v *View) moments(c row, axis Axis, identity bool) []event.Instant {
	set := map[event.Instant]bool{}
	add := func(i event.Instant) {
		if i.Bounded() {
			set[i] = true
		}
	}
	switch axis {
	case Valid:
		t := v.t.timesOf(c)
		for _, w := range []event.Window{t.Outer, t.Inner} {
			if t.Dated && (w == t.Outer || t.Sure) {
				add(w.First)
				add(after(w.Last))
			}
		}
	case Reported:
		v.records(c, func(position position, at event.Instant) {
			if position <= v.position {
				add(at)
			}
		})
	case Recorded:
		v.records(c, func(position position, _ event.Instant) { add(v.t.recordedAt(event.Position(position))) })
		add(v.t.recordedAt(event.Position(v.t.claims.at(c).position)))
	}
	if axis != Valid && identity {
		for j := row(1); j < v.t.judgements.len(); j++ {
			if judged := v.t.judgements.at(j); axis == Recorded {
				add(v.t.recordedAt(event.Position(judged.position)))
			} else if judged.position <= v.position && judged.provenance != 0 {
				add(v.t.window(judged.window).First)
			}
		}
	}
	sorted := make([]event.Instant, 0, len(set))
	for i := range set {
		sorted = append(sorted, i)
	}
	slices.Sort(sorted)
	return sorted
}

// records calls visit for every report of a claim and every end that may bear on it, with when it takes effect on the
// reported clock; for a report once more, with when it certainly is told.
func (v *View) records(c row, visit func(position position, at event.Instant)) {
	seen := map[row]bool{} // ends of ranges, which may bear on many records
	var ends func(head row)
	var ranges func(at target)
	bears := func(e row) {
		end := v.t.ends.at(e)
		begins := v.t.window(end.window).Last
		if end.provenance == 0 {
			begins = event.Past
		}
		visit(end.position, begins)
		ends(load(&end.ends))
		ranges(target{end: e})
	}
	ends = func(head row) {
		for e := head; e != 0; e = v.t.ends.at(e).older {
			bears(e)
		}
	}
	ranges = func(at target) {
		for e := v.t.ranges; e != 0; e = v.t.ends.at(e).older {
			if !seen[e] && v.t.covers(e, at) {
				seen[e] = true
				bears(e)
			}
		}
	}
	ends(v.t.endsOf(c))
	each := func(r row) bool {
		report := v.t.report(r)
		window := v.t.window(report.window)
		visit(v.t.recordedIn(r), window.First)
		visit(v.t.recordedIn(r), window.Last)
		ends(load(&report.ends))
		ranges(target{report: r})
		return false
	}
	v.t.anyReport(c, false, each)
	v.t.anyReport(c, true, each)
}

// after is the microsecond after i; no limit stays no limit.
func after(i event.Instant) event.Instant {
	if !i.Bounded() {
		return i
	}
	return i + 1
}
