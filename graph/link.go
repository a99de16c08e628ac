package graph

import "onrecord/event"

// sourcesOf is the provenance of a report of a claim, given who it cites. Where an outlet affirms a statement and names
// nobody it has that from, the speaker and who is spoken for are its sources too; what others say of a statement is theirs
// alone.
func (g *Graph) sourcesOf(r *reportRow) row {
	t := &g.next
	cited := t.cited(r)
	chain := int(t.provenances.at(cited).chain)
	if !event.SpeakersAreSources(t.claims.at(r.claim).kind, chain, r.denies()) {
		return cited
	}
	g.cast = append(g.cast[:0], t.sources(cited)...)
	claim := t.claims.at(r.claim)
	for _, r := range t.roles.run(claim.role, int(claim.nroles)) {
		if r.role() == event.RoleSpeaker || r.role() == event.RoleOnBehalfOf {
			g.cast = append(g.cast, r.node())
		}
	}
	if len(g.cast) == len(t.sources(cited)) {
		return cited
	}
	if cited == 0 {
		cited = nobody
	}
	return g.internNodes(chain, cited)
}

// linkReport appends a report with an id to the table and to its lists.
func (g *Graph) linkReport(r reportRow, a asideRow, id event.ID) row {
	t := &g.next
	r.provenance = g.sourcesOf(&r)
	if a != (asideRow{}) {
		r.aside = r.aside&marks | t.asides.add(a)
	}
	n := t.reports.add(r)
	if claim := t.claims.at(r.claim); claim.report == 0 {
		store(&claim.report, n)
	} else {
		fate := g.fate(r.claim)
		list := &fate.affirmed
		if r.denies() {
			list = &fate.denied
		}
		tell := telling{n, t.windows.at(r.window).First}
		if *list != 0 {
			tell.first = min(tell.first, t.tellings.last(*list).first)
		}
		t.tellings.add(list, tell)
	}
	if r.document != 0 {
		t.cites.add(&t.documents.at(r.document).reports, n)
	}
	t.names.reports.put(hashID(id), n, t.find(id, aReport))
	return n
}

// fate finds or makes the row of what few claims have.
func (g *Graph) fate(c row) *fateRow {
	t := &g.next
	claim := t.claims.at(c)
	if claim.fate == 0 {
		store(&claim.fate, t.fates.add(fateRow{}))
	}
	return t.fates.at(claim.fate)
}

// linkEnd appends an end to the table and to its target's list.
func (g *Graph) linkEnd(e endRow) row {
	t := &g.next
	var head *row
	switch {
	case e.target.claim != 0:
		head = &g.fate(e.target.claim).ends
	case e.target.report != 0:
		report := t.reports.at(e.target.report)
		head = &report.ends
		store(&g.fate(report.claim).touched, 1)
	case e.target.end != 0:
		head = &t.ends.at(e.target.end).ends
	default:
		head = &t.ranges // a word of this state alone
	}
	e.older = *head
	n := t.ends.add(e)
	store(head, n)
	t.names.ends.put(hashID(e.id), n, t.find(e.id, anEnd))
	return n
}

// newEnd makes an end from what corrections and retractions share.
func (g *Graph) newEnd(e *event.Envelope, id event.ID, p *event.End, at target) endRow {
	end := endRow{id: id, position: position(e.Position), window: g.window(p.Origin.ReportedWindow(e.RecordedAt)), target: at}
	if !p.Desk() {
		end.provenance = g.intern(p.Origin.Chain, p.Origin.Also)
	}
	end.document = g.document(p.Origin.Document)
	if at.claim != 0 {
		end.of = g.intern(p.Whose(), nil)
	}
	return end
}

func (g *Graph) foldJudgement(e *event.Envelope, p *event.IdentityJudged) {
	j := judgementRow{id: e.ID, position: position(e.Position), window: p.Origin.ReportedWindow(e.RecordedAt), a: g.node(p.A), b: g.node(p.B), judgement: p.Judgement}
	if len(p.Origin.Chain) > 0 {
		j.provenance = g.intern(p.Origin.Chain, p.Origin.Also)
	}
	g.next.judgements.add(j)
}
