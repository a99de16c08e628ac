package graph

import (
	"slices"
	"strconv"
	"strings"

	"onrecord/event"
)

// What a history records next, by chance.

// payload is something to record next.
func (h *history) payload() event.Payload {
	if slices.Contains(h.how, manyClaims) && h.chance(1, 2) {
		return h.claim(true).(event.Payload)
	}
	switch n := h.pick(26); {
	case n < 4:
		return h.claim(true).(event.Payload)
	case n < 9:
		return &event.ClaimReported{Claim: recent(h, h.claims), Report: *h.report()}
	case n < 13:
		return h.correction()
	case n < 20:
		return h.retraction()
	case n < 24:
		return h.judgement()
	case n < 25:
		return h.description()
	}
	return &event.DocumentCaptured{Publisher: one(h, h.entities), Title: "D"}
}

func (h *history) description() event.Payload {
	p := &event.EntityDescribed{Kind: event.KindPerson, Name: "E"}
	if h.chance(1, 2) {
		p.Describes = one(h, h.entities)
	}
	return p
}

// window is a reported window; nil leaves it to the moment of recording.
func (h *history) window() *event.Window {
	if h.chance(1, 5) {
		return nil
	}
	first := event.Instant(h.pick(lastTold))
	return &event.Window{First: first, Last: first + event.Instant(h.pick(4)*h.pick(4))}
}

// origin has a chain of at least some members.
func (h *history) origin(least int) event.Origin {
	o := event.Origin{Window: h.window()}
	for range least + h.pick(4-least) {
		if id := one(h, h.entities); !slices.Contains(o.Chain, id) {
			o.Chain = append(o.Chain, id)
		}
	}
	if h.chance(1, 5) {
		o.Also = []event.ID{one(h, h.entities)}
	}
	if h.chance(1, 3) {
		o.Document = one(h, h.documents)
	}
	return o
}

func (h *history) report() *event.Report {
	r := &event.Report{Origin: h.origin(0)}
	if h.chance(1, 4) {
		r.Stance = event.StanceDenied
	}
	if h.chance(1, 4) {
		r.Cue = "reportedly"
	}
	r.Evidence, r.Modality = event.Evidence(h.pick(4)), event.Modality(max(0, h.pick(6)-2))
	if h.chance(1, 5) && len(h.claims) > 0 {
		r.Statement = recent(h, h.claims) // any claim will do
	}
	return r
}

// claim is one of any kind, with its first report or without.
func (h *history) claim(reported bool) event.Claim {
	switch h.pick(3) {
	case 0:
		s := &event.StatementMade{Speaker: one(h, h.entities), Act: event.ActState, Paraphrase: "words", When: h.when()}
		if h.chance(1, 3) {
			s.OnBehalfOf = one(h, h.entities)
		}
		if h.chance(1, 3) && len(h.claims) > 0 {
			s.About = []event.ID{one(h, h.claims)}
		}
		if reported {
			s.Report = h.report()
		}
		return s
	case 1:
		a := &event.ActionTaken{Category: event.CategoryAssault, When: h.when()}
		for range h.pick(3) {
			if id := one(h, h.entities); !slices.Contains(a.Actors, id) {
				a.Actors = append(a.Actors, id)
			}
		}
		if h.chance(2, 3) {
			a.Recipients = []event.ID{one(h, h.entities)}
		}
		if h.chance(1, 3) {
			a.Place = one(h, h.entities)
		}
		for range h.pick(3) {
			a.Quantities = append(a.Quantities, h.quantity())
		}
		if reported {
			a.Report = h.report()
		}
		return a
	}
	return h.relation(reported)
}

// quantity is one of few, so that they meet, and often do not agree.
func (h *history) quantity() event.Quantity {
	n, more := float64(h.pick(9)), float64(h.pick(9))
	q := event.Quantity{Measure: one(h, []string{"killed", "wounded"}), Unit: one(h, []string{"people", "people", "", "horses"}), Text: "words"}
	switch h.pick(6) {
	case 0:
		q.Min = &n
	case 1:
		q.Max = &n
	case 2:
		more += n
		q.Min, q.Max = &n, &more
	case 3, 4:
		q.Value = &n
	}
	return q
}

