package graph

import (
	"encoding/binary"
	"fmt"
	"iter"

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
// manyRanges: half the retractions are of positions, often of many.
// manyClaims: half of what is recorded are claims, and relations lead from few of them to others.
const (
	deskJudgements option = iota + 1
	manyRanges
	manyClaims
)

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

// people records some entities.
func (h *history) people(t tester, n int) (ids []event.ID) {
	for range n {
		ids = append(ids, h.tell(t, &event.EntityDescribed{Kind: event.KindPerson, Name: "E"}))
	}
	return ids
}

// tell records a payload as it is, in an append of its own.
func (h *history) tell(t tester, p event.Payload) event.ID {
	pos := h.head() + 1
	h.records = append(h.records, encoded(t, pos, event.Instant(pos), event.Event{ID: numbered(pos), Payload: p}))
	return numbered(pos)
}

// view asks for a view, and gives what was asked.
func (h *history) view(t tester) (naiveView, *View) {
	asked := h.asked()
	v, err := h.graph(t).View(asked.spec())
	if err != nil {
		t.Fatal(err)
	}
	return asked, v
}

// latest is the view of everything.
func (h *history) latest(t tester) *View {
	v, err := h.graph(t).View(Spec{})
	if err != nil {
		t.Fatal(err)
	}
	return v
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
