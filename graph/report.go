package graph

import (
	"slices"

	"onrecord/event"
)

// Report is a report in a view that it is told in.
type Report struct {
	v *View
	r row
}

func (r Report) row() *reportRow { return r.v.t.report(r.r) }

// ID names the report.
func (r Report) ID() event.ID { return r.v.t.reportID(r.r) }

// Claim is what it reports.
func (r Report) Claim() Claim { return Claim{r.v, r.v.t.claimOf(r.r)} }

// Position is where it was recorded.
func (r Report) Position() event.Position { return event.Position(r.v.t.recordedIn(r.r)) }

// Words is the position whose payload holds its words: its own, but for a report that a desk correction took over from
// the claim it corrected.
func (r Report) Words() event.Position {
	t, from := r.v.t, r.r
	for copied := t.aside(r.row()).copied; copied != 0; copied = t.aside(t.report(from)).copied {
		from = copied
	}
	return event.Position(t.recordedIn(from))
}

// Window is when it was told: possibly from the first microsecond on, certainly from the last.
func (r Report) Window() event.Window { return r.v.t.window(r.row().window) }

// Certain reports whether it certainly was told by the view's reported moment, not only possibly.
func (r Report) Certain() bool { return r.v.over(r.row().window) }

// InForce reports whether nothing in force ends it.
func (r Report) InForce() bool { return r.v.inForce(r.r) }

// Denies reports whether it denies its claim.
func (r Report) Denies() bool { return r.row().denies() }

// Evidence is what it leans on itself; 0 when that is not said.
func (r Report) Evidence() event.Evidence { return event.Evidence(r.v.t.aside(r.row()).evidence) }

// Modality is how sure its source is.
func (r Report) Modality() event.Modality {
	return max(event.Modality(r.v.t.aside(r.row()).modality), event.ModalityCertain)
}

// Chain is who told it, outlet first, origin last.
func (r Report) Chain() []Entity { return r.v.entities(r.v.t.chain(r.row().provenance)) }

// Sources lists the ids of who tells it, as recorded: its chain, the document's publisher, the speaker and who is spoken
// for. An end of its claim is aimed at it where it names one of them.
func (r Report) Sources() []event.ID { return r.v.t.ids(r.v.t.sources(r.row().provenance)) }

// Document is what it cites.
func (r Report) Document() (Document, bool) {
	return Document{r.v, r.row().document}, r.row().document != 0
}

// Statement is the statement it rests on, as it stands in the view.
func (r Report) Statement() (Claim, bool) {
	c := r.v.claimAt(r.v.t.aside(r.row()).statement)
	return Claim{r.v, c}, c != 0
}

// Ends lists what is aimed at it and told in the view, in force or not, in log order.
func (r Report) Ends() []End {
	ends := r.own()
	for _, e := range r.v.toldEnds(r.v.t.endsOf(r.v.t.claimOf(r.r))) {
		if r.v.of(e.e, r.r) {
			ends = append(ends, e)
		}
	}
	slices.SortFunc(ends, func(a, b End) int { return compare(a.e, b.e) })
	return ends
}

// own lists the ends told that are aimed at the report itself, or at where it is recorded.
func (r Report) own() []End {
	ends := r.v.toldEnds(load(&r.row().ends))
	at := target{report: r.r}
	for _, e := range r.v.rangesAt(at) {
		if r.v.toldEnd(e) {
			ends = append(ends, End{r.v, e, at})
		}
	}
	return ends
}