func (h *history) relation(reported bool) *event.RelationHeld {
	r := &event.RelationHeld{Relation: one(h, []event.RelationType{event.RelAssociate, event.RelResultedIn, event.RelContradicts}), Subject: one(h, h.entities), When: h.when()}
	things := h.entities
	switch many := slices.Contains(h.how, manyClaims); {
	case len(h.claims) == 0:
	case many && h.chance(2, 3):
		r.Relation, r.Subject, things = event.RelResultedIn, h.claims[0], h.actions()
	case many || h.chance(1, 4):
		r.Subject, things = one(h, h.claims[:min(3, len(h.claims))]), h.claims
	case h.chance(1, 3):
		things = h.claims
	}
	for r.Object = recent(h, things); r.Object == r.Subject; r.Object = one(h, h.entities) {
	}
	if reported {
		r.Report = h.report()
	}
	return r
}

// actions are the claims that may have quantities, or the entities where there is none.
func (h *history) actions() (ids []event.ID) {
	for _, c := range h.naive.claims {
		if c.it.ClaimKind() == event.KindAction {
			ids = append(ids, c.id)
		}
	}
	if ids == nil {
		return h.entities
	}
	return ids
}

// when is a date of the first days of 2021, of every form that has bounds of its own.
func (h *history) when() *event.When {
	a, b := 1+h.pick(9), h.pick(9)
	forms := []string{"2021-01-0A", "2021-01-0A", "2021-01-0A/2021-01-1B", "2021-01-0A/2021-01-1B", "2021-01-0A/..", "../2021-01-1B", "/2021-01-1B", "2021-01-0A/",
		"2021-01-0A?", "2021-01-0A~", "2021-01-XX", "2021-01-0AT10:30:00.000001", "2021-01-0A/2021-01-0A", ""}
	form := one(h, forms)
	if form == "" {
		return nil
	}
	text := strings.NewReplacer("A", strconv.Itoa(a), "B", strconv.Itoa(b)).Replace(form)
	w, err := event.NewWhen(text, "", nil, "", event.ID{})
	if err != nil {
		panic(err)
	}
	return w
}

func (h *history) end(least int) event.End {
	e := event.End{Reason: event.ReasonEntryError}
	if least > 0 || h.chance(1, 2) {
		e.Origin = h.origin(1)
	}
	if h.chance(1, 4) {
		e.Of = []event.ID{one(h, h.entities)}
	}
	return e
}

func (h *history) correction() event.Payload {
	p := &event.ClaimCorrected{Target: recent(h, h.claims), End: h.end(0)}
	if id := one(h, h.claims); p.End.Desk() && id != p.Target && h.chance(1, 3) {
		p.DuplicateOf = id
		return p
	}
	switch better := h.claim(!p.End.Desk()).(type) {
	case *event.StatementMade:
		p.Statement = better
	case *event.ActionTaken:
		p.Action = better
	case *event.RelationHeld:
		p.Relation = better
	}
	return p
}

func (h *history) retraction() event.Payload {
	p := &event.ClaimRetracted{End: h.end(0)}
	var records, ends, corrections []event.ID
	for _, r := range h.naive.records {
		if records = append(records, r.id); r.end {
			ends = append(ends, r.id)
		}
	}
	for _, k := range h.naive.corrections {
		corrections = append(corrections, k.id)
	}
	often := slices.Contains(h.how, manyRanges)
	switch n := h.pick(10); {
	case often && n < 5:
		from := event.Position(1 + h.pick(len(h.records)))
		p.Positions, p.End.Of = &event.Positions{From: from, To: from + event.Position(h.pick(9))}, nil
	case n < 4 && len(ends) > 0:
		p.Target = recent(h, ends)
	case n < 6 && len(corrections) > 0:
		p.Target = recent(h, corrections)
	case n < 7 && len(records) > 0:
		p.Target = recent(h, records)
	case n < 8:
		from := event.Position(1 + h.pick(len(h.records)))
		p.Positions, p.End.Of = &event.Positions{From: from, To: from + event.Position(h.pick(3))}, nil
	default:
		p.Target = recent(h, h.claims)
	}
	return p
}

func (h *history) judgement() event.Payload {
	p := &event.IdentityJudged{A: one(h, h.entities), Judgement: one(h, []event.Judgement{event.JudgedSame, event.JudgedSame, event.JudgedDifferent, event.JudgedUnsure})}
	for p.B = p.A; p.B == p.A; p.B = one(h, h.entities) {
	}
	if h.chance(1, 2) && !slices.Contains(h.how, deskJudgements) {
		p.Origin = h.origin(1)
	}
	return p
}
