package graph

import (
	"encoding/binary"

	"onrecord/event"
)

// fold adds what an event says to the tables.
func (g *Graph) fold(e event.Envelope, payload event.Payload) {
	switch p := payload.(type) {
	case *event.EntityDescribed:
		g.foldEntity(e, p)
	case *event.DocumentCaptured:
		g.foldDocument(e, p)
	case event.Claim:
		c := g.addClaim(e, e.ID, p)
		if r := p.FirstReport(); r != nil {
			g.addReport(e, c, r)
		}
	case *event.ClaimReported:
		if c, ok := g.next.names.row(p.Claim, aClaim); ok {
			g.addReport(e, c, &p.Report)
		}
	case *event.ClaimCorrected:
		g.foldCorrection(e, p)
	case *event.ClaimRetracted:
		g.foldRetraction(e, p)
	case *event.IdentityJudged:
		g.foldJudgement(e, p)
	case *event.PayloadErased:
		g.next.names.addErasure(p.Position, e.Position) // what it erased is gone from the log that is folded
	case *event.ClaimAssessed:
		// It never changes what a view shows.
	}
}

// node finds or makes the node with an id. A node that no event introduced yet stays a stub.
func (g *Graph) node(id event.ID) row {
	if id.IsZero() {
		return 0
	}
	if n, ok := g.next.names.row(id, aNode); ok {
		return n
	}
	n := g.next.nodes.add(nodeRow{id: id})
	g.next.names.add(id, aNode, n)
	return n
}

func (g *Graph) foldEntity(e event.Envelope, p *event.EntityDescribed) {
	t := &g.next
	n := g.node(p.Entity(e.ID))
	node := t.nodes.at(n)
	d := t.descriptions.add(descriptionRow{n, node.description, e.Position, p})
	if node.description == 0 {
		store(&node.first, d)
	}
	store(&node.description, d)
	g.next.names.describe(d, p)
	g.next.names.addKey(p.Key, node.id)
}

func (g *Graph) foldDocument(e event.Envelope, p *event.DocumentCaptured) {
	window := event.Window{First: e.RecordedAt, Last: e.RecordedAt}
	if p.PublishedAt.Dated() {
		window = p.PublishedAt.Window()
	}
	d := g.next.documents.add(documentRow{id: e.ID, position: e.Position, publisher: g.node(p.Publisher), window: window,
		url: p.URL, sha256: p.SHA256})
	g.next.names.add(e.ID, aDocument, d)
}

// document finds or makes the document with an id. One that no event introduced is a stub.
func (g *Graph) document(id event.ID) row {
	if id.IsZero() {
		return 0
	}
	if d, ok := g.next.names.row(id, aDocument); ok {
		return d
	}
	d := g.next.documents.add(documentRow{id: id})
	g.next.names.add(id, aDocument, d)
	return d
}

// addClaim adds a claim and its roles.
func (g *Graph) addClaim(e event.Envelope, id event.ID, p event.Claim) row {
	t := &g.next
	n := g.node(id)
	var roles []roleRow
	p.Roles(func(role event.Role, id event.ID) {
		roles = append(roles, roleRow{claim: t.claims.len(), node: g.node(id), role: role})
	})
	c := t.claims.add(claimRow{id: id, position: e.Position, times: p.Times(), node: n, role: t.roles.align(len(roles)), nroles: int32(len(roles)),
		kind: p.ClaimKind(), word: word(p)})
	store(&t.nodes.at(n).claim, c)
	for _, r := range roles {
		node := t.nodes.at(r.node)
		r.older = node.roles
		store(&node.roles, t.roles.add(r))
	}
	g.next.names.add(id, aClaim, c)
	g.next.names.addKey(p.ClaimKey(), id)
	return c
}

// word is the number of the act, category or relation type.
func word(p event.Claim) uint8 {
	switch p := p.(type) {
	case *event.StatementMade:
		return uint8(p.Act)
	case *event.ActionTaken:
		return uint8(p.Category)
	case *event.RelationHeld:
		return uint8(p.Relation)
	}
	return 0
}

// addReport adds a report of a claim.
func (g *Graph) addReport(e event.Envelope, c row, p *event.Report) {
	r := reportRow{id: p.Named(e.ID), position: e.Position, window: p.Origin.ReportedWindow(e.RecordedAt), claim: c,
		cited: g.intern(p.Origin.Chain, p.Origin.Also), denies: p.Denies(), hedged: p.Hedged(),
		sourceless: p.Cue != "" && len(p.Origin.Chain) <= 1, statement: g.node(p.Statement), document: g.document(p.Origin.Document)}
	g.linkReport(r)
}

