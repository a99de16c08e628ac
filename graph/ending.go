package graph

import "onrecord/event"

// foldCorrection ends a claim and puts a better one in its place. Where the payload of one of the two was erased, the
// other half stands alone.
func (g *Graph) foldCorrection(e event.Envelope, p *event.ClaimCorrected) {
	old, _ := g.names.row(p.Target, aClaim)
	better, _ := g.names.row(p.DuplicateOf, aClaim)
	if claim := p.Better(); claim != nil {
		better = g.addClaim(e, p.ClaimNamed(e.ID), claim)
		if report := claim.FirstReport(); report != nil {
			g.addReport(event.Envelope{ID: p.ClaimNamed(e.ID), Position: e.Position, RecordedAt: e.RecordedAt}, better, report)
		}
	}
	t := &g.next
	correction := correctionRow{id: e.ID, position: e.Position, old: old, better: better, duplicate: p.Better() == nil}
	if old != 0 && better != 0 {
		correction.older = t.claims.at(better).replaces
		if p.End.Desk() {
			g.takeOver(e, old, better, correction.duplicate)
		}
	}
	k := t.corrections.add(correction)
	if old != 0 {
		end := g.newEnd(e, p.EndNamed(e.ID), &p.End, target{claim: old})
		if better != 0 {
			end.correction = k
		}
		t.corrections.at(k).end = g.linkEnd(end)
	}
	if old != 0 && better != 0 {
		store(&t.claims.at(better).replaces, k)
	}
	g.names.add(e.ID, aCorrection, k)
}

// foldRetraction withdraws what it names.
func (g *Graph) foldRetraction(e event.Envelope, p *event.ClaimRetracted) {
	t := &g.next
	var targets []target
	if p.Positions != nil {
		targets = t.recordsIn(*p.Positions)
	} else if c, ok := g.names.row(p.Target, aCorrection); ok {
		targets = t.halves(t.corrections.at(c))
	} else if c, ok := g.names.row(p.Target, aClaim); ok {
		targets = []target{{claim: c}}
	} else if r, ok := g.names.row(p.Target, aReport); ok {
		targets = []target{{report: r}}
	} else if n, ok := g.names.row(p.Target, anEnd); ok {
		targets = []target{{end: n}}
	}
	several := p.Positions != nil || len(targets) > 1
	for _, at := range targets {
		g.linkEnd(g.newEnd(e, p.EndNamed(e.ID, t.idOf(at), several), &p.End, at))
	}
}

// halves lists what to end to undo a correction: its end, and the claim it brought in. A duplicate was there before it,
// with reports of its own; of that one it lists the reports that the correction copied.
func (t *tables) halves(c *correctionRow) (targets []target) {
	if c.end != 0 {
		targets = append(targets, target{end: c.end})
	}
	if c.better != 0 && !c.duplicate {
		return append(targets, target{claim: c.better})
	}
	if c.better != 0 {
		now := &View{t: t, position: t.head}
		for _, r := range now.reportsOf(c.better) {
			if t.reports.at(r).position == c.position {
				targets = append(targets, target{report: r})
			}
		}
	}
	return targets
}

// idOf is the id of what an end is aimed at.
func (t *tables) idOf(at target) event.ID {
	switch {
	case at.claim != 0:
		return t.claims.at(at.claim).id
	case at.report != 0:
		return t.reports.at(at.report).id
	}
	return t.ends.at(at.end).id
}

// recordsIn lists the reports and ends recorded in a range of positions.
func (t *tables) recordsIn(p event.Positions) (targets []target) {
	for i := t.reports.len() - 1; i > 0 && t.reports.at(i).position >= p.From; i-- {
		if t.reports.at(i).position <= p.To {
			targets = append(targets, target{report: i})
		}
	}
	for i := t.ends.len() - 1; i > 0 && t.ends.at(i).position >= p.From; i-- {
		if t.ends.at(i).position <= p.To {
			targets = append(targets, target{end: i})
		}
	}
	return targets
}

// takeOver copies the reports of an old claim to a better one, with their windows and sources, and the sourced ends on
// them. What a desk record had ended is not copied: it was a slip already. Copies are recorded now, so that an earlier
// view still shows the slip. An end aimed at the old claim is aimed at the better one; at a duplicate, which has reports
// of its own, it is aimed at the copies alone.
func (g *Graph) takeOver(e event.Envelope, old, better row, duplicate bool) {
	t := &g.next
	now := &View{t: t, position: e.Position}
	claimEnds := now.endsAt(load(&t.claims.at(old).ends))
	for _, r := range now.reportsOf(old) {
		if now.ended(r, now.inForceOfDesk) {
			continue
		}
		to := *t.reports.at(r)
		to.id, to.claim, to.position, to.ends, to.copied = e.ID.Derive("copy "+to.id.String()), better, e.Position, 0, r
		n := g.linkReport(to)
		g.copyEnds(e, now.endsAt(load(&t.reports.at(r).ends)), target{report: n})
		if duplicate {
			for _, end := range claimEnds {
				if now.of(end, r) {
					g.copyEnds(e, []row{end}, target{report: n})
				}
			}
		}
	}
	if !duplicate {
		g.copyEnds(e, claimEnds, target{claim: better})
	}
}

// copyEnds copies ends, but for desk records and what they ended, to another target; and the ends on those.
func (g *Graph) copyEnds(e event.Envelope, ends []row, at target) {
	t := &g.next
	now := &View{t: t, position: e.Position}
	for _, n := range ends {
		if t.ends.at(n).provenance == 0 || now.anyOf(load(&t.ends.at(n).ends), now.inForceOfDesk) {
			continue
		}
		to := *t.ends.at(n)
		to.id, to.target, to.position, to.ends = e.ID.Derive("copy "+to.id.String()+" "+t.idOf(at).String()), at, e.Position, 0
		to.correction, to.copied = 0, n
		if at.claim == 0 {
			to.of = 0
		}
		g.copyEnds(e, now.endsAt(load(&t.ends.at(n).ends)), target{end: g.linkEnd(to)})
	}
}
