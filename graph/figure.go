package graph

import (
	"cmp"
	"slices"

	"onrecord/event"
)

// Figure is how much of something a source told, while it stood.
type Figure struct {
	Report Report
	Amount int          // which of the quantities of the claim, from 0
	Stood  event.Window // from when on, and until when, the report was in force on the reported clock; Future: it is
}

// Figures lists what was told of a measure of a thing, each report once for every run of the reported clock, up to the view's
// own moment, in which it was in force; the earliest first. Of a thing are the actions that tie it, that it is said to have
// resulted in, and itself. Denials tell no figure, and slips of our own were told by nobody.
func (v *View) Figures(about Node, measure string) []Figure {
	var figures []Figure
	for _, c := range v.measured(about) {
		first, end := v.t.amountsOf(c)
		for a := first; a < end; a++ {
			if is, _ := v.t.measure(v.t.amounts.at(a)); is != measure {
				continue
			}
			for _, r := range v.reportsOf(c) {
				if v.t.report(r).denies() {
					continue
				}
				for _, stood := range v.stood(r) {
					figures = append(figures, Figure{Report{v, r}, int(a - first), stood})
				}
			}
		}
	}
	slices.SortStableFunc(figures, func(a, b Figure) int {
		return cmp.Or(cmp.Compare(a.Stood.First, b.Stood.First), cmp.Compare(a.Report.Position(), b.Report.Position()))
	})
	return figures
}

// measured lists the actions that may have a figure of a thing, told in the view and in force or not, in log order.
func (v *View) measured(about Node) (list []row) {
	told := Filter{Kinds: []event.ClaimKind{event.KindAction}, Statuses: []Status{Current, Ended}}
	led := Filter{Types: []event.RelationType{event.RelResultedIn}, Statuses: told.Statuses, Stances: asserted}
	add := func(c row) {
		if v.passes(c, &told) {
			list = append(list, c)
		}
	}
	thing := v.stands(about.n)
	for n := range v.kin([]Node{about}) {
		if v.stands(n) != thing {
			continue
		}
		if c := v.claimAt(n); c != 0 {
			add(c)
		}
		for c := range v.claimsOf(n) {
			add(c)
			if !v.passes(c, &led) {
				continue
			}
			if ends := v.rolesOf(c); ends[0].node() == n { // the subject comes first
				list = append(list, v.standingFor(ends[1].node(), &told)...)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// standingFor lists the claims that stand for the same as a node, of those that a filter lets through.
func (v *View) standingFor(n row, f *Filter) (list []row) {
	c := v.claimAt(n)
	if c == 0 {
		return nil
	}
	for _, linked := range (Claim{v, c}).History() {
		if v.stands(linked.row().node) == v.stands(n) && v.passes(linked.c, f) {
			list = append(list, linked.c)
		}
	}
	return list
}

// stood lists the runs of the reported clock in which a report is in force, up to the view's own moment. The last run is
// without an end where the report still is.
func (v *View) stood(r row) (runs []event.Window) {
	on := false
	for _, moment := range v.moments(v.t.claimOf(r), Reported, v.accordingTo != nil) {
		if !v.reportedBy(moment) {
			break
		}
		is := v.at(Reported, moment).inForce(r)
		if is && !on {
			runs = append(runs, event.Window{First: moment, Last: event.Future})
		} else if on && !is {
			runs[len(runs)-1].Last = moment - 1
		}
		on = is
	}
	return runs
}
