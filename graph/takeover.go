package graph

import (
	"slices"

	"onrecord/event"
)

// takeOver copies the reports of a claim that a desk correction's end is aimed at to the better claim, with their windows
// and sources, and the sourced ends on them. What a desk record had ended is not copied: it was a slip already. Copies are
// recorded now, so that an earlier view still shows the slip. An end aimed at the old claim is aimed at the better one,
// if the correction is of everybody or that end is aimed at a report that was copied; at a duplicate, which has reports of
// its own, it is aimed at the copies alone.
func (g *Graph) takeOver(e *event.Envelope, with *endRow, better row, duplicate bool) {
	t := &g.next
	k := copying{g: g, e: e, before: &View{t: t, position: position(e.Position) - 1}}
	ends := t.ends.len()
	claimEnds := k.before.endsAt(t.endsOf(with.target.claim))
	carried := map[row]bool{}
	for _, r := range k.before.reportsOf(with.target.claim) {
		if !t.of(with.of, r) || k.before.ended(r, k.before.inForceOfDesk) {
			continue
		}
		to := furtherRow{e.ID.Derive("copy " + t.reportID(r).String()), better, position(e.Position), 0, *t.report(r)}
		a := *t.aside(&to.reportRow)
		to.ends, a.id, a.copied = 0, event.ID{}, r
		n := g.linkReport(&to, a, false)
		k.copies = append(k.copies, n)
		k.ends(k.before.endsAt(load(&t.report(r).ends)), target{report: n})
		for _, end := range claimEnds {
			if !k.before.of(end, r) {
				continue
			}
			if carried[end] = true; duplicate {
				k.ends([]row{end}, target{report: n})
			}
		}
	}
	if !duplicate {
		k.ends(slices.DeleteFunc(claimEnds, func(end row) bool { return with.of != 0 && !carried[end] }), target{claim: better})
	}
	k.ranges(ends)
}

// copying is the work of one desk correction.
type copying struct {
	g      *Graph
	e      *event.Envelope
	before *View // what was recorded until then
	copies []row // reports
}

// slip reports whether an end is a desk record, or one had ended it.
func (k copying) slip(n row) bool {
	return k.g.next.ends.at(n).provenance == 0 || k.before.endedEnd(n, k.before.inForceOfDesk)
}

// ends copies ends, but for slips, to another target; and the ends on those.
func (k copying) ends(ends []row, at target) {
	t := &k.g.next
	for _, n := range ends {
		if k.slip(n) {
			continue
		}
		to := *t.ends.at(n)
		name := "copy " + to.id.String()
		if !at.isRange() {
			name += " " + t.idOf(at).String()
		}
		to.id, to.target, to.position, to.ends = k.e.ID.Derive(name), at, position(k.e.Position), 0
		to.correction, to.copied = 0, n
		if at.claim == 0 {
			to.of = 0
		}
		k.ends(k.before.endsAt(load(&t.ends.at(n).ends)), target{end: k.g.linkEnd(to)})
	}
}

// ranges copies the ends of ranges, but for slips, that are aimed at what was copied as reports, and as ends from this row
// on. Each is copied once, aimed at all the copies of what it was aimed at: one by one they would double with each
// range that covers another.
func (k copying) ranges(ends row) {
	t := &k.g.next
	covers := func(e row) bool {
		for _, r := range k.copies {
			if t.covers(e, target{report: t.aside(t.report(r)).copied}) {
				return true
			}
		}
		for n := ends; n < t.ends.len(); n++ {
			if t.covers(e, target{end: t.ends.at(n).copied}) {
				return true
			}
		}
		return false
	}
	for _, e := range k.before.endsAt(t.ranges) {
		if covers(e) {
			k.ends([]row{e}, t.ends.at(e).target)
		}
	}
}
