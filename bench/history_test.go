package bench

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
)

// history makes events like those of a newsroom: entities first, then statements with a quotation and a chain of two,
// relations, further reports, and a few retractions. The same seed makes the same history, but for the ids.
type history struct {
	random   *rand.Rand
	entities []event.ID
	claims   []event.ID
}

func newHistory(seed uint64) *history { return &history{random: rand.New(rand.NewPCG(seed, seed))} }

// write fills a new log in dir with n events, in appends of 500.
func (h *history) write(tb testing.TB, dir string, n int) {
	tb.Helper()
	log, err := eventlog.Open(dir, eventlog.Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		tb.Fatal(err)
	}
	for done := 0; done < n; {
		batch := make([]event.Event, min(500, n-done))
		for i := range batch {
			batch[i] = h.next()
		}
		if _, err := log.Append(context.Background(), "bench", nil, batch...); err != nil {
			tb.Fatal(err)
		}
		done += len(batch)
	}
	if err := log.Close(); err != nil {
		tb.Fatal(err)
	}
}

// next is the next event.
func (h *history) next() event.Event {
	id := event.NewID()
	if len(h.entities) < 1000 {
		h.entities = append(h.entities, id)
		return event.Event{ID: id, Payload: &event.EntityDescribed{Kind: event.KindPerson, Name: fmt.Sprintf("Person %d", len(h.entities)),
			Aliases: []string{fmt.Sprintf("P. %d", len(h.entities))}}}
	}
	switch p := h.random.Float64(); {
	case p < 0.55 || len(h.claims) == 0:
		h.claims = append(h.claims, id)
		return event.Event{ID: id, Payload: &event.StatementMade{Speaker: h.somebody(), Act: event.ActState, About: []event.ID{h.somebody()},
			Quotes: []string{words}, When: h.day(), Report: h.report()}}
	case p < 0.80:
		a, b := h.somebody(), h.somebody()
		for a == b {
			b = h.somebody()
		}
		h.claims = append(h.claims, id)
		return event.Event{ID: id, Payload: &event.RelationHeld{Relation: event.RelLinkedTo, Subject: a, Object: b, When: h.day(), Report: h.report()}}
	case p < 0.95:
		return event.Event{ID: id, Payload: &event.ClaimReported{Claim: h.claim(), Report: *h.report()}}
	}
	return event.Event{ID: id, Payload: &event.ClaimRetracted{Target: h.claim(), End: event.End{Reason: event.ReasonEntryError}}}
}

func (h *history) somebody() event.ID { return h.entities[h.random.IntN(len(h.entities))] }
func (h *history) claim() event.ID    { return h.claims[h.random.IntN(len(h.claims))] }

func (h *history) day() *event.When {
	w, err := event.NewWhen(fmt.Sprintf("2021-%02d-%02d", 1+h.random.IntN(12), 1+h.random.IntN(28)), "", nil, "", event.ID{})
	if err != nil {
		panic(err) // it is a date
	}
	return w
}

func (h *history) report() *event.Report {
	chain := []event.ID{h.somebody(), h.somebody()}
	if chain[0] == chain[1] {
		chain = chain[:1]
	}
	day := h.day()
	window := day.Window()
	return &event.Report{Origin: event.Origin{Chain: chain, ReportedAt: day, Window: &window}}
}

// benchEvents is how many events the log of a benchmark has: 200,000, or what ONRECORD_BENCH_EVENTS says.
func benchEvents(tb testing.TB) int {
	set := os.Getenv("ONRECORD_BENCH_EVENTS")
	if set == "" {
		return 200_000
	}
	n, err := strconv.Atoi(set)
	if err != nil || n < 1 {
		tb.Fatalf("ONRECORD_BENCH_EVENTS: %q is not a number of events", set)
	}
	return n
}
