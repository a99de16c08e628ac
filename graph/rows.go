package graph

import "onrecord/event"

// This file reads rows.

// roleRow says which node plays a role in a claim: the node, and above it the role.
type roleRow uint32

// mostNodes is how many nodes there may be.
const mostNodes = 1 << roleShift

const roleShift = 28

func newRole(role event.Role, node row) roleRow { return roleRow(role)<<roleShift | roleRow(node) }

func (r roleRow) role() event.Role { return event.Role(r >> roleShift) }
func (r roleRow) node() row        { return row(r) & (mostNodes - 1) }

// The marks of a report, above the row of what few have.
const (
	denying    = 1 << 31
	hedging    = 1 << 30
	sourceless = 1 << 29 // hedges and names nobody: dropped from origins while anything else counts
	given      = 1 << 28 // there is such a report
	marks      = denying | hedging | sourceless | given
)

// report is the row of a report.
func (t *tables) report(r row) *reportRow {
	if r&later != 0 {
		return &t.further.at(r &^ later).reportRow
	}
	return &t.claims.at(r).first
}

// knows reports whether a report is one of the state.
func (t *tables) knows(r row) bool {
	if r&later != 0 {
		return r&^later < t.further.len()
	}
	return r < t.claims.len()
}

// claimOf is what a report reports.
func (t *tables) claimOf(r row) row {
	if r&later != 0 {
		return t.further.at(r &^ later).claim
	}
	return r
}

// recordedIn is the position of a report.
func (t *tables) recordedIn(r row) position {
	if r&later != 0 {
		return t.further.at(r &^ later).position
	}
	return t.claims.at(r).position
}

// is reports whether there is a report, and it denies its claim, or affirms it.
func (r *reportRow) is(denies bool) bool { return r.aside&given != 0 && r.denies() == denies }

func (r *reportRow) denies() bool     { return r.aside&denying != 0 }
func (r *reportRow) hedged() bool     { return r.aside&hedging != 0 }
func (r *reportRow) sourceless() bool { return r.aside&sourceless != 0 }

// eachReport calls visit with every report.
func (t *tables) eachReport(visit func(r row)) {
	for c := row(1); c < t.claims.len(); c++ {
		if t.claims.at(c).first.aside&given != 0 {
			visit(c)
		}
	}
	for r := row(1); r < t.further.len(); r++ {
		visit(later | r)
	}
}

// aside is what few reports have; of others it is empty.
func (t *tables) aside(r *reportRow) *asideRow { return t.asides.at(r.aside &^ marks) }

// reportID is the id of a report.
func (t *tables) reportID(r row) event.ID {
	if r&later != 0 {
		return t.further.at(r &^ later).id
	}
	if id := t.aside(t.report(r)).id; !id.IsZero() {
		return id
	}
	return (&event.Report{}).Named(t.claimID(r))
}

// claimID is the id of a claim.
func (t *tables) claimID(c row) event.ID { return t.nodes.at(t.claims.at(c).node).id }

// fate is what became of a claim; of most it is empty.
func (t *tables) fate(c row) *fateRow { return t.fates.at(load(&t.claims.at(c).fate) &^ calm) }

// endsOf is the latest end aimed at a claim.
func (t *tables) endsOf(c row) row { return load(&t.fate(c).ends) }

// window is the run of time with a row.
func (t *tables) window(w row) event.Window { return *t.windows.at(w) }

// timesOf are the bounds in which a claim holds.
func (t *tables) timesOf(c row) event.Times {
	r := t.times.at(t.claims.at(c).times)
	return event.Times{Outer: r.outer, Inner: r.inner, Sure: r.marks&sure != 0, Dated: r.marks&dated != 0}
}

// The marks of times.
const (
	sure  = 1
	dated = 2
)

// holds is what [event.Times.Holds] says of the row.
func (r *timesRow) holds(at event.Instant) event.Holds {
	switch {
	case r.marks&dated == 0:
		return event.HoldsUndated
	case r.marks&sure != 0 && r.inner.Contains(at):
		return event.HoldsYes
	case r.outer.Contains(at):
		return event.HoldsMaybe
	}
	return event.HoldsNo
}

func newTimes(t event.Times) timesRow {
	r := timesRow{outer: t.Outer, inner: t.Inner}
	if t.Sure {
		r.marks |= sure
	}
	if t.Dated {
		r.marks |= dated
	}
	return r
}

// entity is what there is to say of a node as an entity; of most it is empty.
func (t *tables) entity(n row) *entityRow {
	is := load(&t.nodes.at(n).is)
	if is&asEntity == 0 {
		is = 0
	}
	return t.entities.at(is &^ asEntity)
}

// claimed is the claim that a node is; 0 of an entity. It may be one that was recorded after the state.
func (t *tables) claimed(n row) row {
	is := load(&t.nodes.at(n).is)
	if is&asEntity != 0 {
		return load(&t.entities.at(is &^ asEntity).claim)
	}
	return is
}

// stretch is the range of positions that an end is aimed at.
func (t *tables) stretch(e *endRow) event.Positions { return *t.stretches.at(e.target.stretch) }

// text is a part of the texts.
func (t *tables) text(at row, size int) string { return string(t.texts.run(at, size)) }

// cited is the provenance of whom a report cites, without the speakers of its claim.
func (t *tables) cited(r *reportRow) row {
	switch cited := t.provenances.at(r.provenance).cited; cited {
	case 0:
		return r.provenance
	case nobody:
		return 0
	default:
		return cited
	}
}

// nobody stands for provenance 0 where 0 has another meaning.
const nobody = ^row(0)

// ids are the ids of nodes.
func (t *tables) ids(nodes []row) []event.ID {
	ids := make([]event.ID, len(nodes))
	for i, n := range nodes {
		ids[i] = t.nodes.at(n).id
	}
	return ids
}
