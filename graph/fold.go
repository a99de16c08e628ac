package graph

import (
	"fmt"

	"onrecord/event"
)

// fold adds what an event says to the tables.
func (g *Graph) fold(d *decoded) error {
	e := &d.record.Envelope
	g.named = d.nodes
	if d.outlined {
		o := &d.outline
		if o.Of.IsZero() {
			c := g.addClaim(e.Position, e.ID, o)
			if o.Told {
				g.addReport(e, e.ID, c, &o.Report, d.report)
			}
		} else if c := g.next.find(o.Of, aClaim); c != 0 {
			g.addReport(e, e.ID, c, &o.Report, d.report)
		}
		return nil
	}
	switch p := d.payload.(type) {
	case *event.EntityDescribed:
		return g.foldEntity(e, p)
	case *event.DocumentCaptured:
		g.foldDocument(e, p)
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
	return nil
}

// node finds or makes the node with an id. A node that no event introduced yet stays a stub.
func (g *Graph) node(id event.ID) row {
	if id.IsZero() {
		return 0
	}
	t := &g.next
	if n := t.find(id, aNode); n != 0 {
		return n
	}
	n := t.nodes.add(nodeRow{id: id})
	t.names.nodes.put(hashID(id), n, never)
	return n
}

// entity finds or makes the row of a node as an entity.
func (g *Graph) entity(n row) *entityRow {
	t := &g.next
	node := t.nodes.at(n)
	if node.is&asEntity == 0 {
		store(&node.is, asEntity|t.entities.add(entityRow{claim: node.is}))
	}
	return t.entities.at(node.is &^ asEntity)
}

// nextNamed is node for what an event names next in its roles, its chain and further sources.
func (g *Graph) nextNamed(id event.ID) row {
	if len(g.named) == 0 {
		return g.node(id)
	}
	n := g.named[0]
	if g.named = g.named[1:]; n == 0 {
		return g.node(id)
	}
	return n
}

func (g *Graph) foldEntity(e *event.Envelope, p *event.EntityDescribed) error {
	t := &g.next
	text, err := event.EncodePayload(p)
	if err != nil {
		return fmt.Errorf("apply position %d: %w", e.Position, err)
	}
	n := g.node(p.Entity(e.ID))
	entity := g.entity(n)
	at := t.descriptions.len()
	d := t.descriptions.add(descriptionRow{node: n, older: entity.description, position: position(e.Position), name: t.describe(at, p),
		text: t.texts.addRun(text), size: uint32(len(text)), kind: uint32(p.Kind)})
	if entity.description == 0 {
		store(&entity.first, d)
	}
	store(&entity.description, d)
	g.addKey(p.Key, n)
	return nil
}

// addKey keeps what people call a node.
func (g *Graph) addKey(key string, n row) {
	if key != "" {
		g.next.addCall(byKey, key, n)
	}
}

func (g *Graph) foldDocument(e *event.Envelope, p *event.DocumentCaptured) {
	t := &g.next
	window := event.Window{First: e.RecordedAt, Last: e.RecordedAt}
	if p.PublishedAt.Dated() {
		window = p.PublishedAt.Window()
	}
	d := t.documents.add(documentRow{id: e.ID, position: position(e.Position), publisher: g.node(p.Publisher), window: g.window(window),
		url: t.texts.addRun([]byte(p.URL + p.SHA256)), urlSize: uint32(len(p.URL)), shaSize: uint32(len(p.SHA256))})
	t.names.documents.put(hashID(e.ID), d, t.isDocument(e.ID))
}

// document finds or makes the document with an id. One that no event introduced is a stub.
func (g *Graph) document(id event.ID) row {
	if id.IsZero() {
		return 0
	}
	t := &g.next
	if d := t.find(id, aDocument); d != 0 {
		return d
	}
	d := t.documents.add(documentRow{id: id})
	t.names.documents.put(hashID(id), d, never)
	return d
}

// addClaim adds a claim and its roles.
func (g *Graph) addClaim(at event.Position, id event.ID, o *event.Outline) row {
	t := &g.next
	n := g.node(id)
	g.players = g.players[:0]
	for _, part := range o.Roles {
		g.players = append(g.players, newRole(part.Role, g.nextNamed(part.ID)))
	}
	c := t.claims.add(claimRow{position: position(at), times: g.times(o.Times), node: n, role: t.roles.addRun(g.players), nroles: uint16(len(g.players)),
		kind: o.Kind, word: o.Word})
	if node := t.nodes.at(n); node.is&asEntity != 0 {
		store(&t.entities.at(node.is&^asEntity).claim, c)
	} else {
		store(&node.is, c)
	}
	for _, r := range g.players {
		t.ties.add(&g.entity(r.node()).ties, c)
		if t.seals.len() < t.ties.chunks.len() {
			t.seals.add(sealRow{})
		}
	}
	g.addKey(o.Key, n)
	g.addAmounts(c, o.Counts)
	return c
}

// addReport adds a report of a claim: what an id brought in, an event's or that of the claim itself, under an id of its own.
func (g *Graph) addReport(e *event.Envelope, by event.ID, c row, p *event.Telling, id event.ID) {
	t := &g.next
	r := furtherRow{id, c, position(e.Position), 0, reportRow{window: g.window(p.ReportedWindow(e.RecordedAt)), provenance: g.intern(p.Chain, p.Also),
		document: g.document(p.Document), aside: marksOf(p)}}
	derived := p.ID.IsZero() && by == t.claimID(c)
	a := asideRow{statement: g.node(p.Statement), evidence: uint16(p.Evidence)}
	if p.Modality != event.ModalityCertain {
		a.modality = uint16(p.Modality)
	}
	g.linkReport(&r, a, derived)
}

// marksOf are the marks of a report.
func marksOf(p *event.Telling) (marks row) {
	if p.Denies {
		marks |= denying
	}
	if p.Hedged {
		marks |= hedging
	}
	if p.Cued && len(p.Chain) <= 1 {
		marks |= sourceless
	}
	return marks
}
