package logtest

import (
	"context"
	"errors"
	"sync"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
)

// together runs f n times at once and waits for all.
func together(n int, f func(i int)) {
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-start
			f(i)
		})
	}
	close(start)
	all.Wait()
}

func repeated(t *testing.T, l eventlog.Log) {
	add(t, l, Entity("before"))
	events := Entities(3)
	first := add(t, l, events...)
	add(t, l, Entity("after"))
	want := first
	want.Duplicate = true
	for _, by := range []string{desk, "somebody else"} {
		if again, err := l.Append(context.Background(), by, nil, events...); err != nil || again != want {
			t.Errorf("again by %s: %+v, %v; want %+v", by, again, err, want)
		}
	}
	part, err := l.Append(context.Background(), desk, nil, events[1:]...)
	if err != nil || part.First != first.First+1 || part.Last != first.Last || !part.Duplicate {
		t.Errorf("a run of the events of an append: %+v, %v", part, err)
	}
	if records := Check(t, l); len(records) != 5 {
		t.Errorf("the log has %d records; want 5", len(records))
	}
}

func storm(t *testing.T, l eventlog.Log) {
	const rounds, writers = 10, 32
	for round := range rounds {
		events := Entities(3)
		receipts := make([]eventlog.Receipt, writers)
		together(writers, func(i int) {
			var err error
			if receipts[i], err = l.Append(context.Background(), desk, nil, events...); err != nil {
				t.Errorf("append: %v", err)
			}
		})
		firsts := 0
		for _, r := range receipts {
			if !r.Duplicate {
				firsts++
			}
			if r.Duplicate = false; r.First != event.Position(3*round+1) || r.Last != r.First+2 || r.RecordedAt != l.Head().RecordedAt {
				t.Errorf("round %d: the receipt is %+v", round, r)
			}
		}
		if firsts != 1 {
			t.Errorf("round %d: %d appends were the first", round, firsts)
		}
	}
	if records := Check(t, l); len(records) != 3*rounds {
		t.Errorf("the log has %d records; want %d", len(records), 3*rounds)
	}
}

func rivals(t *testing.T, l eventlog.Log) {
	const rounds, writers = 10, 32
	shared := Entity("shared")
	at := add(t, l, shared).Last
	for round := range rounds {
		refusals := make([]error, writers)
		together(writers, func(i int) {
			c := []eventlog.Condition{{Touching: []event.ID{shared.ID}, After: at}}
			_, refusals[i] = l.Append(context.Background(), desk, c, Statement(shared.ID, "I was first"))
		})
		won := 0
		for _, err := range refusals {
			var conflict *eventlog.ConflictError
			if err == nil {
				won++
			} else if !errors.As(err, &conflict) || conflict.Touched != shared.ID || conflict.At != at+1 {
				t.Errorf("round %d: %v", round, err)
			}
		}
		if won != 1 {
			t.Errorf("round %d: %d of %d rivals won", round, won, writers)
		}
		at = l.Head().Position
	}
	if records := Check(t, l); len(records) != 1+rounds {
		t.Errorf("the log has %d records; want %d", len(records), 1+rounds)
	}
}

func writers(t *testing.T, l eventlog.Log) {
	const writers, appends, events = 16, 20, 3
	receipts := make([][]eventlog.Receipt, writers)
	together(writers, func(i int) {
		for range appends {
			batch := Entities(events)
			receipt, err := l.Append(context.Background(), desk, nil, batch...)
			if err != nil {
				t.Errorf("append: %v", err)
				return
			}
			for k, e := range batch { // read-your-writes
				if at, err := l.Find(e.ID); err != nil || at != receipt.First+event.Position(k) {
					t.Errorf("Find after the append at %d: %d, %v", receipt.First, at, err)
				}
			}
			receipts[i] = append(receipts[i], receipt)
		}
	})
	records := Check(t, l)
	if len(records) != writers*appends*events {
		t.Fatalf("the log has %d records; want %d", len(records), writers*appends*events)
	}
	times := map[event.Instant]bool{}
	for i := range receipts {
		for k, r := range receipts[i] {
			if times[r.RecordedAt] {
				t.Errorf("two appends were recorded at %s", r.RecordedAt)
			}
			times[r.RecordedAt] = true
			if k > 0 && (r.First <= receipts[i][k-1].Last || r.RecordedAt <= receipts[i][k-1].RecordedAt) {
				t.Errorf("a writer's appends are out of order: %+v, %+v", receipts[i][k-1], r)
			}
			for p := r.First; p <= r.Last; p++ {
				if records[p-1].RecordedAt != r.RecordedAt {
					t.Errorf("position %d is not of the append whose receipt is %+v", p, r)
				}
			}
		}
	}
}

// faults lets many append through a log that fails in both ways, and append again until they are told that it is recorded.
func faults(t *testing.T, l eventlog.Log) {
	const clients, appends = 8, 20
	faulty := &Faulty{Log: l}
	for range clients * appends / 4 {
		faulty.Fail(NotPersisted, Unreported, Unreported)
	}
	together(clients, func(int) {
		for range appends {
			events := Entities(2)
			for {
				r, err := faulty.Append(context.Background(), desk, nil, events...)
				if err == nil {
					if r.Last != r.First+1 {
						t.Errorf("the receipt %+v is not of two events", r)
					}
					break
				}
				if !errors.Is(err, ErrFault) {
					t.Errorf("append: %v", err)
					return
				}
			}
		}
	})
	if n := len(Check(t, l)); n != 2*clients*appends {
		t.Errorf("%d events are recorded; want each of %d once", n, 2*clients*appends)
	}
}
