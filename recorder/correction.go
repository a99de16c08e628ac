package recorder

import (
	"fmt"
	"slices"

	"onrecord/event"
)

// CorrectionDraft ends a claim and puts a better one in its place. Without chain and document it is a slip of our own: the
// better claim then takes over the old reports and brings none, or is one that the log holds already (duplicateOf).
type CorrectionDraft struct {
	ID          string          `json:"id,omitempty"`
	EndID       string          `json:"endId,omitempty"`
	Target      string          `json:"target,omitempty"` // a claim
	Of          []string        `json:"of,omitempty"`     // whose reports are ended; absent: the origin of the chain, or everybody's
	Reason      event.EndReason `json:"reason,omitempty"`
	Note        string          `json:"note,omitempty"`
	Chain       []string        `json:"chain,omitempty"` // entities, outlet first, origin last
	Document    string          `json:"document,omitempty"`
	ReportedAt  *WhenDraft      `json:"reportedAt,omitempty"`
	Statement   *StatementDraft `json:"statement,omitempty"`
	Action      *ActionDraft    `json:"action,omitempty"`
	Relation    *RelationDraft  `json:"relation,omitempty"`
	DuplicateOf string          `json:"duplicateOf,omitempty"` // a claim
}

// better is the draft of the better claim.
type better struct {
	field  string
	id     string
	report *ReportDraft
}

// betters lists what a correction names as better; a draft in order has one.
func (d *CorrectionDraft) betters() (all []better) {
	if d.Statement != nil {
		all = append(all, better{"statement", d.Statement.ID, d.Statement.Report})
	}
	if d.Action != nil {
		all = append(all, better{"action", d.Action.ID, d.Action.Report})
	}
	if d.Relation != nil {
		all = append(all, better{"relation", d.Relation.ID, d.Relation.Report})
	}
	if d.DuplicateOf != "" {
		all = append(all, better{field: "duplicateOf"})
	}
	return all
}

func (b *batch) correction(p path, d *CorrectionDraft) {
	id := b.id(p, d.ID)
	named := d.betters()
	if len(named) != 1 {
		fields := make([]string, len(named))
		for i, n := range named {
			fields[i] = n.field
		}
		b.fail(p, event.OneOf, "a correction has exactly one of statement, action, relation and duplicateOf; "+has(fields))
		return
	}
	by := named[0]
	l := leaning{chain: d.Chain, document: d.Document, reportedAt: d.ReportedAt, ends: true}
	if !l.desk() && by.report != nil {
		l.statement, l.at = by.report.Statement, p.to(by.field, "report", "statement")
	}
	origin, statement := b.origin(p, l)
	k := &event.ClaimCorrected{
		Target: b.ref(p.to("target"), d.Target, aClaim), EndID: b.partID(p.to("endId"), d.EndID), DuplicateOf: b.ref(p.to("duplicateOf"), d.DuplicateOf, aClaim),
		End: event.End{Reason: d.Reason, Note: d.Note, Of: b.refs(p.to("of"), d.Of, anEntity), Origin: origin},
	}
	b.mustEnd(p, k.Target, &k.End, d.Of, l)
	b.warnEnded(p.to("target"), k.Target)
	at := p.to(by.field)
	switch {
	case d.Statement != nil:
		k.Statement = b.statement(at, d.Statement)
	case d.Action != nil:
		k.Action = b.action(at, d.Action)
	case d.Relation != nil:
		k.Relation = b.relation(at, d.Relation)
	default:
		b.duplicate(p, d, l.desk())
		b.notInACircle(p.to("duplicateOf"), d.DuplicateOf, k)
	}
	if claim := k.Better(); claim != nil {
		k.ClaimID = b.partID(at.to("id"), by.id)
		setReport(claim, b.correctedReport(at.to("report"), by.report, l.desk(), origin, statement))
	}
	b.add(p, id, k)
	b.introduce(p.to("id"), id, thing{aCorrection, k})
	b.introduce(p.to("endId"), k.EndNamed(id), thing{kind: anEnd})
	if claim := k.Better(); claim != nil {
		b.introduceClaim(at, k.ClaimNamed(id), claim)
	}
	if l.desk() {
		b.takeOver(k.Target, k.ClaimNamed(id), &k.End, k.Better())
	}
	b.end(k.Target, k.EndNamed(id), &k.End, k.ClaimNamed(id))
}

// duplicate checks a correction that names a claim of the log as the better one.
func (b *batch) duplicate(p path, d *CorrectionDraft, desk bool) {
	if !desk {
		b.fail(p.to("duplicateOf"), event.Invalid, "that two claims are one is for the desk to say; leave chain and document out")
	}
	if d.Reason != event.ReasonDuplicate {
		b.fail(p.to("reason"), event.Invalid, fmt.Sprintf("%q does not go with duplicateOf; the reason is DUPLICATE", d.Reason))
	}
}

// notInACircle refuses a duplicate of a claim in whose place the duplicate itself stands: each would be gone for the sake
// of the other. It holds as long as nothing changes about the claims on the way.
func (b *batch) notInACircle(p path, name string, k *event.ClaimCorrected) {
	if k.Target == k.DuplicateOf {
		return // told already
	}
	way := []event.ID{k.Target}
	for n := k.DuplicateOf; !n.IsZero(); n = b.replacement(n) {
		if n == k.Target {
			b.fail(p, event.Invalid, fmt.Sprintf("%.80q was replaced by the claim that is now to be its duplicate, and both would be gone; take that correction back first", name))
		}
		if slices.Contains(way, n) {
			break
		}
		way = append(way, n)
	}
	b.relied = append(b.relied, way...)
}

// correctedReport resolves the report of a better claim. It comes from where the correction comes from, so that both
// halves were told at once.
func (b *batch) correctedReport(p path, d *ReportDraft, desk bool, origin event.Origin, statement event.ID) *event.Report {
	if desk {
		if d != nil {
			b.fail(p, event.Invalid, "a slip of our own takes over the reports of the claim it corrects; leave report out, or say in the correction who tells it")
		}
		return nil
	}
	if d == nil {
		d = &ReportDraft{}
	}
	b.notOfAnother(p, d)
	const shared = "the report comes from where the correction comes from; give this in the correction only"
	if len(d.Chain) > 0 {
		b.fail(p.to("chain"), event.Invalid, shared)
	}
	if d.Document != "" {
		b.fail(p.to("document"), event.Invalid, shared)
	}
	if d.ReportedAt != nil {
		b.fail(p.to("reportedAt"), event.Invalid, shared)
	}
	if d.Stance == event.StanceDenied {
		b.fail(p.to("stance"), event.Invalid, "who brings a better claim affirms it")
	}
	r := b.words(p, d, origin, statement)
	r.ID = b.partID(p.to("id"), d.ID)
	return r
}
