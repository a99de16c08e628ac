package recorder

import (
	"fmt"

	"onrecord/event"
)

// RetractionDraft withdraws a claim, report, end or correction, or every record in a range of positions. Without chain and
// document it is a slip of our own.
type RetractionDraft struct {
	ID         string          `json:"id,omitempty"`
	Target     string          `json:"target,omitempty"` // a claim, report, end or correction
	Positions  *PositionsDraft `json:"positions,omitempty"`
	Of         []string        `json:"of,omitempty"` // whose reports of a claim are ended; absent: the origin of the chain, or everybody's
	Reason     event.EndReason `json:"reason,omitempty"`
	Note       string          `json:"note,omitempty"`
	Chain      []string        `json:"chain,omitempty"` // entities, outlet first, origin last
	Document   string          `json:"document,omitempty"`
	ReportedAt *WhenDraft      `json:"reportedAt,omitempty"`
}

// PositionsDraft is a closed range of positions.
type PositionsDraft struct {
	From event.Position `json:"from,omitempty"`
	To   event.Position `json:"to,omitempty"`
}

func (b *batch) retraction(p path, d *RetractionDraft) {
	id := b.id(p, d.ID)
	l := leaning{chain: d.Chain, document: d.Document, reportedAt: d.ReportedAt, ends: true}
	origin, _ := b.origin(p, l)
	r := &event.ClaimRetracted{
		Target: b.ref(p.to("target"), d.Target, aClaim, aReport, anEnd, aCorrection),
		End:    event.End{Reason: d.Reason, Note: d.Note, Of: b.refs(p.to("of"), d.Of, anEntity), Origin: origin},
	}
	if d.Positions != nil {
		r.Positions = &event.Positions{From: d.Positions.From, To: d.Positions.To}
	}
	b.add(p, id, r)
	b.introduce(p.to("id"), id, thing{})
	if d.Positions != nil {
		b.introduce(p.to("id"), r.EndNamed(id, event.ID{}, false), thing{kind: anEnd})
		b.withdrawRange(p.to("positions"), *r.Positions)
		return
	}
	kind := b.kindOf(r.Target)
	if len(d.Of) > 0 && (kind == aReport || kind == anEnd) {
		b.fail(p.to("of"), event.Invalid, fmt.Sprintf("of says whose reports of a claim are ended; the target is %s", article(kind)))
	}
	if kind == aClaim {
		b.mustEnd(p, r.Target, &r.End, d.Of, l)
	}
	b.withdraw(p, id, r, kind)
}

// withdraw enters the ends that a retraction makes.
func (b *batch) withdraw(p path, id event.ID, r *event.ClaimRetracted, kind string) {
	switch kind {
	case aCorrection:
		k, is := b.payload(r.Target).(*event.ClaimCorrected)
		if !is {
			b.fail(p.to("target"), UnknownID, "the correction was erased")
			return
		}
		b.undo(p, id, r, k)
	case aClaim:
		b.warnEnded(p.to("target"), r.Target)
		b.introduce(p.to("id"), r.EndNamed(id, r.Target, false), thing{kind: anEnd})
		b.end(r.Target, r.EndNamed(id, r.Target, false), &r.End, event.ID{})
	case anEnd:
		b.lifted[r.Target] = true
		b.introduce(p.to("id"), r.EndNamed(id, r.Target, false), thing{kind: anEnd})
	case aReport:
		b.introduce(p.to("id"), r.EndNamed(id, r.Target, false), thing{kind: anEnd})
	}
}

// undo enters the ends that take a correction back: of its end, and of the claim it brought in. A duplicate was there
// before, so of that one the reports are ended that the correction copied to it; those of a correction of this batch do
// not exist yet, and the ends are not listed.
func (b *batch) undo(p path, id event.ID, r *event.ClaimRetracted, k *event.ClaimCorrected) {
	end, claim := k.EndNamed(r.Target), k.ClaimNamed(r.Target)
	b.lifted[end] = true
	if k.Better() != nil {
		b.introduce(p.to("id"), r.EndNamed(id, end, true), thing{kind: anEnd})
		b.introduce(p.to("id"), r.EndNamed(id, claim, true), thing{kind: anEnd})
		b.end(claim, r.EndNamed(id, claim, true), &r.End, event.ID{})
		return
	}
	if _, own := b.own[r.Target]; own {
		return
	}
	targets := []event.ID{end}
	if duplicate, found := b.view.Claim(claim); found {
		at := b.position(r.Target)
		for _, report := range duplicate.Reports() {
			if report.Position() == at {
				targets = append(targets, report.ID())
			}
		}
	}
	for _, target := range targets {
		b.introduce(p.to("id"), r.EndNamed(id, target, len(targets) > 1), thing{kind: anEnd})
	}
}

// withdrawRange checks that a range lies in the log and holds a report or an end. It is ended as a whole, by one end.
func (b *batch) withdrawRange(p path, r event.Positions) {
	if head := b.view.Position(); r.To > head {
		b.fail(p.to("to"), event.Invalid, fmt.Sprintf("%d is after the log's last position, %d", r.To, head))
		return
	}
	if r.From == 0 || r.From > r.To {
		return // told already
	}
	for record, err := range b.log.Read(b.ctx, r.From-1) {
		if err != nil {
			b.fault = err
			return
		}
		if record.Position > r.To {
			break
		}
		switch record.Type {
		case event.TypeStatementMade, event.TypeActionTaken, event.TypeRelationHeld, event.TypeClaimReported, event.TypeClaimCorrected, event.TypeClaimRetracted:
			return
		}
	}
	b.fail(p, NothingToRetract, fmt.Sprintf("positions %d to %d hold no report and no end", r.From, r.To))
}