// sourcesOf is the provenance of a report: who it cites. Where an outlet affirms a statement and names nobody it has that
// from, the speaker and who is spoken for are its sources too; what others say of a statement is theirs alone.
func (g *Graph) sourcesOf(r *reportRow) row {
	t := &g.next
	chain := t.chain(r.cited)
	if !event.SpeakersAreSources(t.claims.at(r.claim).kind, len(chain), r.denies) {
		return r.cited
	}
	others := t.ids(t.sources(r.cited)[len(chain):])
	return g.intern(t.ids(chain), append(others, g.speakers(r.claim)...))
}

// ids are the ids of nodes.
func (t *tables) ids(nodes []row) []event.ID {
	ids := make([]event.ID, len(nodes))
	for i, n := range nodes {
		ids[i] = t.nodes.at(n).id
	}
	return ids
}

// speakers are who said a statement, and on whose behalf.
func (g *Graph) speakers(c row) (ids []event.ID) {
	t := &g.next
	claim := t.claims.at(c)
	for _, r := range t.roles.run(claim.role, int(claim.nroles)) {
		if r.role == event.RoleSpeaker || r.role == event.RoleOnBehalfOf {
			ids = append(ids, t.nodes.at(r.node).id)
		}
	}
	return ids
}

// linkReport appends a report to the table and to its lists.
func (g *Graph) linkReport(r reportRow) row {
	t := &g.next
	r.provenance = g.sourcesOf(&r)
	r.older = t.claims.at(r.claim).reports
	r.olderInDoc = t.documents.at(r.document).reports
	n := t.reports.add(r)
	store(&t.claims.at(r.claim).reports, n)
	if r.document != 0 {
		store(&t.documents.at(r.document).reports, n)
	}
	g.next.names.add(r.id, aReport, n)
	return n
}

// linkEnd appends an end to the table and to its target's list.
func (g *Graph) linkEnd(e endRow) row {
	t := &g.next
	var head *row
	switch {
	case e.target.claim != 0:
		head = &t.claims.at(e.target.claim).ends
	case e.target.report != 0:
		head = &t.reports.at(e.target.report).ends
	case e.target.end != 0:
		head = &t.ends.at(e.target.end).ends
	default:
		head = &t.ranges // a word of this state alone
	}
	e.older = *head
	n := t.ends.add(e)
	store(head, n)
	g.next.names.add(e.id, anEnd, n)
	return n
}

// newEnd makes an end from what corrections and retractions share.
func (g *Graph) newEnd(e event.Envelope, id event.ID, p *event.End, at target) endRow {
	end := endRow{id: id, position: e.Position, window: p.Origin.ReportedWindow(e.RecordedAt), target: at}
	if !p.Desk() {
		end.provenance = g.intern(p.Origin.Chain, p.Origin.Also)
	}
	end.document = g.document(p.Origin.Document)
	if at.claim != 0 {
		end.of = g.intern(p.Whose(), nil)
	}
	return end
}

// intern finds or makes the provenance with a chain and further sources. Nobody at all is provenance 0.
func (g *Graph) intern(chain, others []event.ID) row {
	if len(chain)+len(others) == 0 {
		return 0
	}
	t := &g.next
	key := binary.BigEndian.AppendUint16(nil, uint16(len(chain)))
	nodes := make([]row, 0, len(chain)+len(others))
	for _, list := range [][]event.ID{chain, others} {
		for _, id := range list {
			n := g.node(id)
			nodes = append(nodes, n)
			key = binary.BigEndian.AppendUint32(key, n)
		}
	}
	if p, ok := g.interned[string(key)]; ok {
		return p
	}
	p := row(len(t.provenances))
	t.provenances = append(t.provenances, provenanceRow{row(len(t.members)), uint16(len(chain)), uint16(len(others))})
	t.members = append(t.members, nodes...)
	g.interned[string(key)] = p
	return p
}

func (g *Graph) foldJudgement(e event.Envelope, p *event.IdentityJudged) {
	t := &g.next
	j := judgementRow{id: e.ID, position: e.Position, window: p.Origin.ReportedWindow(e.RecordedAt), a: g.node(p.A), b: g.node(p.B), judgement: p.Judgement}
	if len(p.Origin.Chain) > 0 {
		j.provenance = g.intern(p.Origin.Chain, p.Origin.Also)
	}
	t.judgements = append(t.judgements, j)
}
