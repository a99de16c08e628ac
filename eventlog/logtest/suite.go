package logtest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
)

// Run runs the suite. open opens an empty log and sees to its closing.
func Run(t *testing.T, open func(t *testing.T) eventlog.Log) {
	for _, c := range []struct {
		name string
		run  func(*testing.T, eventlog.Log)
	}{
		{"an empty log", empty},
		{"what was appended is read", appended},
		{"an append is one unit", unit},
		{"invalid events are refused", invalid},
		{"too much is refused", tooMuch},
		{"the same events have the same receipt", repeated},
		{"a retry storm records once", storm},
		{"who appends again after a fault records once", faults},
		{"a reused id is refused", reused},
		{"a condition refuses", condition},
		{"of rivals under one condition one wins", rivals},
		{"many writers leave no gap", writers},
		{"follow catches up and goes on", follow},
		{"a slow follower loses nothing", slow},
		{"followers that stand still hold up nobody and pile up nothing", stalled},
		{"follow ends with its context", followEnds},
		{"a read can be broken off", readEnds},
		{"an ended context appends nothing", ended},
		{"a closed log says so", closed},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, open(t))
		})
	}
}

// desk is who records in the suite.
const desk = "desk"

// add appends without conditions, and fails the test when that fails.
func add(t testing.TB, l eventlog.Log, events ...event.Event) eventlog.Receipt {
	t.Helper()
	receipt, err := l.Append(context.Background(), desk, nil, events...)
	if err != nil {
		t.Fatalf("append %d events: %v", len(events), err)
	}
	return receipt
}

// refuse wants an append to fail and to leave the log as it was.
func refuse(t testing.TB, l eventlog.Log, conditions []eventlog.Condition, events ...event.Event) error {
	t.Helper()
	before := l.Head()
	receipt, err := l.Append(context.Background(), desk, conditions, events...)
	if err == nil {
		t.Fatalf("append %d events: %+v; want a refusal", len(events), receipt)
	}
	if after := l.Head(); after != before {
		t.Errorf("the refusal %q moved the head from %+v to %+v", err, before, after)
	}
	if receipt != (eventlog.Receipt{}) {
		t.Errorf("the refusal %q has the receipt %+v", err, receipt)
	}
	return err
}

func wantError(t testing.TB, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v; want %v", what, err, want)
	}
}

func empty(t *testing.T, l eventlog.Log) {
	if records := Check(t, l); len(records) != 0 {
		t.Errorf("an empty log has %d records", len(records))
	}
	if h := l.Head(); h.RecordedAt != event.Past {
		t.Errorf("the head was recorded at %s; want %s", h.RecordedAt, event.Past)
	}
	if err := l.Err(); err != nil {
		t.Errorf("Err of a log in order: %v", err)
	}
	for _, p := range []event.Position{0, 1} {
		_, err := l.At(p)
		wantError(t, "At in an empty log", err, eventlog.ErrNoPosition)
	}
	if p, err := l.Find(event.NewID()); p != 0 || err != nil {
		t.Errorf("Find of an unknown id = %d, %v", p, err)
	}
}

func appended(t *testing.T, l eventlog.Log) {
	person := Entity("Entity")
	statement := Statement(person.ID, "We did not do it.")
	first := add(t, l, person)
	second := add(t, l, statement, Relation(person.ID, statement.ID))
	if first.First != 1 || first.Last != 1 || first.Duplicate {
		t.Errorf("the first receipt is %+v", first)
	}
	if second.First != 2 || second.Last != 3 || second.Duplicate || second.RecordedAt <= first.RecordedAt {
		t.Errorf("the second receipt is %+v, after %+v", second, first)
	}
	records := Check(t, l)
	r := records[1]
	if r.ID != statement.ID || r.Type != event.TypeStatementMade || r.RecordedBy != desk || r.RecordedAt != second.RecordedAt || r.Schema != event.Schema {
		t.Errorf("the envelope is %+v", r.Envelope)
	}
	if want := statement.Touches(); len(r.Touches) != len(want) || r.Touches[0] != statement.ID || r.Touches[1] != person.ID {
		t.Errorf("it touches %v; want %v", r.Touches, want)
	}
	if p, err := r.Decode(); err != nil || p.(*event.StatementMade).Quotes[0] != "We did not do it." {
		t.Errorf("it decodes to %+v, %v", p, err)
	}
	if later := read(t, l, 2); len(later) != 1 || later[0].Position != 3 {
		t.Errorf("Read after 2 has %d records", len(later))
	}
	if beyond := read(t, l, ^event.Position(0)); len(beyond) != 0 {
		t.Errorf("Read after the last possible position has %d records", len(beyond))
	}
}

