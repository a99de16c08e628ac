package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"onrecord/access"
	"onrecord/api"
)

// little is how long these servers wait for their clients.
const little = 300 * time.Millisecond

// impatient is the API over the story for clients that are watched: it cuts off slow ones at once, on connections that keep
// little of what is not taken.
type impatient struct {
	*server
	left chan string // the path of each request that is over
}

func newImpatient(t *testing.T, patience time.Duration) *impatient {
	t.Helper()
	s := readStory(t)
	handler := api.NewHandler(api.Options{Log: s.log, Graph: s.graph, Texts: s.texts, Recorder: s.recorder, Gate: access.Open("tester"), Patience: patience})
	i := &impatient{left: make(chan string, 100)}
	other := *s
	other.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() { i.left <- r.URL.Path }()
		handler.ServeHTTP(w, r)
	}))
	other.Config.ConnState = func(c net.Conn, state http.ConnState) {
		if state == http.StateNew {
			_ = c.(*net.TCPConn).SetWriteBuffer(4 << 10) // as little as the system gives
		}
	}
	other.Start()
	t.Cleanup(other.Close)
	i.server = &other
	return i
}

// dial opens a connection that keeps little of what is not read.
func (i *impatient) dial() net.Conn {
	i.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(i.URL, "http://"))
	if err != nil {
		i.t.Fatal(err)
	}
	i.t.Cleanup(func() { _ = conn.Close() })
	if err := conn.(*net.TCPConn).SetReadBuffer(4 << 10); err != nil {
		i.t.Fatal(err)
	}
	return conn
}

// over waits until the server is done with a request, and looks that others are answered.
func (i *impatient) over(path string) {
	i.t.Helper()
	if i.ask(`{ log { totalCount } }`) == nil {
		i.t.Error("others are not answered")
	}
	late := time.After(limit)
	for {
		select {
		case left := <-i.left:
			if left == path {
				return
			}
		case <-late:
			i.t.Fatalf("%s goes on", path)
		}
	}
}

// much asks for some megabytes.
var much = `recorded(after: 0) { ` + many(40, "a%d: payload ") + `}`

func many(n int, each string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, each, i)
	}
	return b.String()
}

func TestSlowBody(t *testing.T) {
	i := newImpatient(t, little)
	conn := i.dial()
	fmt.Fprint(conn, "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"query\":")
	i.over("/slow")
	if answered, err := io.ReadAll(conn); err != nil || !strings.Contains(string(answered), "BAD_REQUEST") {
		t.Errorf("it was answered %q, %v", answered, err)
	}
}

// Clients that do not read what they asked for are cut off.
func TestSlowReaders(t *testing.T) {
	i := newImpatient(t, little)
	for path, c := range map[string]struct{ accept, query string }{
		"/answer": {"application/json", "{ log(first: 1000) { nodes { " + many(40, "a%d: payload ") + "} } }"},
		"/events": {"text/event-stream", "subscription { " + much + " }"},
	} {
		t.Run(path, func(t *testing.T) {
			body := posted(c.query)
			fmt.Fprintf(i.dial(), "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: %s\r\nContent-Length: %d\r\n\r\n%s", path, c.accept, len(body), body)
			i.over(path)
		})
	}
}

// frames opens a WebSocket by hand, says some messages, and does nothing more.
func (i *impatient) frames(path string, messages ...any) *websocket.Conn {
	i.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	i.t.Cleanup(cancel)
	client := &http.Client{Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) { return i.dial(), nil }}}
	conn, _, err := websocket.Dial(ctx, i.URL+path, &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}, HTTPClient: client})
	if err != nil {
		i.t.Fatal(err)
	}
	i.t.Cleanup(func() { _ = conn.CloseNow() })
	conn.SetReadLimit(1 << 20)
	for _, m := range messages {
		if err := wsjson.Write(ctx, conn, m); err != nil {
			i.t.Fatal(err)
		}
	}
	return conn
}

func TestSlowSockets(t *testing.T) {
	i := newImpatient(t, little)
	begin := frame{Type: "connection_init"}
	for path, messages := range map[string][]any{
		"/silent":   {},      // says nothing
		"/half":     {begin}, // answers no ping
		"/unread":   {begin, frame{ID: "1", Type: "subscribe", Payload: json.RawMessage(posted("subscription { " + much + " }"))}},
		"/huge":     {begin, frame{ID: "1", Type: "subscribe", Payload: json.RawMessage(posted(strings.Repeat(" ", 1<<20)))}},
		"/no-query": {begin, []int{1}},
	} {
		t.Run(path, func(t *testing.T) {
			i.frames(path, messages...)
			i.over(path)
		})
	}
}

// Who answers pings stays, however long nothing happens.
func TestPatientSocket(t *testing.T) {
	i := newImpatient(t, little)
	conn := i.frames("/patient", frame{Type: "connection_init"})
	pings := 0
	for pings < 5 {
		var f frame
		if err := wsjson.Read(context.Background(), conn, &f); err != nil {
			t.Fatal(err)
		}
		if f.Type == "ping" {
			pings++
			if err := wsjson.Write(context.Background(), conn, frame{Type: "pong"}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// A connection has so many operations at a time, and others are not held to its number.
func TestOperationsOnASocket(t *testing.T) {
	i := newImpatient(t, limit)
	conn := i.frames("/many", frame{Type: "connection_init"})
	subscribe := func(id string) frame {
		return frame{ID: id, Type: "subscribe", Payload: json.RawMessage(posted(live))}
	}
	go func() {
		for n := range 101 {
			if err := wsjson.Write(context.Background(), conn, subscribe(fmt.Sprint("s", n))); err != nil {
				return
			}
		}
	}()
	for {
		var f frame
		if err := wsjson.Read(context.Background(), conn, &f); err != nil {
			t.Fatal(err)
		}
		if f.Type == "next" {
			if code := told(t, f.Payload); code != "OPERATION_LIMIT_EXCEEDED" {
				t.Errorf("got %s", f.Payload)
			}
			break
		}
	}
	if err := wsjson.Write(context.Background(), conn, frame{ID: "s0", Type: "complete"}); err != nil {
		t.Fatal(err)
	}
	for {
		var f frame
		if err := wsjson.Read(context.Background(), conn, &f); err != nil {
			t.Fatal(err)
		}
		if f.Type == "complete" && f.ID == "s0" {
			break
		}
	}
	if err := wsjson.Write(context.Background(), conn, frame{ID: "q", Type: "subscribe", Payload: json.RawMessage(posted("{ log { totalCount } }"))}); err != nil {
		t.Fatal(err)
	}
	for {
		var f frame
		if err := wsjson.Read(context.Background(), conn, &f); err != nil {
			t.Fatal(err)
		}
		if f.ID == "q" {
			if code := told(t, f.Payload); code != "" {
				t.Errorf("after one ended: %s", f.Payload)
			}
			return
		}
	}
}
