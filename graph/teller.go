package graph

// This file finds the reports of a claim by whom they cite. A claim that is all over the news has thousands of reports, and a
// view by one source asks for the few of them that cite it.
//
// Invariant: a further report in a chunk of at least tellersFrom is in the index under its claim, stance and provenance, or a
// later one is from which the rows' same leads to it. The shorter chunks of a list are walked.

// tellersFrom is how long the chunks of a list are from which on its reports are indexed.
const tellersFrom = 32

func hashTold(c row, denies bool, provenance row) uint32 {
	how := uint64(c) << 1
	if denies {
		how |= 1
	}
	return hashRows(how, []row{provenance})
}

func (t *tables) hashTeller(r row) uint32 {
	return hashTold(t.claimOf(r), t.report(r).denies(), t.report(r).provenance)
}

// teller is the latest indexed report of a claim with a stance and a provenance; 0 when there is none.
func (t *tables) teller(c row, denies bool, provenance row) row {
	return t.names.tellers.find(hashTold(c, denies, provenance), t.tells(c, denies, provenance))
}

func (t *tables) tells(c row, denies bool, provenance row) func(row) bool {
	return func(r row) bool {
		report := t.report(r)
		return t.claimOf(r) == c && report.provenance == provenance && report.denies() == denies
	}
}

// addTeller enters a further report.
func (t *tables) addTeller(r row) {
	c, report := t.claimOf(r), t.report(r)
	t.further.at(r &^ later).same = t.teller(c, report.denies(), report.provenance)
	t.names.tellers.put(t.hashTeller(r), r, t.tells(c, report.denies(), report.provenance))
}

// indexTellers enters all further reports of a state that was read, where the latest of the same is not entered yet.
func (t *tables) indexTellers() {
	for f := row(1); f < t.fates.len(); f++ {
		for _, list := range []row{t.fates.at(f).affirmed, t.fates.at(f).denied} {
			if list&later != 0 {
				continue
			}
			for list != 0 && t.tellings.chunks.at(list).fits >= tellersFrom {
				var tellings []telling
				tellings, list = t.tellings.chunk(list)
				for i := len(tellings) - 1; i >= 0; i-- {
					r := tellings[i].report
					if c, report := t.claimOf(r), t.report(r); t.teller(c, report.denies(), report.provenance) == 0 {
						t.names.tellers.put(t.hashTeller(r), r, never)
					}
				}
			}
		}
	}
}

// anyTeller reports whether an indexed report of a claim, by the viewpoint, is told in the view.
func (v *View) anyTeller(c row, denies bool) bool {
	for _, p := range v.viewpoint.list {
		for r := v.t.teller(c, denies, p); r != 0; r = v.t.further.at(r &^ later).same {
			if v.toldReport(r) {
				return true
			}
		}
	}
	return false
}
