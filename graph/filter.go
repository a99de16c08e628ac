package graph

import (
	"iter"
	"slices"

	"onrecord/event"
)

// Filter chooses claims. The zero Filter lets through what is visible.
type Filter struct {
	Kinds      []event.ClaimKind
	Acts       []event.SpeechAct      // statements with one of these; other kinds pass only if chosen by their own words
	Categories []event.ActionCategory // likewise of actions
	Types      []event.RelationType   // likewise of relations
	Involving  []Node                 // claims that tie one of these
	About      []Node                 // statements about one of these
	Places     []Node                 // statements and actions in one of these places
	Sources    []Node                 // claims that one of these is a source of, in a report in force
	Evidence   []event.Evidence       // claims of which a report in force leans on such; with Sources, a report of one of them
	Modalities []event.Modality       // claims of which a source is as sure, likewise
	Hedged     *bool                  // claims that everyone who affirms them holds back on, or that somebody does not
	Origins    int                    // claims that rest on at least so many independent origins
	Stances    []Stance               // empty: any; of what has ended, what the reports told came to, and so with what is said of reports above
	Statuses   []Status               // empty: current ones
	Holds      []event.Holds          // empty: all but NO; counts only under a valid moment, so not where that clock is lifted
	From, To   *event.Instant         // claims that may have happened, or held, within these moments; undated ones do not pass
}

// Status says whether a claim still stands.
type Status uint8

// The statuses. Ended: reports of it are told in the view, and none is in force.
const (
	Current Status = iota + 1
	Ended
)

func (s Status) String() string { return [...]string{"", "CURRENT", "ENDED"}[s] }

// Status says whether a report of the claim is in force in the view.
func (c Claim) Status() Status { return c.Stance().status() }

// status is that of a claim with this stance.
func (s Stance) status() Status {
	if s == 0 {
		return Ended
	}
	return Current
}

// Claims yields the claims that a filter lets through, in log order.
func (v *View) Claims(f Filter) iter.Seq[Claim] {
	return func(yield func(Claim) bool) {
		for c, end := row(1), v.claimsEnd(); c < end; c++ {
			if v.passes(c, &f) && !yield(Claim{v, c}) {
				return
			}
		}
	}
}

// Passes reports whether a filter lets the claim through.
func (c Claim) Passes(f Filter) bool { return c.v.passes(c.c, &f) }

// passes applies a filter to a claim, which has to be recorded by the view's position. The cheap conditions come first.
func (v *View) passes(c row, f *Filter) bool {
	return v.t.claims.at(c).position <= v.position && v.matchesFilter(c, f) && v.standsFilter(c, f)
}

// matchesFilter applies the conditions that no clock and no viewpoint changes, but for identity.
func (v *View) matchesFilter(c row, f *Filter) bool {
	claim := v.t.claims.at(c)
	if len(f.Kinds) > 0 && !slices.Contains(f.Kinds, claim.kind) {
		return false
	}
	if len(f.Acts)+len(f.Categories)+len(f.Types) > 0 && !f.words(claim) {
		return false
	}
	if (f.From != nil || f.To != nil) && !within(claim.kind, v.t.timesOf(c), f.From, f.To) {
		return false
	}
	return (len(f.Involving) == 0 || v.ties(c, f.Involving, 0)) && (len(f.About) == 0 || v.ties(c, f.About, event.RoleAbout)) &&
		(len(f.Places) == 0 || v.ties(c, f.Places, event.RolePlace))
}

// standsFilter applies the conditions that depend on the clocks and the viewpoint.
func (v *View) standsFilter(c row, f *Filter) bool {
	if !f.meets(v.holds(c)) {
		return false
	}
	stance := v.stance(c)
	status := stance.status()
	if len(f.Statuses) == 0 && status != Current || len(f.Statuses) > 0 && !slices.Contains(f.Statuses, status) {
		return false
	}
	if status == Ended {
		stance = v.stanceOf(c, v.toldReport) // 0: nobody has told it yet, or nobody of the viewpoint
	}
	if stance == 0 || len(f.Stances) > 0 && !slices.Contains(f.Stances, stance) {
		return false
	}
	return (!f.asksReports() || v.reported(c, f, status)) && (f.Origins == 0 || v.independentOrigins(c, v.counting(status)) >= f.Origins)
}

// meets reports whether a claim may hold, or not, as it does; 0 is without a valid moment.
func (f *Filter) meets(holds event.Holds) bool {
	switch {
	case holds == 0:
		return true
	case len(f.Holds) == 0:
		return holds != event.HoldsNo
	}
	return slices.Contains(f.Holds, holds)
}

// words reports whether the claim's word is among those chosen for its kind.
func (f *Filter) words(claim *claimRow) bool {
	switch claim.kind {
	case event.KindStatement:
		return slices.Contains(f.Acts, event.SpeechAct(claim.word))
	case event.KindAction:
		return slices.Contains(f.Categories, event.ActionCategory(claim.word))
	}
	return slices.Contains(f.Types, event.RelationType(claim.word))
}

// within reports whether a claim may have happened, or held, at a moment from..to.
func within(kind event.ClaimKind, t event.Times, from, to *event.Instant) bool {
	span, dated := mayBe(kind, t)
	return dated && (from == nil || span.Last >= *from) && (to == nil || span.First <= *to)
}

// mayBe is the run of time in which a claim may have happened, or held; false when nothing is known of it.
func mayBe(kind event.ClaimKind, t event.Times) (span event.Window, dated bool) {
	span = t.Outer
	if kind != event.KindRelation && t.Sure {
		span.Last = t.Inner.First // it happened by then; that it stays done does not make it happen again
	}
	return span, t.Dated
}
