package api_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"onrecord/access"
	"onrecord/api"
	"onrecord/event"
	"onrecord/eventlog"
)

// faulty is a log that panics or fails when asked for a root.
type faulty struct {
	eventlog.Log
	fail func() error
}

func (f faulty) Root(event.Position) (event.Hash, error) { return event.Hash{}, f.fail() }

func TestFaultsAreNotShown(t *testing.T) {
	quiet := hearLog(t)
	s := readStory(t)
	for name, fail := range map[string]func() error{
		"a fault": func() error { return fmt.Errorf("read /secret/path: %w", io.ErrUnexpectedEOF) },
		"a panic": func() error { panic("secret") },
	} {
		quiet.Reset()
		server := httptest.NewServer(api.NewHandler(api.Options{Log: faulty{s.log, fail}, Graph: s.graph, Texts: s.texts, Recorder: s.recorder, Gate: access.Open("tester")}))
		mine := *s
		mine.Server = server
		p := mine.refuse(`{ view { snapshot { root } } }`)
		if p.Extensions.Code != "INTERNAL" || strings.Contains(p.Message, "secret") || leaks(p.Message) {
			t.Errorf("%s: %+v", name, p)
		}
		if !strings.Contains(quiet.String(), "secret") {
			t.Errorf("%s: the server's log does not say what: %s", name, quiet)
		}
		if got := at(mine.ask(`{ log { totalCount } }`), "log", "totalCount"); got != 146.0 {
			t.Errorf("%s: afterwards the log counts %v", name, got)
		}
		server.Close()
	}
}

// refusing is a log that takes no events.
type refusing struct {
	eventlog.Log
	why error
}

func (l refusing) Append(context.Context, string, []eventlog.Condition, ...event.Event) (eventlog.Receipt, error) {
	return eventlog.Receipt{}, fmt.Errorf("%w: /secret/path", l.why)
}

func TestALogThatTakesNoEventsIsUnavailable(t *testing.T) {
	for why, says := range map[error]string{
		eventlog.ErrPoisoned: "after a failed write",
		eventlog.ErrNoSpace:  "too full: nothing was recorded",
		eventlog.ErrTampered: "the log is damaged here",
	} {
		said := hearLog(t)
		s := newServer(t)
		s = s.over(refusing{s.log, why}, 0)
		p := s.refuse(`mutation { recordEvents(input: {events: [{entity: {kind: PERSON, name: "A"}}]}) { receipt { first } } }`)
		if p.Extensions.Code != "UNAVAILABLE" || !strings.Contains(p.Message, says) || strings.Contains(p.Message, "secret") || leaks(p.Message) {
			t.Errorf("recording: %+v", p)
		}
		if told := strings.Contains(said.String(), "/secret/path"); told == (why == eventlog.ErrNoSpace) {
			t.Errorf("%v: the server's log says why: %t", why, told)
		}
		if got := at(s.ask(`{ log { totalCount } }`), "log", "totalCount"); got != 0.0 {
			t.Errorf("the log counts %v", got)
		}
	}
}

// hearLog is what the server's own log says until the test ends.
func hearLog(t *testing.T) *bytes.Buffer {
	said, old := new(bytes.Buffer), slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(said, nil)))
	t.Cleanup(func() { slog.SetDefault(old) })
	return said
}

func TestAClosedLogIsUnavailable(t *testing.T) {
	s := newServer(t)
	s.record(`{"entity": {"key": "t:ann", "kind": "PERSON", "name": "Ann"}}`)
	if err := s.log.Close(); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{`{ log { totalCount } }`, `{ view { snapshot { root } } }`, `mutation { recordEvents(input: {events: [{entity: {kind: PERSON, name: "A"}}]}) { receipt { first } } }`} {
		if p := s.refuse(query); p.Extensions.Code != "UNAVAILABLE" || leaks(p.Message) {
			t.Errorf("%s: %+v", query, p)
		}
	}
}
