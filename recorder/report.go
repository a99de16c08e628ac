package recorder

import (
	"fmt"
	"strconv"

	"onrecord/event"
)

// ReportDraft is one source's telling of a claim, or its denial. Inside a claim it is the first report; standing alone it
// is one more, of the claim named. Without chain, document and statement the desk itself vouches.
type ReportDraft struct {
	ID         string             `json:"id,omitempty"`
	Claim      string             `json:"claim,omitempty"`      // only when it stands alone
	ReportedAt *WhenDraft         `json:"reportedAt,omitempty"` // absent: the document's date, else when it is recorded
	Chain      []string           `json:"chain,omitempty"`      // entities, outlet first, origin last
	Document   string             `json:"document,omitempty"`
	Excerpts   []ExcerptDraft     `json:"excerpts,omitempty"`
	Cue        string             `json:"cue,omitempty"` // the hedge as written: "reportedly"
	Evidence   event.Evidence     `json:"evidence,omitempty"`
	Modality   event.Modality     `json:"modality,omitempty"`  // absent: CERTAIN
	Stance     event.ReportStance `json:"stance,omitempty"`    // absent: AFFIRMED
	Statement  string             `json:"statement,omitempty"` // the statement it rests on; its speaker then ends the chain
}

// ExcerptDraft is where a document says it.
type ExcerptDraft struct {
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty"` // in Unicode code points of the document's text
	End    *int   `json:"end,omitempty"`   // exclusive
}

// report records one more report of a claim. One id names the event and the report.
func (b *batch) report(p path, d *ReportDraft) {
	id := b.id(p, d.ID)
	claim := b.ref(p.to("claim"), d.Claim, aClaim)
	told := b.telling(p, d)
	told.ID = id
	b.add(p, id, &event.ClaimReported{Claim: claim, Report: *told})
	b.introduce(p.to("id"), id, thing{kind: aReport})
	b.warnCovered(p, claim, told)
	reported, _ := b.payload(claim).(event.Claim) // nil: it was erased
	b.tell(claim, told.Sources(reported))
}

// firstReport resolves the report that comes with a claim.
func (b *batch) firstReport(p path, d *ReportDraft) *event.Report {
	if d == nil {
		b.fail(p, event.Required, "say where the claim comes from: a chain, a document or a statement; {} when the desk itself vouches for it")
		return nil
	}
	b.notOfAnother(p, d)
	told := b.telling(p, d)
	told.ID = b.partID(p.to("id"), d.ID)
	return told
}

// notOfAnother refuses a report inside a claim that names a claim.
func (b *batch) notOfAnother(p path, d *ReportDraft) {
	if d.Claim != "" {
		b.fail(p.to("claim"), event.Invalid, "a report inside a claim is of that claim; leave claim out")
	}
}

// telling resolves where a report comes from, and what it says.
func (b *batch) telling(p path, d *ReportDraft) *event.Report {
	origin, statement := b.origin(p, leaning{chain: d.Chain, document: d.Document, reportedAt: d.ReportedAt, statement: d.Statement, at: p.to("statement")})
	return b.words(p, d, origin, statement)
}

// words resolves what a report says, given where it comes from.
func (b *batch) words(p path, d *ReportDraft, origin event.Origin, statement event.ID) *event.Report {
	r := &event.Report{Origin: origin, Statement: statement, Cue: d.Cue, Evidence: d.Evidence, Modality: d.Modality, Stance: d.Stance}
	if r.Modality == 0 {
		r.Modality = event.ModalityCertain
	}
	if r.Stance == 0 {
		r.Stance = event.StanceAffirmed
	}
	if n := len(d.Excerpts); n > event.MaxList {
		b.fail(p.to("excerpts"), event.TooMany, fmt.Sprintf("has %d members; at most %d", n, event.MaxList))
		return r
	}
	for i, e := range d.Excerpts {
		r.Excerpts = append(r.Excerpts, b.excerpt(p.to("excerpts", strconv.Itoa(i)), e, origin.Document))
	}
	return r
}

// excerpt checks a passage against the document's text, when it says where it stands and the text is kept.
func (b *batch) excerpt(p path, d ExcerptDraft, document event.ID) event.Excerpt {
	e := event.Excerpt{Exact: d.Exact, Prefix: d.Prefix, Suffix: d.Suffix}
	start, end := b.number(p.to("start"), d.Start), b.number(p.to("end"), d.End)
	if b.wrong(p.to("start")) || b.wrong(p.to("end")) {
		return e
	}
	if e.Start, e.End = start, end; start == nil || end == nil || *start >= *end {
		return e // whether they go together is for the event to say
	}
	text := b.textOf(document)
	switch {
	case len(text) == 0:
	case int64(*e.End) > int64(len(text)):
		b.fail(p.to("end"), event.Invalid, fmt.Sprintf("%d is past the document's text, which has %d code points", *e.End, len(text)))
	case string(text[*e.Start:*e.End]) != e.Exact:
		b.fail(p.to("exact"), event.Invalid, fmt.Sprintf("the document says %.80q from %d to %d, not %.80q", string(text[*e.Start:*e.End]), *e.Start, *e.End, e.Exact))
	}
	return e
}

// textOf is a document's text in code points; nil when none is kept.
func (b *batch) textOf(document event.ID) []rune {
	if document == b.cited {
		return b.text
	}
	b.cited, b.text = document, nil
	payload := b.own[document].payload
	if d, found := b.view.Document(document); found {
		payload = b.decode(d.Position())
	}
	if d, is := payload.(*event.DocumentCaptured); is {
		b.text = []rune(d.Text)
	}
	return b.text
}
