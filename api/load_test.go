package api_test

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/coder/websocket/wsjson"

	"onrecord/access"
	"onrecord/api"
	"onrecord/event"
	"onrecord/eventlog"
)

// gated is a log that is read only when somebody opens the gate.
type gated struct {
	eventlog.Log
	reading chan struct{} // a value for each read that waits
	open    chan struct{}
}

func (l gated) Read(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	l.reading <- struct{}{}
	<-l.open
	return l.Log.Read(ctx, after)
}

const slow = `{ log(first: 1) { totalCount } }`

// With ten times as many operations as it answers at a time, the server tells the others to come again, answers those that it
// took, and goes on as before.
func TestOverload(t *testing.T) {
	const atOnce = 4
	s := readStory(t)
	log := gated{s.log, make(chan struct{}, 10*atOnce), make(chan struct{})}
	server := httptest.NewServer(api.NewHandler(api.Options{Log: log, Graph: s.graph, Texts: s.texts, Recorder: s.recorder, Gate: access.Open("tester"), AtOnce: atOnce}))
	defer server.Close()
	var asked, refused sync.WaitGroup
	taken := make(chan string, atOnce)
	for range atOnce {
		asked.Go(func() { taken <- byPost(t, server.URL, "", slow) })
	}
	for range atOnce {
		<-log.reading
	}
	for range 9 * atOnce {
		refused.Go(func() {
			res := requested(t, http.MethodPost, server.URL, posted(slow))
			if code := codeOf(t, res); res.StatusCode != http.StatusServiceUnavailable || code != "OVERLOADED" || res.Header.Get("Retry-After") != "1" {
				t.Errorf("too many: %s, %s, Retry-After %q", res.Status, code, res.Header.Get("Retry-After"))
			}
		})
	}
	other := *s
	other.Server = server
	conn := (&impatient{server: other.in(t)}).frames("/", frame{Type: "connection_init"}, frame{ID: "1", Type: "subscribe", Payload: json.RawMessage(posted(slow))})
	for {
		var f frame
		if err := wsjson.Read(context.Background(), conn, &f); err != nil {
			t.Fatal(err)
		}
		if f.Type == "next" {
			if code := told(t, f.Payload); code != "OVERLOADED" {
				t.Errorf("over a WebSocket: %s", f.Payload)
			}
			break
		}
	}
	refused.Wait()
	close(log.open)
	asked.Wait()
	for range atOnce {
		if code := <-taken; code != "" {
			t.Errorf("one that was taken got %s", code)
		}
	}
	for range 3 * atOnce {
		if code := byPost(t, server.URL, "", slow); code != "" {
			t.Errorf("afterwards: %s", code)
		}
	}
}

// Over HTTP a client that asks too often is told when to come again, and others are not.
func TestTooOften(t *testing.T) {
	s := readStory(t)
	for over, ask := range ways {
		t.Run(over, func(t *testing.T) {
			g := newGuardedWith(t, s, api.Options{Rate: 1})
			refused := 0
			for range 6 {
				switch code := ask(t, g.URL, g.tokens[access.Reader], "{ __typename }"); code {
				case "":
				case "RATE_LIMIT_EXCEEDED":
					refused++
				default:
					t.Errorf("got %s", code)
				}
			}
			if refused == 0 {
				t.Error("nothing was refused")
			}
			if over == "WebSocket message" { // who it is is not known when the connection is opened: the address counts
				return
			}
			if code := ask(t, g.URL, g.tokens[access.Recorder], "{ __typename }"); code != "" {
				t.Errorf("another got %s", code)
			}
		})
	}
	g := newGuardedWith(t, s, api.Options{Rate: 0.01})
	for range 3 {
		res := requested(t, http.MethodPost, g.URL, posted("{ __typename }"), "Authorization", bearer(g.tokens[access.Reader]))
		if res.StatusCode == http.StatusTooManyRequests {
			if after := res.Header.Get("Retry-After"); len(after) < 2 {
				t.Errorf("Retry-After %q; want 98 or so", after)
			}
			return
		}
	}
	t.Error("nothing was refused")
}
