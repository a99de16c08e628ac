package bench

import (
	"context"
	"io"
	"iter"
	"log/slog"
	"os"
	"strconv"
	"testing"
	"time"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
)

// perAppend is how many events an append of these benchmarks has.
const perAppend = 500

// quiet drops what the log says.
func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// benchEvents is how many events the log of a benchmark has: 200,000, or what ONRECORD_BENCH_EVENTS says.
func benchEvents(tb testing.TB) int { return eventsOr(tb, 200_000) }

// eventsOr is benchEvents with another number where nothing is said.
func eventsOr(tb testing.TB, otherwise int) int {
	set := os.Getenv("ONRECORD_BENCH_EVENTS")
	if set == "" {
		return otherwise
	}
	n, err := strconv.Atoi(set)
	if err != nil || n < 1 {
		tb.Fatalf("ONRECORD_BENCH_EVENTS: %q is not a number of events", set)
	}
	return n
}

// asked skips what measures unless it was asked for.
func asked(t *testing.T) {
	t.Helper()
	if os.Getenv("ONRECORD_BENCH") == "" {
		t.Skip("measures for a minute or more; set ONRECORD_BENCH=1 to run it")
	}
}

// write fills a new log in dir with n events of a history.
func (h *history) write(tb testing.TB, dir string, n int) {
	tb.Helper()
	log, err := eventlog.Open(dir, eventlog.Options{Logger: quiet()})
	if err != nil {
		tb.Fatal(err)
	}
	for done := 0; done < n; {
		batch := make([]event.Event, min(perAppend, n-done))
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

// events yields n events of a history.
func (h *history) events(n int) iter.Seq[event.Event] {
	return func(yield func(event.Event) bool) {
		for range n {
			if !yield(h.next()) {
				return
			}
		}
	}
}

// records turns events into what a log of them yields, without a log: positions after one that is given, a second between
// appends, no proofs.
func records(after event.Position, events iter.Seq[event.Event]) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		position := after
		for e := range events {
			position++
			r, err := recorded(position, e)
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// recorded is an event as the log yields it.
func recorded(at event.Position, e event.Event) (event.Record, error) {
	begun := event.At(time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC))
	payload, err := event.EncodePayload(e.Payload)
	return event.Record{Envelope: event.Envelope{Position: at, RecordedAt: begun + event.Instant(int(at-1)/perAppend)*1e6, RecordedBy: "bench", ID: e.ID,
		Type: e.Payload.Type(), Schema: event.Schema}, Payload: payload}, err
}

// folded is the graph of some events.
func folded(tb testing.TB, events iter.Seq[event.Event]) *graph.Graph {
	tb.Helper()
	g := graph.New()
	if err := g.Load(records(0, events)); err != nil {
		tb.Fatal(err)
	}
	return g
}
