package graph

import (
	"iter"

	"onrecord/event"
)

// This file is what search asks of a view about what it found.

// DescribedAt is the position of the description that counts; 0 of a stub.
func (e Entity) DescribedAt() event.Position {
	if d := e.v.describedBy(e.n); d != 0 {
		return event.Position(e.v.t.descriptions.at(d).position)
	}
	return 0
}

// Visible reports whether the document is in the view: captured, possibly published by its reported moment, and published
// by one of its sources.
func (d Document) Visible() bool {
	return !d.Erased() && d.v.begun(d.row().window) && (d.v.accordingTo == nil || d.v.chosen(d.row().publisher))
}

// Tellings yields the report by an id, and the copies of it that desk corrections made, as far as they are recorded by the
// view's position.
func (v *View) Tellings(report event.ID) iter.Seq[Report] {
	return func(yield func(Report) bool) {
		if r, ok := v.t.row(report, aReport); ok && v.t.knows(r) && v.t.recordedIn(r) <= v.position {
			v.tellings(r, yield)
		}
	}
}

// tellings yields a report and its copies, which are reports of the claims that took the place of its own.
func (v *View) tellings(r row, yield func(Report) bool) bool {
	if !yield(Report{v, r}) {
		return false
	}
	for _, e := range v.endsAt(v.t.endsOf(v.t.claimOf(r))) {
		k := v.t.ends.at(e).correction
		if k == 0 {
			continue
		}
		for _, other := range v.reportsOf(v.t.corrections.at(k).better) {
			if v.t.aside(v.t.report(other)).copied == r && !v.tellings(other, yield) {
				return false
			}
		}
	}
	return true
}

// Counts reports whether its claim stands on it in the view: it is in force, or the claim has ended and it is told.
func (r Report) Counts() bool {
	if r.Claim().Status() == Ended {
		return r.v.toldReport(r.r)
	}
	return r.InForce()
}
