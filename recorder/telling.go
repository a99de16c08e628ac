package recorder

import (
	"fmt"
	"slices"
	"strings"

	"onrecord/event"
)

// telling is a report that the batch brings of a claim. A zero source is one that is wrong.
type telling struct {
	claim   event.ID
	sources []event.ID
}

// tell notes a report.
func (b *batch) tell(claim event.ID, sources []event.ID) {
	b.tellings = append(b.tellings, telling{claim, sources})
}

// told lists the sources of each report of a claim, of the log and of the batch so far, in force or not.
func (b *batch) told(claim event.ID) (reports [][]event.ID) {
	if c, found := b.view.Claim(claim); found {
		for _, r := range c.Reports() {
			reports = append(reports, r.Sources())
		}
	}
	for _, t := range b.tellings {
		if t.claim == claim {
			reports = append(reports, t.sources)
		}
	}
	return reports
}

// takeOver notes the reports that a desk correction copies to the better claim: at most those that it ends, with who
// speaks there among the sources.
func (b *batch) takeOver(target, better event.ID, e *event.End, claim event.Claim) {
	for _, sources := range b.told(target) {
		if covers(e, sources) {
			b.tell(better, slices.Concat(sources, (&event.Report{}).Sources(claim)))
		}
	}
}

// covers reports whether an end of a claim is aimed at a report of it that has some sources.
func covers(e *event.End, sources []event.ID) bool {
	whose := e.Whose()
	return len(whose) == 0 || slices.ContainsFunc(sources, func(id event.ID) bool { return id.IsZero() || slices.Contains(whose, id) })
}

// mustEnd refuses an end of a claim that no report of it is ended by: most likely a slip in who is named. A report that is
// recorded later is ended too, but nothing shows yet that there was one. l is where the end comes from.
func (b *batch) mustEnd(p path, claim event.ID, e *event.End, of []string, l leaning) {
	if claim.IsZero() || b.wrong(p.to("of")) || b.wrong(p.to("chain")) || b.wrong(p.to("document")) {
		return
	}
	reports := b.told(claim)
	if slices.ContainsFunc(reports, func(sources []event.ID) bool { return covers(e, sources) }) {
		return
	}
	if len(reports) == 0 {
		b.fail(p.to("target"), NothingToRetract, "no report of the claim is recorded, so nothing would end")
		return
	}
	field, who := "document", fmt.Sprintf("the publisher of %.80q", l.document)
	switch {
	case len(of) > 0:
		field, who = "of", anyOf(of)
	case l.statement != "":
		field, who = "chain", fmt.Sprintf("the chain's origin, the speaker of %.80q,", l.statement)
	case len(l.chain) > 0:
		field, who = "chain", fmt.Sprintf("the chain's origin, %.80q,", l.chain[len(l.chain)-1])
	}
	b.fail(p.to(field), NothingToRetract, fmt.Sprintf("no report of the claim has %s as a source, so nothing would end; "+
		"name in of whose reports are meant, or record first what they reported", who))
}

// anyOf lists names, each in quotes.
func anyOf(names []string) string {
	if len(names) == 1 {
		return fmt.Sprintf("%.80q", names[0])
	}
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = fmt.Sprintf("%.80q", name)
	}
	return "any of " + strings.Join(list, ", ")
}
