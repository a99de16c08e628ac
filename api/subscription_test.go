package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
)

// position is the position of the event that an answer brings.
func position(t *testing.T, st stream) event.Position {
	t.Helper()
	a, more := st.next()
	if !more || len(a.Errors) > 0 {
		t.Fatalf("got %+v, more: %v", a, more)
	}
	p, _ := at(a.Data, "recorded", "position").(float64)
	return event.Position(p)
}

// follow reads the events from..to, and nothing else.
func follow(t *testing.T, st stream, from, to event.Position) {
	t.Helper()
	for want := from; want <= to; want++ {
		if got := position(t, st); got != want {
			t.Fatalf("got position %d, want %d", got, want)
		}
	}
}

const person = `{"entity": {"kind": "PERSON", "name": "Somebody"}}`

// everywhere runs a test over each transport.
func everywhere(t *testing.T, test func(t *testing.T, open func(s *server, query string) stream)) {
	for name, open := range transports {
		t.Run(name, func(t *testing.T) { test(t, open) })
	}
}

func TestCatchUpThenLive(t *testing.T) {
	everywhere(t, func(t *testing.T, open func(*server, string) stream) {
		s := newStory(t)
		st := open(s, `subscription { recorded(after: 130) { position id type claim { key } } }`)
		follow(t, st, 131, 146)
		for range 5 {
			last := s.record(person, person).Last
			follow(t, st, last-1, last)
		}
	})
}

// TestLiveOnly records until the first event arrives, since nothing says when a subscription has begun.
func TestLiveOnly(t *testing.T) {
	everywhere(t, func(t *testing.T, open func(*server, string) stream) {
		s := newStory(t)
		st := open(s, `subscription { recorded { position } }`)
		first := make(chan event.Position, 1)
		go func() {
			defer close(first) // also when next gives up
			a, _ := st.next()
			p, _ := at(a.Data, "recorded", "position").(float64)
			first <- event.Position(p)
		}()
		for {
			last := s.record(person).Last
			select {
			case p := <-first:
				if p <= 146 || p > last {
					t.Fatalf("the first is %d, recorded before the subscription", p)
				}
				follow(t, st, p+1, last)
				return
			default:
			}
		}
	})
}

func TestEventsHaveTheirClaims(t *testing.T) {
	everywhere(t, func(t *testing.T, open func(*server, string) stream) {
		s := readStory(t)
		log := s.ask(`{ log(first: 1000) { nodes { position id type payload claim { id summary stance } } } }`)
		st := open(s, `subscription { recorded(after: 0) { position id type payload claim { id summary stance } } }`)
		for _, want := range list(log, "log", "nodes") {
			a, _ := st.next()
			if got := at(a.Data, "recorded"); !reflect.DeepEqual(got, want) || len(a.Errors) > 0 {
				t.Fatalf("got %v %v, the log has %v", got, a.Errors, want)
			}
		}
	})
}

// TestFilteredEvents compares with the claims of the log, each as of its event.
func TestFilteredEvents(t *testing.T) {
	everywhere(t, func(t *testing.T, open func(*server, string) stream) {
		s := readStory(t)
		var want []any
		for _, e := range list(s.ask(`{ log(first: 1000) { nodes { position claim { status ... on Action { category } } } } }`), "log", "nodes") {
			if category := at(e, "claim", "category"); category == "CASUALTIES" || category == "DAMAGE" {
				want = append(want, at(e, "position"))
			}
		}
		if len(want) < 6 {
			t.Fatalf("the story has %d events of damage and casualties", len(want))
		}
		st := open(s, `subscription { recorded(after: 0, filter: {categories: [CASUALTIES, DAMAGE]}) { position } }`)
		for _, p := range want {
			if got := position(t, st); float64(got) != p {
				t.Fatalf("got position %d, want %v", got, p)
			}
		}
	})
}

// TestFiltersByWhatComesLater name things that the log does not know at first.
func TestFiltersByWhatComesLater(t *testing.T) {
	everywhere(t, func(t *testing.T, open func(*server, string) stream) {
		s := newStory(t)
		for filter, key := range map[string]string{`involving: ["F-15E", "Second target"]`: "airstrikes:strike-used-f-15e", `about: ["airstrikes:iraqi-intelligence-helped"]`: "airstrikes:ministry-denies-exchange",
			`sources: ["SOHR"], acts: [], kinds: [ACTION]`: "airstrikes:strike"} {
			st := open(s, `subscription { recorded(after: 0, filter: {`+filter+`}) { position claim { key } } }`)
			a, more := st.next()
			if got := at(a.Data, "recorded", "claim", "key"); got != key || !more {
				t.Errorf("%s: the first is %v %v, want %s", filter, got, a.Errors, key)
			}
		}
	})
}

// TestASlowReaderLosesNothing records much while nobody reads.
func TestASlowReaderLosesNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, open func(*server, string) stream) {
		s := newServer(t)
		st := open(s, `subscription { recorded(after: 0) { position payload } }`)
		var batch []string
		for range 250 {
			batch = append(batch, person)
		}
		var last event.Position
		for range 8 {
			last = s.record(batch...).Last
		}
		follow(t, st, 1, last)
	})
}

func TestResume(t *testing.T) {
	everywhere(t, func(t *testing.T, open func(*server, string) stream) {
		s := newStory(t)
		st := open(s, `subscription { recorded(after: 0) { position } }`)
		follow(t, st, 1, 57)
		st.leave()
		last := s.record(person, person, person).Last
		st = open(s, `subscription { recorded(after: 57) { position } }`)
		follow(t, st, 58, last)
	})
}

