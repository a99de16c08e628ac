package bench

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"

	"onrecord/event"
)

// mix says what a history is made of.
type mix struct {
	entities int     // described first
	zipf     float64 // the exponent of how often each is named, over 1; 0: all alike
	hub      float64 // the share of claims that tie the first entity
	shares   shares
}

// shares are how many of a hundred events are of each sort; the rest further relations.
type shares struct{ statements, actions, reports, sourced, slips, retractions float64 }

// newsroom is statements with a quotation and a chain of two, relations, further reports and a few retractions, of entities
// that are named alike.
var newsroom = mix{entities: 1000, shares: shares{statements: 55, reports: 15, retractions: 5}}

// world is what a log of events of the world comes to: a few are named by nearly everybody, actions are many, some claims
// have several reports, some are corrected by their sources or by the desk.
var world = mix{entities: 10_000, zipf: 1.1, shares: shares{statements: 30, actions: 30, reports: 12, sourced: 2, slips: 2, retractions: 1}}

// history makes events out of chance. The same seed and mix make the same history, to the byte.
type history struct {
	mix
	random   *rand.Rand
	often    *rand.Zipf
	made     uint64
	entities []event.ID
	claims   []event.ID
}

func newHistory(seed uint64) *history { return newsroom.history(seed) }

// history starts a history of the mix.
func (m mix) history(seed uint64) *history {
	h := &history{mix: m, random: rand.New(rand.NewPCG(seed, seed))}
	if m.zipf > 0 {
		h.often = rand.NewZipf(h.random, m.zipf, 1, uint64(m.entities-1))
	}
	return h
}

// id makes an id of version 7; its time is how many were made before.
func (h *history) id() (id event.ID) {
	binary.BigEndian.PutUint64(id[:], h.made<<16|0x7000|h.random.Uint64()&0xfff)
	binary.BigEndian.PutUint64(id[8:], h.random.Uint64()>>2|1<<63)
	h.made++
	return id
}

// next is the next event.
func (h *history) next() event.Event {
	id := h.id()
	if n := len(h.entities) + 1; n <= h.mix.entities {
		h.entities = append(h.entities, id)
		return event.Event{ID: id, Payload: &event.EntityDescribed{Kind: event.KindPerson, Name: fmt.Sprintf("Person %d", n),
			Aliases: []string{fmt.Sprintf("P. %d", n)}}}
	}
	if len(h.claims) == 0 {
		return h.claimed(id, h.relation())
	}
	of, s := h.random.Float64()*100, h.shares
	among := func(share float64) bool {
		is := of < share
		of -= share
		return is
	}
	switch {
	case among(s.statements):
		return h.claimed(id, h.statement())
	case among(s.actions):
		return h.claimed(id, h.action())
	case among(s.reports):
		return event.Event{ID: id, Payload: &event.ClaimReported{Claim: h.claim(), Report: *h.report()}}
	case among(s.sourced):
		better, chain := h.action(), []event.ID{h.somebody()}
		better.Report.Origin.Chain = chain
		return event.Event{ID: id, Payload: &event.ClaimCorrected{Target: h.claim(), Action: better,
			End: event.End{Reason: event.ReasonSourceCorrected, Origin: event.Origin{Chain: chain, ReportedAt: better.Report.Origin.ReportedAt, Window: better.Report.Origin.Window}}}}
	case among(s.slips):
		better := h.action()
		better.Report = nil
		return event.Event{ID: id, Payload: &event.ClaimCorrected{Target: h.claim(), Action: better, End: event.End{Reason: event.ReasonEntryError}}}
	case among(s.retractions):
		return event.Event{ID: id, Payload: &event.ClaimRetracted{Target: h.claim(), End: event.End{Reason: event.ReasonEntryError}}}
	}
	return h.claimed(id, h.relation())
}

// claimed is the event of a claim, which later events may name.
func (h *history) claimed(id event.ID, p event.Claim) event.Event {
	h.claims = append(h.claims, id)
	return event.Event{ID: id, Payload: p}
}

func (h *history) statement() *event.StatementMade {
	return &event.StatementMade{Speaker: h.somebody(), Act: event.ActState, About: []event.ID{h.somebody()}, Quotes: []string{words}, When: h.day(), Report: h.report()}
}

func (h *history) action() *event.ActionTaken {
	a, b := h.pair()
	return &event.ActionTaken{Category: event.ActionCategory(1 + h.random.IntN(20)), Actors: []event.ID{a}, Recipients: []event.ID{b}, When: h.day(), Report: h.report()}
}

func (h *history) relation() *event.RelationHeld {
	a, b := h.pair()
	return &event.RelationHeld{Relation: event.RelLinkedTo, Subject: a, Object: b, When: h.day(), Report: h.report()}
}

// pair is two entities, in the hub's share one of them the first.
func (h *history) pair() (a, b event.ID) {
	a, b = h.somebody(), h.somebody()
	if h.random.Float64() < h.hub {
		a = h.entities[0]
	}
	for a == b {
		b = h.entities[h.random.IntN(len(h.entities))]
	}
	return a, b
}

// somebody is an entity.
func (h *history) somebody() event.ID {
	if h.often != nil {
		return h.entities[h.often.Uint64()]
	}
	return h.entities[h.random.IntN(len(h.entities))]
}

func (h *history) claim() event.ID { return h.claims[h.random.IntN(len(h.claims))] }

// day is a day of 2021.
func (h *history) day() *event.When {
	return on(fmt.Sprintf("2021-%02d-%02d", 1+h.random.IntN(12), 1+h.random.IntN(28)))
}

// report is one by an outlet, mostly citing somebody; one in ten hedges.
func (h *history) report() *event.Report {
	chain := []event.ID{h.somebody(), h.somebody()}
	if chain[0] == chain[1] {
		chain = chain[:1]
	}
	r := toldOn(h.day(), chain...)
	if h.random.IntN(10) == 0 {
		r.Cue = "reportedly"
	}
	return r
}

// on is a date.
func on(edtf string) *event.When {
	w, err := event.NewWhen(edtf, "", nil, "", event.ID{})
	if err != nil {
		panic(err) // it is a date
	}
	return w
}

// toldOn is a report by a chain on a date.
func toldOn(date *event.When, chain ...event.ID) *event.Report {
	window := date.Window()
	return &event.Report{Origin: event.Origin{Chain: chain, ReportedAt: date, Window: &window}}
}
