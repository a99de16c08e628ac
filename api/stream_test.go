package api_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// stream is a subscription as a client sees it.
type stream interface {
	// next is the next answer; false when the server said that there are no more.
	next() (answer, bool)
	// leave goes away without a word.
	leave()
}

// transports open a subscription each in their way.
var transports = map[string]func(s *server, query string) stream{"WebSocket": overWebSocket, "SSE": overSSE}

// limit is when a test that waits for an answer gives up.
const limit = 20 * time.Second

// socket speaks graphql-transport-ws.
type socket struct {
	t      testing.TB
	ctx    context.Context
	cancel context.CancelFunc
	conn   *websocket.Conn
}

// frame is a message of graphql-transport-ws.
type frame struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

func overWebSocket(s *server, query string) stream {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	conn, _, err := websocket.Dial(ctx, s.URL, &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		s.t.Fatal(err)
	}
	if conn.Subprotocol() != "graphql-transport-ws" {
		s.t.Fatalf("the server chose the protocol %q", conn.Subprotocol())
	}
	c := &socket{s.t, ctx, cancel, conn}
	s.t.Cleanup(c.leave)
	c.say(frame{Type: "connection_init"})
	if got := c.hear(); got.Type != "connection_ack" {
		s.t.Fatalf("got %+v, want connection_ack", got)
	}
	payload, err := json.Marshal(object{"query": query})
	if err != nil {
		s.t.Fatal(err)
	}
	c.say(frame{ID: "1", Type: "subscribe", Payload: payload})
	return c
}

func (c *socket) say(f frame) {
	c.t.Helper()
	if err := wsjson.Write(c.ctx, c.conn, f); err != nil {
		c.t.Fatal(err)
	}
}

// hear is the next message that is not a ping.
func (c *socket) hear() (f frame) {
	c.t.Helper()
	for {
		if err := wsjson.Read(c.ctx, c.conn, &f); err != nil {
			c.t.Fatal(err)
		}
		if f.Type != "ping" && f.Type != "ka" {
			return f
		}
	}
}

func (c *socket) next() (a answer, more bool) {
	c.t.Helper()
	f := c.hear()
	switch f.Type {
	case "complete":
		return a, false
	case "error":
		if err := json.Unmarshal(f.Payload, &a.Errors); err != nil {
			c.t.Fatal(err)
		}
		return a, true
	case "next":
		if err := json.Unmarshal(f.Payload, &a); err != nil {
			c.t.Fatal(err)
		}
		return a, true
	}
	c.t.Fatalf("got %+v", f)
	return a, false
}

func (c *socket) leave() {
	c.cancel()
	_ = c.conn.CloseNow() // it may be closed
}

// events reads server-sent events.
type events struct {
	t      testing.TB
	cancel context.CancelFunc
	res    *http.Response
	lines  *bufio.Scanner
}

func overSSE(s *server, query string) stream {
	s.t.Helper()
	body, err := json.Marshal(object{"query": query})
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL, bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "text/event-stream")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	e := eventsOf(s.t, res)
	e.cancel = cancel
	return e
}

// eventsOf reads those of an answer.
func eventsOf(t testing.TB, res *http.Response) *events {
	t.Helper()
	if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("the content type is %q", got)
	}
	e := &events{t, func() {}, res, bufio.NewScanner(res.Body)}
	e.lines.Buffer(nil, 1<<20)
	t.Cleanup(e.leave)
	return e
}

func (e *events) next() (a answer, more bool) {
	e.t.Helper()
	for e.lines.Scan() {
		line := e.lines.Text()
		if line == "event: complete" {
			return a, false
		}
		if data, is := strings.CutPrefix(line, "data: "); is {
			if err := json.Unmarshal([]byte(data), &a); err != nil {
				e.t.Fatal(err)
			}
			return a, true
		}
	}
	e.t.Fatal("the stream broke off: ", e.lines.Err())
	return a, false
}

func (e *events) leave() {
	e.cancel()
	_ = e.res.Body.Close() // it may be closed
}