// TestTheEndOfTheLogBreaksSubscriptionsOff, and clients are told, so that they come back.
func TestTheEndOfTheLogBreaksSubscriptionsOff(t *testing.T) {
	everywhere(t, func(t *testing.T, open func(*server, string) stream) {
		s := newStory(t)
		st := open(s, `subscription { recorded(after: 145) { position } }`)
		follow(t, st, 146, 146)
		if err := s.log.Close(); err != nil {
			t.Fatal(err)
		}
		brokenOff(t, st, "UNAVAILABLE")
	})
}

// brokenOff wants a subscription to end with an error, and with nothing after it.
func brokenOff(t *testing.T, st stream, code string) {
	t.Helper()
	a, more := st.next()
	if !more || len(a.Errors) != 1 || a.Errors[0].Extensions.Code != code || a.Data != nil || leaks(a.Errors[0].Message) {
		t.Errorf("got %+v, more: %t; want %s", a, more, code)
	}
	if c, is := st.(*socket); is { // a message of the type error is the last one for it: what comes next is of another
		c.say(frame{ID: "2", Type: "subscribe", Payload: json.RawMessage(`{"query": "{ __typename }"}`)})
		if f := c.hear(); f.ID != "2" {
			t.Errorf("after the error: %+v", f)
		}
		return
	}
	if a, more := st.next(); more {
		t.Errorf("after the error: %+v", a)
	}
}

// torn is a log that cannot be followed beyond a position.
type torn struct {
	eventlog.Log
	last event.Position
	fail func() error
}

func (l torn) Follow(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		for r, err := range l.Log.Follow(ctx, after) {
			if r.Position > l.last {
				r, err = event.Record{}, l.fail()
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

func TestFaultsBreakSubscriptionsOff(t *testing.T) {
	everywhere(t, func(t *testing.T, open func(*server, string) stream) {
		s := newStory(t)
		for name, fail := range map[string]func() error{
			"a fault": func() error { return fmt.Errorf("read /secret/path: %w", io.ErrUnexpectedEOF) },
			"a panic": func() error { panic("secret") },
		} {
			said := hearLog(t)
			st := open(s.over(torn{s.log, 137, fail}, 0), `subscription { recorded(after: 135) { position } }`)
			follow(t, st, 136, 137)
			brokenOff(t, st, "INTERNAL")
			if st.leave(); !strings.Contains(said.String(), "secret") {
				t.Errorf("%s: the server's log does not say what: %s", name, said)
			}
		}
	})
}

// TestAServerInTroubleBreaksSubscriptionsOff ends the contexts of all requests, with a cause and without.
func TestAServerInTroubleBreaksSubscriptionsOff(t *testing.T) {
	hearLog(t)
	s := newStory(t)
	for _, cause := range []error{errors.New("the graph stopped at /secret/path"), context.Canceled} {
		serving, end := context.WithCancelCause(context.Background())
		mine := s.over(s.log, 0)
		handler := mine.Config.Handler
		mine.Server = httptest.NewUnstartedServer(handler)
		mine.Config.BaseContext = func(net.Listener) context.Context { return serving }
		mine.Start()
		st := overSSE(mine, `subscription { recorded(after: 145) { position } }`)
		follow(t, st, 146, 146)
		if end(cause); cause == context.Canceled {
			if a, more := st.next(); more {
				t.Errorf("stopped in order: got %+v, want the end", a)
			}
		} else {
			brokenOff(t, st, "INTERNAL")
		}
		st.leave()
		mine.Close()
	}
}

func TestRefusedSubscriptions(t *testing.T) {
	everywhere(t, func(t *testing.T, open func(*server, string) stream) {
		s := readStory(t)
		for query, want := range map[string]string{
			`subscription { recorded(after: 999) { position } }`:                      "POSITION_AHEAD[after]",
			`subscription { recorded(after: -1) { position } }`:                       "INVALID_ARGUMENT[after]",
			`subscription { recorded(filter: {involving: ["nobody"]}) { position } }`: "NOT_FOUND[filter involving 0]",
			`subscription { recorded(filter: {holds: [YES]}) { position } }`:          "INVALID_ARGUMENT[filter holds]",
			`subscription { recorded(filter: {from: "Friday"}) { position } }`:        "INVALID_MOMENT[filter from]",
			`subscription { recordings { position } }`:                                "GRAPHQL_VALIDATION_FAILED[]",
		} {
			a, _ := open(s, query).next()
			if len(a.Errors) != 1 {
				t.Errorf("%s: got %+v", query, a)
				continue
			}
			if p := a.Errors[0]; fmt.Sprint(p.Extensions.Code, p.Extensions.Field) != want || leaks(p.Message) {
				t.Errorf("%s: got %+v, want %s", query, p, want)
			}
		}
	})
}

// TestQueriesOverStreams is for clients that send everything one way.
func TestQueriesOverStreams(t *testing.T) {
	everywhere(t, func(t *testing.T, open func(*server, string) stream) {
		st := open(readStory(t), `{ log { totalCount } }`)
		if a, more := st.next(); !more || at(a.Data, "log", "totalCount") != 146.0 {
			t.Errorf("got %+v", a)
		}
		if a, more := st.next(); more {
			t.Errorf("got %+v, want the end", a)
		}
	})
}
