package graph

import (
	"iter"
	"slices"

	"onrecord/event"
)

// Claim is a claim in a view. It may not be visible there: what has ended can still be looked at.
type Claim struct {
	v *View
	c row
}

// Claim finds a claim that is recorded by the view's position.
func (v *View) Claim(id event.ID) (Claim, bool) {
	c, ok := v.t.row(id, aClaim)
	if !ok || c >= v.t.claims.len() || v.t.claims.at(c).position > v.position {
		return Claim{}, false
	}
	return Claim{v, c}, true
}

func (c Claim) row() *claimRow { return c.v.t.claims.at(c.c) }

// View is the view that the claim is looked at in.
func (c Claim) View() *View { return c.v }

// ID names the claim.
func (c Claim) ID() event.ID { return c.v.t.claimID(c.c) }

// Kind says whether it is a statement, an action or a relation.
func (c Claim) Kind() event.ClaimKind { return c.row().kind }

// Word is its act, category or relation type, in words.
func (c Claim) Word() string {
	switch w := c.row().word; c.row().kind {
	case event.KindStatement:
		return event.SpeechAct(w).String()
	case event.KindAction:
		return event.ActionCategory(w).String()
	default:
		return event.RelationType(w).String()
	}
}

// Position is where it was recorded; its payload is there.
func (c Claim) Position() event.Position { return event.Position(c.row().position) }

// Times are the bounds in which it holds in the world.
func (c Claim) Times() event.Times { return c.v.t.timesOf(c.c) }

// Holds says whether it holds at the view's valid moment; 0 when the view has none.
func (c Claim) Holds() event.Holds { return c.v.holds(c.c) }

// Stance is what its reports in force come to; 0 when it has ended.
func (c Claim) Stance() Stance { return c.v.stance(c.c) }

// Visible reports whether it is visible in the view.
func (c Claim) Visible() bool { return c.v.visible(c.c) }

// Roles lists who and what it ties, in order of the roles.
func (c Claim) Roles() iter.Seq2[event.Role, Node] {
	return func(yield func(event.Role, Node) bool) {
		for _, r := range c.v.rolesOf(c.c) {
			if !yield(r.role(), Node{c.v, r.node()}) {
				return
			}
		}
	}
}

func (v *View) rolesOf(c row) []roleRow {
	claim := v.t.claims.at(c)
	return v.t.roles.run(claim.role, int(claim.nroles))
}

// Hedged reports whether everyone who affirms it in the view holds back.
func (c Claim) Hedged() bool { return c.v.hedged(c.c, c.v.inForce) }

// Reports lists every report of it that is told in the view, the first reported first.
func (c Claim) Reports() []Report {
	var reports []Report
	for _, r := range c.v.reportsOf(c.c) {
		if c.v.toldReport(r) {
			reports = append(reports, Report{c.v, r})
		}
	}
	slices.SortStableFunc(reports, func(a, b Report) int { return compare(a.Window().First, b.Window().First) })
	return reports
}

// Ends lists the ends aimed at the claim, or at a report of it, that are told in the view, in log order. An end of a range
// of positions comes once for each report that is recorded there.
func (c Claim) Ends() []End {
	ends := c.v.toldEnds(c.v.t.endsOf(c.c))
	for _, r := range c.v.reportsOf(c.c) {
		ends = append(ends, Report{c.v, r}.own()...)
	}
	slices.SortStableFunc(ends, func(a, b End) int { return compare(a.e, b.e) })
	return ends
}

// Replaces is the claim it took the place of, by the latest correction that brought it in.
func (c Claim) Replaces() (Claim, bool) {
	for k := load(&c.v.t.fate(c.c).replaces); k != 0; k = c.v.t.corrections.at(k).older {
		if correction := c.v.t.corrections.at(k); correction.position <= c.v.position {
			return Claim{c.v, correction.old}, true
		}
	}
	return Claim{}, false
}

// ReplacedBy is the claim that took its place in the view: that of the latest correction in force.
func (c Claim) ReplacedBy() (Claim, bool) {
	v := c.v
	for e := c.v.t.endsOf(c.c); e != 0; e = v.t.ends.at(e).older {
		if end := v.t.ends.at(e); end.correction != 0 && end.position <= v.position && v.inForceEnd(e) {
			return Claim{v, v.t.corrections.at(end.correction).better}, true
		}
	}
	return Claim{}, false
}

// Current follows the replacements in the view to the claim that stands in its place now. A claim that still has a report in
// force stands for itself, and so does one that nothing replaced.
func (c Claim) Current() Claim {
	var seen []row
	for {
		next, ok := c.ReplacedBy()
		if !ok || slices.Contains(seen, next.c) || c.v.stance(c.c) != 0 {
			return c
		}
		seen = append(seen, c.c)
		c = next
	}
}

// History lists every claim that is linked with it by replacements recorded by the view's position, in log order.
func (c Claim) History() []Claim {
	seen := map[row]bool{}
	var walk func(row)
	walk = func(n row) {
		if seen[n] {
			return
		}
		seen[n] = true
		for k := load(&c.v.t.fate(n).replaces); k != 0; k = c.v.t.corrections.at(k).older {
			if c.v.t.corrections.at(k).position <= c.v.position {
				walk(c.v.t.corrections.at(k).old)
			}
		}
		for _, e := range c.v.endsAt(c.v.t.endsOf(n)) {
			if k := c.v.t.ends.at(e).correction; k != 0 {
				walk(c.v.t.corrections.at(k).better)
			}
		}
	}
	walk(c.c)
	var history []Claim
	for row := range seen {
		history = append(history, Claim{c.v, row})
	}
	slices.SortFunc(history, func(a, b Claim) int { return compare(a.c, b.c) })
	return history
}

func compare[T ~uint32 | ~int64 | ~uint64](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
