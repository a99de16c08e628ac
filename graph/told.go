package graph

import (
	"slices"

	"onrecord/event"
)

// This file is the as-of rule. Everything that a view shows is decided here.

// told reports whether a record was recorded by the view's position, and has one of its sources.
func (v *View) told(position position, provenance row) bool {
	return position <= v.position && v.matches(provenance)
}

// toldReport reports whether a report is told in the view: it begins when it possibly was told, the first microsecond of its
// window.
func (v *View) toldReport(r row) bool {
	report := v.t.report(r)
	return v.told(v.t.recordedIn(r), report.provenance) && v.begun(report.window)
}

// toldEnd reports whether an end is told in the view: it takes effect when it certainly was told, the last microsecond of its
// window. A desk record is told by nobody, and from when it is recorded.
func (v *View) toldEnd(e row) bool {
	end := v.t.ends.at(e)
	if end.provenance == 0 {
		return end.position <= v.position
	}
	return v.told(end.position, end.provenance) && v.over(end.window)
}

// begun reports whether the first microsecond of a window is there by the reported moment, over whether the last is.
func (v *View) begun(w row) bool { return v.reportedAt == nil || v.reportedBy(v.t.windows.at(w).First) }

func (v *View) over(w row) bool { return v.reportedAt == nil || v.reportedBy(v.t.windows.at(w).Last) }

func (v *View) reportedBy(moment event.Instant) bool {
	return v.reportedAt == nil || moment <= *v.reportedAt
}

// matches reports whether a provenance has one of the view's sources.
func (v *View) matches(provenance row) bool {
	return v.viewpoint == nil || v.viewpoint.has(provenance)
}

// inForce reports whether a report is told, and no end in force is aimed at it.
func (v *View) inForce(r row) bool { return v.toldReport(r) && !v.ended(r, v.inForceEnd) }

// inForceEnd is inForce for an end. Ends are recorded after what they are aimed at, so this comes to an end.
func (v *View) inForceEnd(e row) bool {
	if v.t.ends.at(e).target.isRange() {
		return v.rangesInForce()[e]
	}
	return v.toldEnd(e) && !v.endedEnd(e, v.inForceEnd)
}

// inForceOfDesk reports whether an end is a desk record in force.
func (v *View) inForceOfDesk(e row) bool { return v.t.ends.at(e).provenance == 0 && v.inForceEnd(e) }

// endedEnd reports whether an end that counts is aimed at an end.
func (v *View) endedEnd(e row, counts func(end row) bool) bool {
	return v.anyOf(load(&v.t.ends.at(e).ends), counts) || v.anyRange(target{end: e}, counts)
}

// ended reports whether an end that counts is aimed at a report: at it, at its claim and of one of its sources, or at
// where it is recorded.
func (v *View) ended(r row, counts func(end row) bool) bool {
	return v.anyOf(load(&v.t.report(r).ends), counts) ||
		v.anyOf(v.t.endsOf(v.t.claimOf(r)), func(e row) bool { return v.of(e, r) && counts(e) }) ||
		v.anyRange(target{report: r}, counts)
}

// of reports whether an end aimed at a claim is aimed at this report of it.
func (v *View) of(e, r row) bool { return v.t.of(v.t.ends.at(e).of, r) }

// of reports whether a report has one of the sources of an end of its claim; 0 is everybody.
func (t *tables) of(of, r row) bool {
	return of == 0 || intersect(t.sources(of), t.sources(t.report(r).provenance))
}

// anyOf reports whether an end of a list, recorded by the view's position, counts.
func (v *View) anyOf(head row, counts func(end row) bool) bool {
	for e := head; e != 0; e = v.t.ends.at(e).older {
		if v.t.ends.at(e).position <= v.position && counts(e) {
			return true
		}
	}
	return false
}

// endsAt lists the ends of a list that are recorded by the view's position, oldest first.
func (v *View) endsAt(head row) (ends []row) {
	for e := head; e != 0; e = v.t.ends.at(e).older {
		if v.t.ends.at(e).position <= v.position {
			ends = append(ends, e)
		}
	}
	slices.Reverse(ends)
	return ends
}

// reportsOf lists the reports of a claim that are recorded by the view's position, oldest first.
func (v *View) reportsOf(c row) (reports []row) {
	add := func(r row) bool {
		if v.t.recordedIn(r) <= v.position {
			reports = append(reports, r)
		}
		return false
	}
	v.t.anyReport(c, false, add)
	v.t.anyReport(c, true, add)
	slices.Sort(reports)
	return reports
}

// anyReport reports whether one of the reports of a claim that affirm it, or one of those that deny it, counts; the latest
// is asked first.
func (t *tables) anyReport(c row, denies bool, counts func(report row) bool) bool {
	list := load(&t.fate(c).affirmed)
	if denies {
		list = load(&t.fate(c).denied)
	}
	found := false
	if list&later != 0 {
		found, list = counts(list), 0
	}
	t.tellings.newest(list, func(x *telling) bool {
		found = counts(x.report)
		return !found
	})
	return found || t.claims.at(c).first.is(denies) && counts(c)
}

// stance is what the reports in force come to; 0 when there is none.
func (v *View) stance(c row) Stance {
	claim := v.t.claims.at(c)
	fate := load(&claim.fate)
	if (fate == 0 || fate&calm != 0) && v.t.ranges == 0 {
		return v.onlyStance(claim)
	}
	switch fate &^= calm; {
	case v.isSealed(fate):
		return 0
	case v.unended(v.t.fates.at(fate)):
		return comesTo(v.anyTold(c, false), v.anyTold(c, true))
	}
	return v.stanceOf(c, v.inForce)
}

// stanceOf is what the reports of a claim that count come to.
func (v *View) stanceOf(c row, counts func(report row) bool) Stance {
	return comesTo(v.t.anyReport(c, false, counts), v.t.anyReport(c, true, counts))
}

// comesTo is the stance of a claim that somebody affirms, or denies, or both.
func comesTo(affirmed, denied bool) Stance {
	switch {
	case affirmed && denied:
		return Disputed
	case affirmed:
		return Affirmed
	case denied:
		return Denied
	}
	return 0
}

// holds says whether a claim's date meets the view's valid moment; 0 when the view has none.
func (v *View) holds(c row) event.Holds {
	if v.validAt == nil {
		return 0
	}
	return v.t.times.at(v.t.claims.at(c).times).holds(*v.validAt)
}

// visible reports whether a claim is recorded, has a report in force, and meets the valid moment.
func (v *View) visible(c row) bool {
	return v.t.claims.at(c).position <= v.position && v.holds(c) != event.HoldsNo && v.stance(c) != 0
}

// intersect reports whether two short lists have a member in common.
func intersect(a, b []row) bool {
	for _, x := range a {
		if slices.Contains(b, x) {
			return true
		}
	}
	return false
}
