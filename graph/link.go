package graph

import "onrecord/event"

// sourcesOf is the provenance of a report of a claim, given who it cites. Where an outlet affirms a statement and names
// nobody it has that from, the speaker and who is spoken for are its sources too; what others say of a statement is theirs
// alone.
func (g *Graph) sourcesOf(c row, r *reportRow) row {
	t := &g.next
	cited := t.cited(r)
	chain := int(t.provenances.at(cited).chain)
	if !event.SpeakersAreSources(t.claims.at(c).kind, chain, r.denies()) {
		return cited
	}
	g.cast = append(g.cast[:0], t.sources(cited)...)
	claim := t.claims.at(c)
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

// linkReport appends a report to the tables and to its lists: to its claim's own row if it is recorded with it, and the first.
// An id that is derived from the claim's is not kept there.
func (g *Graph) linkReport(r *furtherRow, a asideRow, derived bool) row {
	t := &g.next
	r.provenance = g.sourcesOf(r.claim, &r.reportRow)
	claim := t.claims.at(r.claim)
	first := claim.first.aside&given == 0 && claim.position == r.position
	if first && !derived {
		a.id = r.id
	}
	if r.aside = r.aside&marks | given; a != (asideRow{}) {
		r.aside |= t.asides.add(a)
	}
	n := r.claim
	if first {
		claim.first = r.reportRow
	} else {
		n = later | t.further.add(*r)
		fate := g.fate(r.claim)
		list := &fate.affirmed
		if r.denies() {
			list = &fate.denied
		}
		t.tell(list, n)
	}
	if r.document != 0 {
		t.backs.add(&t.documents.at(r.document).reports, n)
	}
	t.names.reports.put(hashID(r.id), n, t.isReport(r.id))
	return n
}

// tell appends a further report to a list of those of its claim.
func (t *tables) tell(list *row, r row) {
	if *list == 0 {
		store(list, r)
		return
	}
	head := *list
	if head&later != 0 { // a single one, and no list yet
		head = 0
		t.tellings.add(&head, telling{*list, t.report(*list).window})
	}
	first, own := t.tellings.last(head).first, t.report(r).window
	if t.window(own).First < t.window(first).First {
		first = own
	}
	t.tellings.add(&head, telling{r, first})
	if t.tellings.chunks.at(head).fits >= tellersFrom {
		t.addTeller(r)
	}
	store(list, head)
}

// fate finds or makes the row of what few claims have, for what makes it not calm.
func (g *Graph) fate(c row) *fateRow {
	t := &g.next
	claim := t.claims.at(c)
	if claim.fate == 0 {
		t.sealed.add(0)
		store(&claim.fate, t.fates.add(fateRow{}))
	} else if claim.fate&calm != 0 {
		store(&claim.fate, claim.fate&^calm)
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
		report := t.report(e.target.report)
		head = &report.ends
		if fate := g.fate(t.claimOf(e.target.report)); fate.touched == 0 {
			store(&fate.touched, t.ends.len())
		}
	case e.target.end != 0:
		head = &t.ends.at(e.target.end).ends
	default:
		head = &t.ranges // a word of this state alone
	}
	e.older = *head
	n := t.ends.add(e)
	store(head, n)
	t.names.ends.put(hashID(e.id), n, t.isEnd(e.id))
	t.seal(n)
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
	j := judgementRow{id: e.ID, position: position(e.Position), window: g.window(p.Origin.ReportedWindow(e.RecordedAt)), a: g.node(p.A), b: g.node(p.B), judgement: uint32(p.Judgement)}
	if len(p.Origin.Chain) > 0 {
		j.provenance = g.intern(p.Origin.Chain, p.Origin.Also)
	}
	g.next.judgements.add(j)
}
