package graph

import "sort"

// This file is the as-of rule for claims that nothing was ever aimed at, which nearly all are: a report of such a claim that
// is told is in force. It says the same as told.go, in fewer looks at memory.

// onlyStance is the stance of a claim that has one report, and nothing else.
func (v *View) onlyStance(claim *claimRow) Stance {
	r := &claim.first
	switch {
	case r.aside&given == 0 || !v.told(claim.position, r.provenance) || !v.begun(r.window):
		return 0
	case r.denies():
		return Denied
	}
	return Affirmed
}

// unended reports whether no end was ever aimed at a claim or a report of it, given its fate.
func (v *View) unended(fate *fateRow) bool {
	if v.t.ranges != 0 {
		return false
	}
	return load(&fate.ends) == 0 && load(&fate.touched) == 0
}

// anyTold reports whether a report that affirms a claim, or one that denies it, is told in the view.
func (v *View) anyTold(c row, denies bool) bool {
	if v.t.claims.at(c).first.is(denies) && v.toldReport(c) {
		return true
	}
	fate := v.t.fate(c)
	list := load(&fate.affirmed)
	if denies {
		list = load(&fate.denied)
	}
	if list&later != 0 {
		return v.toldReport(list)
	}
	return v.anyToldOf(c, denies, list)
}

// anyToldOf reports whether a report of a list of a claim is told in the view. Those recorded by the view's position are the first of
// the list, and so are those of which none begins early enough: both are found by halving, a chunk at a time.
func (v *View) anyToldOf(c row, denies bool, list row) bool {
	byTeller := v.viewpoint != nil && len(v.viewpoint.list) < v.t.tellings.size(list)
	if byTeller && v.anyTeller(c, denies) {
		return true
	}
	for list != 0 {
		if byTeller && v.t.tellings.chunks.at(list).fits >= tellersFrom {
			list = v.t.tellings.chunks.at(list).older
			continue
		}
		var tellings []telling
		tellings, list = v.t.tellings.chunk(list)
		known := sort.Search(len(tellings), func(i int) bool { return v.t.recordedIn(tellings[i].report) > v.position })
		begun := 0
		if v.reportedAt != nil {
			begun = sort.Search(known, func(i int) bool { return v.begun(tellings[i].first) })
		}
		if begun == known {
			continue
		}
		if v.viewpoint == nil {
			return true
		}
		for ; begun < known; begun++ {
			if v.toldReport(tellings[begun].report) {
				return true
			}
		}
	}
	return false
}
