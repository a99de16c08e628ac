package recorder

import (
	"fmt"
	"slices"

	"onrecord/event"
)

// ending is an end of this batch that is aimed at a claim.
type ending struct {
	claim, end event.ID
	reason     event.EndReason
	of         []event.ID // whose reports; nobody: everybody's
	better     event.ID   // what took the claim's place; zero after a retraction
}

// end notes that the batch ends reports of a claim.
func (b *batch) end(claim, id event.ID, e *event.End, better event.ID) {
	if claim.IsZero() {
		return
	}
	b.endings = append(b.endings, ending{claim, id, e.Reason, e.Whose(), better})
}

// endingsOf are the ends of a claim in this batch that still stand.
func (b *batch) endingsOf(claim event.ID) (all []ending) {
	for _, e := range b.endings {
		if e.claim == claim && !b.lifted[e.end] {
			all = append(all, e)
		}
	}
	return all
}

// replacement is what took a claim's place by now; zero when nothing did, or when the id is not a claim's.
func (b *batch) replacement(claim event.ID) event.ID {
	for _, e := range b.endingsOf(claim) {
		if !e.better.IsZero() {
			return e.better
		}
	}
	c, found := b.view.Claim(claim)
	if !found || c.Current().ID() == claim {
		return event.ID{}
	}
	for _, e := range c.Ends() { // a correction of the log may be taken back by this batch
		if b.lifted[e.ID()] {
			return event.ID{}
		}
	}
	return c.Current().ID()
}

// warnCovered tells that a new report is not in force from the beginning.
func (b *batch) warnCovered(p path, claim event.ID, r *event.Report) {
	reported, _ := b.payload(claim).(event.Claim) // nil: it was erased
	sources := r.Sources(reported)
	for _, e := range b.view.EndsCovering(claim, sources) {
		if !b.lifted[e.ID()] {
			b.warn(p, ReportNotInForce, fmt.Sprintf("the end %s%s covers this report already, so it is not in force", e.ID(), b.because(e.Words())))
			return
		}
	}
	for _, e := range b.endingsOf(claim) {
		if len(e.of) == 0 || slices.ContainsFunc(e.of, func(id event.ID) bool { return slices.Contains(sources, id) }) {
			b.warn(p, ReportNotInForce, fmt.Sprintf("the end %s (%s), earlier in the batch, covers this report already, so it is not in force", e.end, e.reason))
			return
		}
	}
}

// warnEnded tells that a claim to be ended has no report in force. Of the ends in this batch only those of everybody's
// reports are looked at.
func (b *batch) warnEnded(p path, claim event.ID) {
	if c, found := b.view.Claim(claim); found && c.Stance() == 0 {
		for _, e := range c.Ends() {
			if e.InForce() && !b.lifted[e.ID()] {
				b.warn(p, AlreadyEnded, fmt.Sprintf("no report of the claim is in force since the end %s%s", e.ID(), b.because(e.Words())))
				return
			}
		}
	}
	for _, e := range b.endingsOf(claim) {
		if len(e.of) == 0 {
			b.warn(p, AlreadyEnded, fmt.Sprintf("no report of the claim is in force since the end %s (%s), earlier in the batch", e.end, e.reason))
			return
		}
	}
}

// because is the reason that the event at a position gives for an end, in brackets.
func (b *batch) because(at event.Position) string {
	switch p := b.decode(at).(type) {
	case *event.ClaimCorrected:
		return fmt.Sprintf(" (%s)", p.End.Reason)
	case *event.ClaimRetracted:
		return fmt.Sprintf(" (%s)", p.End.Reason)
	}
	return ""
}
