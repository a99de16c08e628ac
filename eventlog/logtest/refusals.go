package logtest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
)

func invalid(t *testing.T, l eventlog.Log) {
	add(t, l, Entity("Entity"))
	err := refuse(t, l, nil, Entity("good"), Entity(""), event.Event{ID: event.NewID()})
	var problems event.Problems
	if !errors.As(err, &problems) || len(problems) != 2 {
		t.Fatalf("two invalid events: %v", err)
	}
	if path := strings.Join(problems[0].Path, "."); path != "events.1.name" || problems[0].Code != event.Required {
		t.Errorf("the first problem is %s at %s", problems[0].Code, path)
	}
	if path := strings.Join(problems[1].Path, "."); path != "events.2" {
		t.Errorf("the second problem is at %s", path)
	}
	wantError(t, "an append of nothing", refuse(t, l, nil), eventlog.ErrEmpty)
	for _, by := range []string{"", "\xff", strings.Repeat("x", eventlog.MaxRecorder+1)} {
		_, err := l.Append(context.Background(), by, nil, Entity("Entity"))
		if !errors.As(err, &problems) || problems[0].Path[0] != "recordedBy" {
			t.Errorf("recorded by %.10q: %v", by, err)
		}
	}
	Check(t, l)
}

func tooMuch(t *testing.T, l eventlog.Log) {
	wantError(t, "too many events", refuse(t, l, nil, Entities(eventlog.MaxEvents+1)...), eventlog.ErrTooLarge)
	document := func(size int) event.Event {
		return event.Event{ID: event.NewID(), Payload: &event.DocumentCaptured{Text: strings.Repeat("x", size)}}
	}
	wantError(t, "too many bytes", refuse(t, l, nil, document(event.MaxText), document(event.MaxText)), eventlog.ErrTooLarge)
	add(t, l, document(event.MaxText), document(event.MaxText-1000))
	Check(t, l)
}

func reused(t *testing.T, l eventlog.Log) {
	a, b, c := Entity("A"), Entity("B"), Entity("C")
	add(t, l, a, b)
	add(t, l, c)
	other := event.Event{ID: a.ID, Payload: Entity("not A").Payload}
	otherType := event.Event{ID: a.ID, Payload: Statement(b.ID, "words").Payload}
	twice := Entity("D")
	for _, bad := range []struct {
		name   string
		events []event.Event
		id     event.ID
		at     event.Position
	}{
		{"other content", []event.Event{other}, a.ID, 1},
		{"another type", []event.Event{otherType}, a.ID, 1},
		{"other content of one of two", []event.Event{other, b}, a.ID, 1},
		{"a known event with a new one", []event.Event{Entity("new"), a}, a.ID, 1},
		{"another order", []event.Event{b, a}, a.ID, 1},
		{"two appends in one", []event.Event{a, b, c}, c.ID, 3},
		{"one id twice", []event.Event{twice, twice}, twice.ID, 0},
		{"one known id twice", []event.Event{a, a}, a.ID, 0},
	} {
		var reuse *eventlog.ReusedError
		if err := refuse(t, l, nil, bad.events...); !errors.As(err, &reuse) || reuse.ID != bad.id || reuse.At != bad.at || reuse.Reason == "" {
			t.Errorf("%s: %v; want a refusal of %s at %d", bad.name, err, bad.id, bad.at)
		}
	}
	Check(t, l)
}

func condition(t *testing.T, l eventlog.Log) {
	a, b := Entity("A"), Entity("B")
	add(t, l, a)
	at := add(t, l, b).Last
	touching := func(after event.Position, ids ...event.ID) []eventlog.Condition {
		return []eventlog.Condition{{Touching: ids, After: after}}
	}
	said := Statement(a.ID, "first")
	if _, err := l.Append(context.Background(), desk, touching(at, a.ID, b.ID), said); err != nil {
		t.Fatalf("nobody touched A or B since: %v", err)
	}
	var conflict *eventlog.ConflictError
	for _, c := range [][]eventlog.Condition{
		touching(at, a.ID), touching(at, event.NewID(), b.ID, a.ID), append(touching(at, b.ID), touching(at, a.ID)...),
	} {
		err := refuse(t, l, c, Statement(a.ID, "second"))
		if !errors.As(err, &conflict) || conflict.Touched != a.ID || conflict.At != at+1 {
			t.Errorf("A was touched by a statement: %v", err)
		}
	}
	for _, c := range [][]eventlog.Condition{
		touching(at, b.ID), touching(at+1, a.ID), touching(0), touching(1<<40, a.ID), touching(0, event.NewID()),
	} {
		if _, err := l.Append(context.Background(), desk, c, Relation(event.NewID(), event.NewID())); err != nil {
			t.Errorf("%+v holds: %v", c, err)
		}
	}
	again, err := l.Append(context.Background(), desk, touching(at, a.ID, b.ID), said)
	if err != nil || !again.Duplicate || again.First != at+1 {
		t.Errorf("a retry is looked at before its condition: %+v, %v", again, err)
	}
	Check(t, l)
}

func ended(t *testing.T, l eventlog.Log) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := l.Append(ctx, desk, nil, Entity("Entity"))
	wantError(t, "Append", err, context.Canceled)
	if records := Check(t, l); len(records) != 0 {
		t.Errorf("the log has %d records", len(records))
	}
}
