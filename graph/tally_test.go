package graph

import (
	"maps"
	"slices"
	"testing"

	"onrecord/event"
)

// tally counts how often a history really was about something, so that a lazy generator fails.
type tally map[string]int

func (c tally) require(t *testing.T, least map[string]int) {
	t.Helper()
	for _, what := range slices.Sorted(maps.Keys(least)) {
		t.Logf("%-44s %6d", what, c[what])
		if c[what] < least[what] {
			t.Errorf("%s: %d times, want at least %d: the generator does not reach it", what, c[what], least[what])
		}
	}
}

// history counts what was recorded.
func (c tally) history(h *history) {
	n := h.naive
	find := func(id event.ID) (naiveRecord, bool) {
		for _, r := range n.records {
			if r.id == id {
				return r, true
			}
		}
		return naiveRecord{}, false
	}
	for i, k := range n.corrections {
		for _, o := range n.corrections[:i] {
			if o.better == k.old {
				c["a correction of a better claim"]++
			}
		}
	}
	for _, k := range n.corrections {
		if len(k.halves) == 0 || k.halves[0] == k.better {
			continue // what it corrected was erased
		}
		if end, found := find(k.halves[0]); found && end.desk() && slices.ContainsFunc(n.records, func(r naiveRecord) bool {
			return !r.end && r.target == k.old && r.pos < k.pos && !aimed(end, r)
		}) {
			c["a desk correction that spares a report"]++
		}
	}
	for _, r := range n.records {
		at, found := find(r.target)
		switch {
		case r.copied && r.ranged:
			c["a copied end of positions"]++
		case r.copied && !r.end:
			c["a copied report"]++
		case r.copied:
			c["a copied end"]++
		}
		if r.end && !r.desk() && found && at.copied && !at.end {
			c["a sourced end on a copied report"]++
		}
		if r.end && found && at.end {
			c["an end of an end"]++
			if above, found := find(at.target); found && above.end {
				c["an end of an end of an end"]++
			}
		}
		if r.end && !found {
			hits, spared := 0, 0
			for _, o := range n.records {
				if !o.end && o.target == r.target && aimed(r, o) {
					hits++
				} else if !o.end && o.target == r.target {
					spared++
				}
			}
			if hits > 0 && spared > 0 {
				c["an end of several reports that spares one"]++
			}
		}
	}
	for _, e := range h.events {
		switch p := e.Payload.(type) {
		case nil:
			c["an erased event"]++
		case *event.ClaimCorrected:
			if !p.DuplicateOf.IsZero() {
				c["a duplicate"]++
			}
		case *event.ClaimRetracted:
			if p.Positions != nil {
				c["a retraction of positions"]++
			} else if slices.ContainsFunc(n.corrections, func(k naiveCorrection) bool { return k.id == p.Target }) {
				c["a retraction of a correction"]++
			}
		}
	}
}

// view counts what a view was about.
func (c tally) view(h *history, v naiveView) {
	for _, r := range v.records {
		if r.end && v.told(r) && !v.inForce(r) {
			c["a view in which an end is not in force"]++
		}
		if v.r != nil && !r.end && r.window.First == *v.r && v.inForce(r) {
			c["R at the first microsecond of a report"]++
		}
		if v.r != nil && r.end && !r.desk() && r.window.Last == *v.r && v.inForce(r) {
			c["R at the last microsecond of an end"]++
		}
	}
	plain := v
	plain.naive = &naive{documents: v.documents, claims: v.claims, records: v.records}
	for _, claim := range v.claims {
		switch v.stance(claim.id) {
		case Disputed:
			c["a disputed claim"]++
		case Denied:
			c["a denied claim"]++
		case 0:
			c["an ended claim"]++
		}
		if v.stance(claim.id) != 0 && slices.ContainsFunc(v.corrections, func(k naiveCorrection) bool { return k.old == claim.id && k.pos <= v.p }) {
			c["a corrected claim that still stands"]++
		}
		if v.stance(claim.id) != 0 && v.holds(claim.it) == event.HoldsNo {
			c["a claim hidden by the valid clock"]++
		}
		if v.stance(claim.id) != 0 && plain.stance(claim.id) == 0 {
			c["S widened by identity shows more"]++
		}
		last := map[event.ID]bool{}
		for _, r := range v.reports(claim.id, v.inForce) {
			if !r.denies && len(r.chain) > 0 {
				last[v.first(r.chain[len(r.chain)-1])] = true
			}
		}
		if v.origins(claim.id) < len(last) {
			c["fewer origins than last members"]++
		}
	}
	for _, j := range v.judgements {
		if j.pos <= v.p && !j.desk && (v.r != nil && j.window.First > *v.r || v.s != nil && !overlap(j.sources, v.s)) {
			c["a sourced judgement not told under S or R"]++
		}
	}
}
