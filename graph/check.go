package graph

import (
	"fmt"

	"onrecord/event"
)

// Check proves the invariants of what was applied: that every index finds what is in its table, every list is in order, and
// what rows lead to is there and leads back. It is for whoever applies; a graph that anybody adds to meanwhile is not to be
// checked. The error says what is wrong first.
func (g *Graph) Check() error {
	t := &g.next
	for _, check := range []func() error{t.checkIndexes, t.checkClaims, t.checkEntities, t.checkReports, t.checkEnds, t.checkAppends} {
		if err := check(); err != nil {
			return fmt.Errorf("check of the graph at position %d: %w", t.head, err)
		}
	}
	return nil
}

func (t *tables) checkIndexes() error {
	n := t.names
	id := func(of func(row) event.ID) func(row) uint32 {
		return func(r row) uint32 { return hashID(of(r)) }
	}
	for _, x := range []struct {
		name string
		*index
		hash func(row) uint32
	}{
		{"nodes", n.nodes, id(func(r row) event.ID { return t.nodes.at(r).id })},
		{"documents", n.documents, id(func(r row) event.ID { return t.documents.at(r).id })},
		{"reports", n.reports, id(t.reportID)},
		{"ends", n.ends, id(func(r row) event.ID { return t.ends.at(r).id })},
		{"corrections", n.corrections, id(func(r row) event.ID { return t.corrections.at(r).id })},
		{"calls", n.calls, func(r row) uint32 {
			c := t.calls.at(r)
			return hashText(uint64(c.how), t.text(c.text, int(c.size)))
		}},
		{"provenances", n.provenances, func(r row) uint32 {
			p := t.provenances.at(r)
			return hashRows(uint64(p.chain)<<32|uint64(p.cited), t.sources(r))
		}},
		{"tellers", n.tellers, t.hashTeller},
		{"times", n.times, func(r row) uint32 { return hashTimes(t.times.at(r)) }},
		{"windows", n.windows, func(r row) uint32 { return hashWindow(*t.windows.at(r)) }},
	} {
		if err := x.check(x.name, x.hash); err != nil {
			return err
		}
	}
	for r := row(1); r < t.nodes.len(); r++ {
		if found := t.find(t.nodes.at(r).id, aNode); found != r {
			return fmt.Errorf("node %d is found as %d", r, found)
		}
	}
	return nil
}

// checkClaims proves that claims are in log order, that a claim and its node lead to each other, and that everybody who plays
// a role in a claim has it in the list of what it takes part in.
func (t *tables) checkClaims() error {
	for c := row(1); c < t.claims.len(); c++ {
		claim := t.claims.at(c)
		if claim.position < t.claims.at(c-1).position || event.Position(claim.position) > t.head {
			return fmt.Errorf("claim %d is of position %d, and the one before of %d", c, claim.position, t.claims.at(c-1).position)
		}
		if at := t.claimed(claim.node); at < c || t.claims.at(at).node != claim.node {
			return fmt.Errorf("claim %d is of node %d, which leads to claim %d", c, claim.node, at)
		}
		for _, r := range t.roles.run(claim.role, int(claim.nroles)) {
			if r.node() >= t.nodes.len() || r.role() == 0 {
				return fmt.Errorf("claim %d has a role %d of node %d", c, r.role(), r.node())
			}
			found := false
			t.ties.newest(t.entity(r.node()).ties, func(x *row) bool {
				found = *x == c
				return *x > c
			})
			if !found {
				return fmt.Errorf("claim %d is not among those that node %d takes part in", c, r.node())
			}
		}
	}
	return nil
}

// checkEntities proves that lists of nodes are in order and lead to what names the node.
func (t *tables) checkEntities() error {
	ascends := func(before, after *row) bool { return *before <= *after }
	for n := row(1); n < t.nodes.len(); n++ {
		e := t.entity(n)
		if err := t.ties.check(e.ties, ascends); err != nil {
			return fmt.Errorf("what node %d takes part in: %w", n, err)
		}
		if err := t.cites.check(e.cites, ascends); err != nil {
			return fmt.Errorf("what cites node %d: %w", n, err)
		}
		for d, later := e.description, t.descriptions.len(); d != 0; d = t.descriptions.at(d).older {
			if t.descriptions.at(d).node != n || d >= later || t.description(d) == nil {
				return fmt.Errorf("description %d is not one of node %d in order, or cannot be read", d, n)
			}
			later = d
		}
	}
	return nil
}

// checkReports proves that every further report is in the list of its claim, which is in order and knows the earliest window.
func (t *tables) checkReports() error {
	listed := row(0)
	for f := row(1); f < t.fates.len(); f++ {
		for _, list := range []row{t.fates.at(f).affirmed, t.fates.at(f).denied} {
			if list&later != 0 {
				listed++
				continue
			}
			if err := t.tellings.check(list, func(before, after *telling) bool {
				return before.report < after.report && t.window(after.first).First <= t.window(before.first).First
			}); err != nil {
				return fmt.Errorf("further reports: %w", err)
			}
			var err error
			t.tellings.newest(list, func(x *telling) bool {
				if listed++; t.window(x.first).First > t.window(t.report(x.report).window).First || t.fate(t.claimOf(x.report)) != t.fates.at(f) {
					err = fmt.Errorf("further report %d begins before the earliest, or is in the list of another claim", x.report)
				}
				return err == nil
			})
			if err != nil {
				return err
			}
		}
	}
	if listed != t.further.len()-1 {
		return fmt.Errorf("%d further reports are listed, of %d", listed, t.further.len()-1)
	}
	return nil
}

// checkEnds proves that every end is in the list of what it is aimed at, the newest first.
func (t *tables) checkEnds() error {
	for e := row(1); e < t.ends.len(); e++ {
		end := t.ends.at(e)
		head := t.ranges
		if end.older >= e {
			return fmt.Errorf("end %d stands before end %d", e, end.older)
		}
		switch at := end.target; {
		case at.claim != 0:
			head = t.endsOf(at.claim)
		case at.report != 0:
			head = t.report(at.report).ends
			if t.fate(t.claimOf(at.report)).touched == 0 {
				return fmt.Errorf("end %d is aimed at report %d, whose claim does not say so", e, at.report)
			}
		case at.end != 0:
			head = t.ends.at(at.end).ends
		}
		for head > e {
			older := t.ends.at(head).older
			if older >= head || t.ends.at(head).target != end.target && !end.target.isRange() {
				return fmt.Errorf("end %d stands before end %d, in a list of another target", head, older)
			}
			head = older
		}
		if head != e {
			return fmt.Errorf("end %d is not in the list of its target", e)
		}
	}
	return nil
}

func (t *tables) checkAppends() error {
	for i := row(2); i < t.appends.len(); i++ {
		if a, b := t.appends.at(i-1), t.appends.at(i); a.first >= b.first || a.at >= b.at {
			return fmt.Errorf("append %d of position %d follows that of %d", i, b.first, a.first)
		}
	}
	return nil
}
