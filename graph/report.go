package graph

import "onrecord/event"

// Report is a report in a view that it is told in.
type Report struct {
	v *View
	r row
}

func (r Report) row() *reportRow { return r.v.t.reports.at(r.r) }

// ID names the report.
func (r Report) ID() event.ID { return r.row().id }

// Claim is what it reports.
func (r Report) Claim() Claim { return Claim{r.v, r.row().claim} }

// Position is where it was recorded.
func (r Report) Position() event.Position { return r.row().position }

// Words is the position whose payload holds its words: its own, but for a report that a desk correction took over from
// the claim it corrected.
func (r Report) Words() event.Position {
	report := r.row()
	for report.copied != 0 {
		report = r.v.t.reports.at(report.copied)
	}
	return report.position
}

// Window is when it was told: possibly from the first microsecond on, certainly from the last.
func (r Report) Window() event.Window { return r.row().window }

// Certain reports whether it certainly was told by the view's reported moment, not only possibly.
func (r Report) Certain() bool { return r.v.reportedBy(r.row().window.Last) }

// InForce reports whether nothing in force ends it.
func (r Report) InForce() bool { return r.v.inForce(r.r) }

// Denies reports whether it denies its claim.
func (r Report) Denies() bool { return r.row().denies }

// Chain is who told it, outlet first, origin last.
func (r Report) Chain() []Entity { return r.v.entities(r.v.t.chain(r.row().provenance)) }

// Document is what it cites.
func (r Report) Document() (Document, bool) {
	return Document{r.v, r.row().document}, r.row().document != 0
}

// Statement is the statement it rests on, as it stands in the view.
func (r Report) Statement() (Claim, bool) {
	c := r.v.t.nodes.at(r.row().statement).claim
	return Claim{r.v, c}, c != 0
}

// Ends lists what is aimed at it and told in the view, in force or not, in log order.
func (r Report) Ends() []End {
	ends := r.v.toldEnds(load(&r.row().ends))
	for _, e := range r.v.toldEnds(load(&r.v.t.claims.at(r.row().claim).ends)) {
		if r.v.of(e.e, r.r) {
			ends = append(ends, e)
		}
	}
	return ends
}

// End is a correction's or a retraction's ending half in a view that it is told in.
type End struct {
	v *View
	e row
}

func (v *View) toldEnds(head row) (ends []End) {
	for _, e := range v.endsAt(head) {
		if v.toldEnd(e) {
			ends = append(ends, End{v, e})
		}
	}
	return ends
}

func (e End) row() *endRow { return e.v.t.ends.at(e.e) }

// ID names the end.
func (e End) ID() event.ID { return e.row().id }

// Target is the id of the claim, report or end that it is aimed at.
func (e End) Target() event.ID { return e.v.t.idOf(e.row().target) }

// Of lists whose reports of a claim it ends; nil: of everybody, or of the one record it is aimed at.
func (e End) Of() []Entity {
	if e.row().of == 0 {
		return nil
	}
	return e.v.entities(e.v.t.sources(e.row().of))
}

// InForce reports whether it takes effect in the view.
func (e End) InForce() bool { return e.v.inForceEnd(e.e) }

// Desk reports whether it is a slip of our own, told by nobody.
func (e End) Desk() bool { return e.row().provenance == 0 }

// Chain is who told it; nil for a desk record.
func (e End) Chain() []Entity { return e.v.entities(e.v.t.chain(e.row().provenance)) }

// Window is when it was told. A desk record has none of its own.
func (e End) Window() event.Window { return e.row().window }

// Position is where it was recorded.
func (e End) Position() event.Position { return e.row().position }

// Words is the position whose payload holds its reason and note: its own, but for an end that a desk correction took over.
func (e End) Words() event.Position {
	end := e.row()
	for end.copied != 0 {
		end = e.v.t.ends.at(end.copied)
	}
	return end.position
}
