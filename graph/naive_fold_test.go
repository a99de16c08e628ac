package graph

import (
	"slices"

	"onrecord/event"
)

// The naive fold: what the events of DESIGN 3.1 add to the lists.

func newNaive() *naive { return &naive{documents: map[event.ID]event.ID{}} }

func (n *naive) fold(pos event.Position, at event.Instant, id event.ID, payload event.Payload) {
	switch p := payload.(type) {
	case *event.EntityDescribed:
		n.entities = append(n.entities, naiveEntity{p.Entity(id), pos})
	case *event.DocumentCaptured:
		n.documents[id] = p.Publisher
	case event.Claim:
		n.claim(pos, at, id, p)
	case *event.ClaimReported:
		n.report(pos, at, id, p.Claim, &p.Report)
	case *event.ClaimCorrected:
		n.correct(pos, at, id, p)
	case *event.ClaimRetracted:
		n.retract(pos, at, id, p)
	case *event.IdentityJudged:
		n.judgements = append(n.judgements, naiveJudgement{pos, p.A, p.B, len(p.Origin.Chain) == 0, sourcesOf(&p.Origin), p.Origin.ReportedWindow(at), p.Judgement})
	}
}

func sourcesOf(o *event.Origin) []event.ID { return slices.Concat(o.Chain, o.Also) }

func (n *naive) known(claim event.ID) (naiveClaim, bool) {
	for _, c := range n.claims {
		if c.id == claim {
			return c, true
		}
	}
	return naiveClaim{}, false
}

func (n *naive) claim(pos event.Position, at event.Instant, id event.ID, c event.Claim) {
	n.claims = append(n.claims, naiveClaim{id, pos, c})
	if r := c.FirstReport(); r != nil {
		n.report(pos, at, id, id, r)
	}
}

func (n *naive) report(pos event.Position, at event.Instant, from, claim event.ID, p *event.Report) {
	c, ok := n.known(claim)
	if !ok {
		return // its event was erased
	}
	r := naiveRecord{id: p.Named(from), target: claim, pos: pos, chain: p.Origin.Chain, sources: sourcesOf(&p.Origin), window: p.Origin.ReportedWindow(at),
		denies: p.Stance == event.StanceDenied, vague: p.Cue != "" && len(p.Origin.Chain) <= 1, document: p.Origin.Document,
		statement: p.Statement, evidence: p.Evidence, modality: p.Modality, hedged: p.Cue != "" || p.Modality > event.ModalityCertain}
	r.cited = r.sources
	n.records = append(n.records, r.saidBy(c))
}

// saidBy adds to the sources of an outlet's own report of a statement who said it, and on whose behalf.
func (r naiveRecord) saidBy(c naiveClaim) naiveRecord {
	r.sources = slices.Clone(r.cited)
	if s, is := c.it.(*event.StatementMade); is && !r.denies && len(r.chain) <= 1 {
		r.sources = append(r.sources, s.Speaker)
		if !s.OnBehalfOf.IsZero() {
			r.sources = append(r.sources, s.OnBehalfOf)
		}
	}
	return r
}

func (n *naive) endOf(pos event.Position, at event.Instant, id, target event.ID, p *event.End) naiveRecord {
	return naiveRecord{id: id, target: target, pos: pos, end: true, chain: p.Origin.Chain, sources: sourcesOf(&p.Origin), of: p.Of, window: p.Origin.ReportedWindow(at)}
}

func (n *naive) correct(pos event.Position, at event.Instant, id event.ID, p *event.ClaimCorrected) {
	_, old := n.known(p.Target)
	k := naiveCorrection{id: id, pos: pos, old: p.Target, better: p.ClaimNamed(id)}
	if old {
		k.halves = append(k.halves, p.EndNamed(id))
	}
	if p.Better() != nil {
		n.claim(pos, at, k.better, p.Better())
		k.halves = append(k.halves, k.better)
	}
	end := n.endOf(pos, at, p.EndNamed(id), p.Target, &p.End)
	if _, ok := n.known(k.better); ok && old && end.desk() {
		copies := n.takeOver(end, id, k.better, p.Better() == nil)
		if p.Better() == nil {
			k.halves = append(k.halves, copies...)
		}
	}
	if old {
		n.records = append(n.records, end)
	}
	n.corrections = append(n.corrections, k)
}

// takeOver copies what no desk record has ended: the reports of a claim that a correction's end is aimed at, and the sourced
// ends on the claim, on them and on each other. Where the end spares some reports, an end on the claim is copied only if
// it is aimed at one that is.
func (n *naive) takeOver(with naiveRecord, by, better event.ID, duplicate bool) (copies []event.ID) {
	pos, old := with.pos, with.target
	now := naiveView{naive: n, p: pos}
	before := slices.Clone(n.records)
	slip := func(r naiveRecord) bool {
		return slices.ContainsFunc(before, func(e naiveRecord) bool { return e.desk() && aimed(e, r) && now.inForce(e) })
	}
	var copyEnd func(e naiveRecord, to event.ID)
	copyEnds := func(from, to event.ID) {
		for _, e := range before {
			if e.end && e.target == from {
				copyEnd(e, to)
			}
		}
	}
	copyEnd = func(e naiveRecord, to event.ID) {
		if e.desk() || slip(e) {
			return
		}
		from, name := e.id, "copy "+e.id.String()+" "+to.String()
		if e.ranged { // its copy is one end as well, aimed at the copies of what it was aimed at
			name = "copy " + e.id.String()
		}
		e.id, e.target, e.pos, e.copied = by.Derive(name), to, pos, true
		known := slices.ContainsFunc(n.records, func(r naiveRecord) bool { return r.id == e.id })
		if n.records = append(n.records, e); !known {
			copyEnds(from, e.id)
		}
	}
	var taken []naiveRecord
	for _, r := range before {
		if r.end || r.target != old || slip(r) || !aimed(with, r) {
			continue
		}
		from := r
		taken = append(taken, r)
		r.id, r.target, r.pos, r.copied = by.Derive("copy "+r.id.String()), better, pos, true
		said, _ := n.known(better)
		n.records = append(n.records, r.saidBy(said))
		copies = append(copies, r.id)
		copyEnds(from.id, r.id)
		for _, e := range before {
			if duplicate && e.target == old && aimed(e, from) {
				copyEnd(e, r.id)
			}
		}
	}
	for _, e := range before {
		covers := slices.ContainsFunc(taken, func(r naiveRecord) bool { return aimed(e, r) })
		if !duplicate && e.end && e.target == old && (with.of == nil || covers) {
			copyEnd(e, better)
		}
	}
	return copies
}

func (n *naive) retract(pos event.Position, at event.Instant, id event.ID, p *event.ClaimRetracted) {
	var targets []event.ID
	if p.Positions != nil { // one end, written once for each record it is aimed at
		for _, r := range n.records {
			if p.Positions.From <= r.pos && r.pos <= p.Positions.To && !slices.Contains(targets, r.id) {
				targets = append(targets, r.id)
			}
		}
	} else {
		_, known := n.known(p.Target)
		if known || slices.ContainsFunc(n.records, func(r naiveRecord) bool { return r.id == p.Target }) {
			targets = []event.ID{p.Target}
		}
		for _, k := range n.corrections {
			if k.id == p.Target {
				targets = k.halves
			}
		}
	}
	for _, target := range targets {
		end := n.endOf(pos, at, p.EndNamed(id, target, len(targets) > 1 && p.Positions == nil), target, &p.End)
		end.ranged = p.Positions != nil
		n.records = append(n.records, end)
	}
}
