package graph

import (
	"encoding/binary"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"onrecord/event"
)

// history is a log made up of chance: real events, encoded, and the naive fold of the same.
type history struct {
	pick    func(n int) int // a number from 0 to n-1
	records []event.Record
	events  []event.Event // by position-1; the payload of an erased one is nil
	naive   *naive

	entities, documents, claims []event.ID
	now                         event.Instant
	how                         []option
}

// option makes histories of another sort.
type option int

// deskJudgements: identity is judged by the desk alone.
const deskJudgements option = 1

const (
	people   = 5  // entities described at the start; few, so that sources meet
	lastTold = 60 // the reported clock of a history runs from 0 to about this
)

// makeHistory records events of every kind, on the average half as many as told.
func makeHistory(t tester, pick func(n int) int, events int, how ...option) *history {
	h := &history{pick: pick, naive: newNaive(), how: how}
	for i := range people {
		h.record(t, &event.EntityDescribed{Kind: event.KindPerson, Name: fmt.Sprintf("E%d", i)})
	}
	h.record(t, &event.DocumentCaptured{Publisher: h.entities[0], Title: "D"})
	h.record(t, h.relation(true))
	for range events/8 + pick(events) {
		h.record(t, h.payload())
	}
	return h
}

// chance is true n times in m.
func (h *history) chance(n, m int) bool { return h.pick(m) < n }

func one[T any](h *history, from []T) T { return from[h.pick(len(from))] }

// recent is one of a list, more often of its end.
func recent[T any](h *history, from []T) T {
	return from[len(from)-1-min(h.pick(len(from)), h.pick(len(from)))]
}

// record gives the next position to a payload; some are erased, some belong to the append before.
func (h *history) record(t tester, p event.Payload) {
	pos := event.Position(len(h.records) + 1)
	e := event.Event{ID: numbered(pos), Payload: p}
	if err := e.Validate(); err != nil {
		t.Fatalf("the generator made an event that is wrong: %v", err)
	}
	if h.now == 0 || !h.chance(1, 4) {
		h.now += event.Instant(1 + h.pick(3))
	}
	r := encoded(t, pos, h.now, e)
	if pos > people+2 && h.chance(1, 40) {
		r.Payload, e.Payload = nil, nil
	} else {
		h.naive.fold(pos, h.now, e.ID, p)
	}
	h.records, h.events = append(h.records, r), append(h.events, e)
	switch p := p.(type) {
	case *event.EntityDescribed:
		if p.Describes.IsZero() {
			h.entities = append(h.entities, e.ID)
		}
	case *event.DocumentCaptured:
		h.documents = append(h.documents, e.ID)
	case event.Claim:
		h.claims = append(h.claims, e.ID)
	case *event.ClaimCorrected:
		if p.Better() != nil {
			h.claims = append(h.claims, p.ClaimNamed(e.ID))
		}
	}
}

// numbered is the id of the event at a position.
func numbered(p event.Position) (id event.ID) {
	id[6], id[8] = 0x70, 0x80
	binary.BigEndian.PutUint32(id[12:], uint32(p))
	return id
}

// encoded is an event as the log holds it.
func encoded(t tester, pos event.Position, at event.Instant, e event.Event) event.Record {
	payload, err := event.EncodePayload(e.Payload)
	if err != nil {
		t.Fatal(err)
	}
	return event.Record{Envelope: event.Envelope{Position: pos, RecordedAt: at, RecordedBy: "test", ID: e.ID, Type: e.Payload.Type(),
		Schema: event.Schema, Touches: e.Touches()}, Payload: payload}
}

// payload is something to record next.
func (h *history) payload() event.Payload {
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
		if reported {
			a.Report = h.report()
		}
		return a
	}
	return h.relation(reported)
}

func (h *history) relation(reported bool) *event.RelationHeld {
	r := &event.RelationHeld{Relation: event.RelAssociate, Subject: one(h, h.entities), When: h.when()}
	things := h.entities
	if h.chance(1, 3) && len(h.claims) > 0 {
		things = h.claims
	}
	for r.Object = one(h, things); r.Object == r.Subject; r.Object = one(h, h.entities) {
	}
	if reported {
		r.Report = h.report()
	}
	return r
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
	switch n := h.pick(10); {
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

// log yields the records from one position through another.
func (h *history) log(from, to event.Position) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		for _, r := range h.records[from-1 : to] {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (h *history) head() event.Position { return event.Position(len(h.records)) }

// graph is the graph of the whole history.
func (h *history) graph(t tester) *Graph {
	g := New()
	if err := g.Load(h.log(1, h.head())); err != nil {
		t.Fatal(err)
	}
	return g
}

// tester is a test of the standard library's, or of rapid's.
type tester interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}
