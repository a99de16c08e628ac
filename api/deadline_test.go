package api_test

import (
	"context"
	"iter"
	"strings"
	"testing"
	"time"

	"onrecord/event"
	"onrecord/eventlog"
)

// stuck is a log that answers nobody before their context has ended.
type stuck struct{ eventlog.Log }

func (l stuck) Read(ctx context.Context, _ event.Position) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		<-ctx.Done()
		yield(event.Record{}, ctx.Err())
	}
}

func (l stuck) Append(ctx context.Context, _ string, _ []eventlog.Condition, _ ...event.Event) (eventlog.Receipt, error) {
	<-ctx.Done()
	return eventlog.Receipt{}, ctx.Err()
}

const short = 20 * time.Millisecond

func TestOperationsHaveATimeToBeDoneIn(t *testing.T) {
	s := newServer(t)
	s.record(person)
	s = s.over(stuck{s.log}, short)
	for query, says := range map[string]string{
		`{ log { totalCount } view { snapshot { position } } }`:                                                   "took longer than 20ms",
		`mutation { recordEvents(input: {events: [{entity: {kind: PERSON, name: "A"}}]}) { receipt { first } } }`: "may or may not be recorded",
	} {
		a := s.post(query)
		if len(a.Errors) != 1 || a.Errors[0].Extensions.Code != "TIMEOUT" || !strings.Contains(a.Errors[0].Message, says) || a.Data != nil {
			t.Errorf("%s: %+v", query, a)
		}
	}
	for name, open := range transports {
		st := open(s.in(t), `{ log { totalCount } }`)
		if a, _ := st.next(); len(a.Errors) != 1 || a.Errors[0].Extensions.Code != "TIMEOUT" {
			t.Errorf("over %s: %+v", name, a)
		}
		if a, more := st.next(); more {
			t.Errorf("over %s, after it: %+v", name, a)
		}
	}
	patient := s.over(s.log, time.Minute)
	if got := at(patient.ask(`{ view { snapshot { position } } }`), "view", "snapshot", "position"); got != 1.0 {
		t.Errorf("what is done in time: %v", got)
	}
}

// TestSubscriptionsHaveNoTimeToBeDoneIn waits for a query to run out of time while a subscription is open.
func TestSubscriptionsHaveNoTimeToBeDoneIn(t *testing.T) {
	s := newServer(t)
	first := s.record(person).Last
	slow := s.over(stuck{s.log}, short)
	for _, open := range transports {
		st := open(slow, `subscription { recorded(after: 0) { position } }`)
		follow(t, st, 1, first)
		slow.refuse(`{ log { totalCount } }`)
		last := s.record(person, person).Last
		follow(t, st, first+1, last)
		first = last
	}
}

// late is a log that reads, and gives a root when the context it last read under has ended.
type late struct {
	eventlog.Log
	reading chan context.Context
}

func (l late) Read(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	l.reading <- ctx
	return l.Log.Read(ctx, after)
}

func (l late) Root(size event.Position) (event.Hash, error) {
	<-(<-l.reading).Done()
	return l.Log.Root(size)
}

// TestFieldsAreNotResolvedTooLate wants a query that runs out of time to stop at the next field.
func TestFieldsAreNotResolvedTooLate(t *testing.T) {
	s := newServer(t)
	s = s.over(late{s.log, make(chan context.Context, 1)}, short)
	if p := s.refuse(`{ log { totalCount } view { snapshot { root } } }`); p.Extensions.Code != "TIMEOUT" {
		t.Errorf("got %+v", p)
	}
}