func unit(t *testing.T, l eventlog.Log) {
	receipt := add(t, l, Entities(eventlog.MaxEvents)...)
	if receipt.First != 1 || receipt.Last != eventlog.MaxEvents {
		t.Errorf("the receipt is %+v", receipt)
	}
	for _, r := range Check(t, l) {
		if r.RecordedAt != receipt.RecordedAt {
			t.Fatalf("position %d was recorded at %s; the append at %s", r.Position, r.RecordedAt, receipt.RecordedAt)
		}
	}
}

func closed(t *testing.T, l eventlog.Log) {
	e := Entity("Entity")
	add(t, l, e)
	head := l.Head()
	following := make(chan error, 1)
	started := make(chan struct{})
	go func() {
		for _, err := range l.Follow(context.Background(), 0) {
			if err != nil {
				following <- err
				return
			}
			close(started)
		}
		following <- nil
	}()
	<-started
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	wantError(t, "Follow while the log is closed", <-following, eventlog.ErrClosed)
	saysClosed(t, l, e)
	if l.Head() != head {
		t.Errorf("the head moved from %+v to %+v", head, l.Head())
	}
	if err := l.Close(); err != nil {
		t.Errorf("the second Close: %v", err)
	}
}

// saysClosed wants ErrClosed from every method of a closed log that holds one event, also where nothing need be read to
// answer.
func saysClosed(t *testing.T, l eventlog.Log, e event.Event) {
	t.Helper()
	wantError(t, "Err", l.Err(), eventlog.ErrClosed)
	for _, events := range [][]event.Event{{Entity("late")}, {e}, {}, {Entity("")}} {
		_, err := l.Append(context.Background(), desk, nil, events...)
		wantError(t, fmt.Sprintf("Append of %d events", len(events)), err, eventlog.ErrClosed)
	}
	for _, id := range []event.ID{e.ID, event.NewID()} {
		_, err := l.Find(id)
		wantError(t, "Find", err, eventlog.ErrClosed)
	}
	for _, p := range []event.Position{0, 1, 2} {
		_, err := l.At(p)
		wantError(t, fmt.Sprintf("At(%d)", p), err, eventlog.ErrClosed)
		_, err = l.Root(p)
		wantError(t, fmt.Sprintf("Root(%d)", p), err, eventlog.ErrClosed)
		wantClosed(t, fmt.Sprintf("Read(%d)", p), l.Read(context.Background(), p))
		wantClosed(t, fmt.Sprintf("Follow(%d)", p), l.Follow(context.Background(), p))
	}
	recorded := l.Head().RecordedAt
	for _, at := range []event.Instant{event.Past, recorded - 1, recorded, event.Future} {
		_, err := l.PositionAt(at)
		wantError(t, fmt.Sprintf("PositionAt(%s)", at), err, eventlog.ErrClosed)
	}
}

// wantClosed wants records that are ErrClosed alone.
func wantClosed(t *testing.T, what string, records iter.Seq2[event.Record, error]) {
	t.Helper()
	n := 0
	for _, err := range records {
		n++
		wantError(t, what, err, eventlog.ErrClosed)
	}
	if n != 1 {
		t.Errorf("%s yields %d times; want once", what, n)
	}
}
