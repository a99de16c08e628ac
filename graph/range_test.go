package graph

import (
	"testing"

	"onrecord/event"
)

// Withdrawals of positions that cover each other are one end each, however many there are; each is in force exactly if
// none is that covers it; and a slip that they all cover takes over no more of them than there are.
func TestRangesThatCoverEachOther(t *testing.T) {
	const many = 120
	for name, length := range map[string]event.Position{"two before": 1, "five before": 4, "all before": many} {
		t.Run(name, func(t *testing.T) {
			h := &history{pick: thrown(1), naive: newNaive()}
			a := h.people(t, 1)
			origin := event.Origin{Chain: a, Window: &event.Window{First: 1, Last: 1}}
			claim := h.tell(t, &event.ActionTaken{Category: event.CategoryAssault, Report: &event.Report{Origin: origin}})
			const first = 3 // the position of the first range
			from := map[event.Position]event.Position{}
			for p := event.Position(first); p < first+many; p++ {
				from[p] = 2
				if p > length+3 {
					from[p] = p - 1 - length
				}
				h.tell(t, &event.ClaimRetracted{Positions: &event.Positions{From: from[p], To: p - 1}, End: event.End{Reason: event.ReasonEntryError, Origin: origin}})
			}
			inForce := map[event.Position]bool{}
			covered := func(p event.Position) (is bool) {
				for q := p + 1; q < first+many; q++ {
					is = is || inForce[q] && from[q] <= p
				}
				return is
			}
			for p := event.Position(first + many - 1); p >= first; p-- {
				inForce[p] = !covered(p)
			}
			v := h.latest(t)
			c, _ := v.Claim(claim)
			if c.Visible() == covered(2) {
				t.Errorf("the claim is visible: %t", c.Visible())
			}
			for _, e := range c.Ends() {
				if e.InForce() != inForce[e.Position()] || e.Target() != claim.Derive("report") {
					t.Errorf("the end at %d: in force %t, listed for %s", e.Position(), e.InForce(), e.Target())
				}
			}
			better := h.tell(t, &event.ClaimCorrected{Target: claim, End: event.End{Reason: event.ReasonEntryError}, Action: &event.ActionTaken{Category: event.CategoryAssault}}).Derive("claim")
			v = h.latest(t)
			if d, _ := v.Claim(better); d.Visible() != c.Visible() {
				t.Errorf("the better claim is visible: %t, the slip was: %t", d.Visible(), c.Visible())
			}
			if n := v.t.ends.len(); n > 2*many+2 {
				t.Errorf("%d ends of %d events", n, many)
			}
		})
	}
}

// A range is one end with one name, and is listed for each report in it.
func TestARangeIsListedForEachReport(t *testing.T) {
	h := &history{pick: thrown(1), naive: newNaive()}
	claim := h.tell(t, &event.ActionTaken{Category: event.CategoryAssault, Report: &event.Report{}})
	second := h.tell(t, &event.ClaimReported{Claim: claim})
	withdrawn := h.tell(t, &event.ClaimRetracted{Positions: &event.Positions{From: 1, To: 9}, End: event.End{Reason: event.ReasonEntryError}})
	v := h.latest(t)
	c, _ := v.Claim(claim)
	ends := c.Ends()
	if len(ends) != 2 || ends[0].Target() == ends[1].Target() {
		t.Fatalf("%d ends are listed", len(ends))
	}
	for i, id := range []event.ID{claim, second} {
		report := c.Reports()[i]
		of := report.Ends()
		if ends[i].ID() != withdrawn.Derive("end") || ends[i].Target() != id.Derive("report") {
			t.Errorf("end %d is %s, listed for %s", i, ends[i].ID(), ends[i].Target())
		}
		if len(of) != 1 || of[0].ID() != ends[i].ID() || of[0].Target() != report.ID() || report.InForce() {
			t.Errorf("report %d has the ends %v, in force: %t", i, of, report.InForce())
		}
	}
}
