package graph

import (
	"slices"

	"onrecord/event"
)

// stepper knows which claims a filter may let through at some moment of an axis, and when that may change.
type stepper struct {
	v        *View
	filter   Filter
	latest   *View // the view, at the head when the axis is the recorded clock
	axis     Axis
	fixed    Filter         // its conditions that no moment changes
	tied     []map[row]bool // for each of its conditions on nodes: one of these has to be tied, at any moment
	identity bool           // who is the same as whom counts
}

// newStepper prepares for a filter. Whom it names depends on the moment: who is judged the same, and what stands for what.
func (v *View) newStepper(axis Axis, f Filter) *stepper {
	s := &stepper{v: v, filter: f, latest: v, axis: axis, fixed: f}
	if axis == Recorded {
		s.latest = v.withPosition(v.t.head)
	}
	for _, nodes := range [][]Node{f.Involving, f.About, f.Places} {
		if len(nodes) > 0 {
			s.tied = append(s.tied, s.latest.kin(nodes))
		}
	}
	s.fixed.Involving, s.fixed.About, s.fixed.Places = nil, nil, nil
	s.identity = v.accordingTo != nil || len(s.tied)+len(f.Sources)+f.Origins > 0
	return s
}

// mayPass reports whether the filter may let a claim through at some moment.
func (s *stepper) mayPass(c row) bool {
	if !s.latest.matchesFilter(c, &s.fixed) {
		return false
	}
	for _, kin := range s.tied {
		if !slices.ContainsFunc(s.latest.rolesOf(c), func(r roleRow) bool { return kin[r.node()] }) {
			return false
		}
	}
	return true
}

// moments lists when what the filter says of a claim may change, in order: when the claim does, and, if the filter names
// something that it ties, when another claim comes to stand for one that it ties.
func (s *stepper) moments(c row) []event.Instant {
	moments := s.latest.moments(c, s.axis, s.identity)
	if len(s.tied) == 0 || s.axis == Valid {
		return moments
	}
	for _, r := range s.latest.rolesOf(c) {
		if to := s.latest.claimAt(r.node()); to != 0 {
			for _, linked := range (Claim{s.latest, to}).History() {
				moments = append(moments, s.latest.moments(linked.c, s.axis, false)...)
			}
		}
	}
	slices.Sort(moments)
	return slices.Compact(moments)
}

// spans lists when the filter lets a claim through: closed, in order, as far apart as can be.
func (s *stepper) spans(c row) (spans []event.Window) {
	if !s.mayPass(c) {
		return nil
	}
	from, is := event.Past, s.v.at(s.axis, event.Past).passes(c, &s.filter)
	for _, moment := range s.moments(c) {
		next := s.v.at(s.axis, moment).passes(c, &s.filter)
		if is && !next {
			spans = append(spans, event.Window{First: from, Last: moment - 1})
		} else if next && !is {
			from = moment
		}
		is = next
	}
	if is {
		spans = append(spans, event.Window{First: from, Last: event.Future})
	}
	return spans
}

// kin is everything that may stand for the same as one of some nodes at some moment: what was ever judged to be the same,
// and what replacements link.
func (v *View) kin(nodes []Node) map[row]bool {
	kin := map[row]bool{}
	var add func(n row)
	add = func(n row) {
		if kin[n] {
			return
		}
		kin[n] = true
		if c := v.claimAt(n); c != 0 {
			for _, linked := range (Claim{v, c}).History() {
				add(linked.row().node)
			}
			return
		}
		for j := row(1); j < v.t.judgements.len(); j++ {
			if judged := v.t.judgements.at(j); event.Judgement(judged.judgement) == event.JudgedSame && (judged.a == n || judged.b == n) {
				add(judged.a)
				add(judged.b)
			}
		}
	}
	for _, n := range nodes {
		add(n.n)
	}
	return kin
}
