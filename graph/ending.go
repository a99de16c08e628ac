package graph

import "onrecord/event"

// foldCorrection ends a claim and puts a better one in its place. Where the payload of one of the two was erased, the
// other half stands alone.
func (g *Graph) foldCorrection(e *event.Envelope, p *event.ClaimCorrected) {
	t := &g.next
	old, better := t.find(p.Target, aClaim), t.find(p.DuplicateOf, aClaim)
	if claim := p.Better(); claim != nil {
		var o event.Outline
		o.Fill(claim)
		id := p.ClaimNamed(e.ID)
		better = g.addClaim(e.Position, id, &o)
		if o.Told {
			g.addReport(e, id, better, &o.Report, o.Report.Named(id))
		}
	}
	correction := correctionRow{id: e.ID, position: position(e.Position), old: old, better: better}
	if p.Better() == nil {
		correction.duplicate = 1
	}
	var end endRow
	if old != 0 {
		end = g.newEnd(e, p.EndNamed(e.ID), &p.End, target{claim: old})
	}
	if old != 0 && better != 0 {
		correction.older = t.fate(better).replaces
		if p.End.Desk() {
			g.takeOver(e, &end, better, correction.duplicate == 1)
		}
	}
	k := t.corrections.add(correction)
	if old != 0 {
		if better != 0 {
			end.correction = k
		}
		t.corrections.at(k).end = g.linkEnd(end)
	}
	if old != 0 && better != 0 {
		g.replaces(better, k)
	}
	t.names.corrections.put(hashID(e.ID), k, t.isCorrection(e.ID))
}

// replaces says of a claim that a correction brought it in, which leaves it calm if it was.
func (g *Graph) replaces(better, k row) {
	claim := g.next.claims.at(better)
	was := claim.fate
	store(&g.fate(better).replaces, k)
	if was == 0 || was&calm != 0 {
		store(&claim.fate, claim.fate|calm)
	}
}

// foldRetraction withdraws what it names.
func (g *Graph) foldRetraction(e *event.Envelope, p *event.ClaimRetracted) {
	t := &g.next
	var targets []target
	if p.Positions != nil { // what is recorded there before now
		targets = []target{{stretch: t.stretches.add(event.Positions{From: p.Positions.From, To: min(p.Positions.To, e.Position-1)})}}
	} else if c, ok := t.row(p.Target, aCorrection); ok {
		targets = t.halves(t.corrections.at(c))
	} else if c, ok := t.row(p.Target, aClaim); ok {
		targets = []target{{claim: c}}
	} else if r, ok := t.row(p.Target, aReport); ok {
		targets = []target{{report: r}}
	} else if n, ok := t.row(p.Target, anEnd); ok {
		targets = []target{{end: n}}
	}
	for _, at := range targets {
		g.linkEnd(g.newEnd(e, p.EndNamed(e.ID, t.idOf(at), len(targets) > 1), &p.End, at))
	}
}

// halves lists what to end to undo a correction: its end, and the claim it brought in. A duplicate was there before it,
// with reports of its own; of that one it lists the reports that the correction copied.
func (t *tables) halves(c *correctionRow) (targets []target) {
	if c.end != 0 {
		targets = append(targets, target{end: c.end})
	}
	if c.better != 0 && c.duplicate == 0 {
		return append(targets, target{claim: c.better})
	}
	if c.better != 0 {
		now := &View{t: t, position: position(t.head)}
		for _, r := range now.reportsOf(c.better) {
			if t.recordedIn(r) == c.position {
				targets = append(targets, target{report: r})
			}
		}
	}
	return targets
}

// idOf is the id of what an end is aimed at; a range of positions has none.
func (t *tables) idOf(at target) event.ID {
	switch {
	case at.claim != 0:
		return t.claimID(at.claim)
	case at.report != 0:
		return t.reportID(at.report)
	}
	return t.ends.at(at.end).id
}
