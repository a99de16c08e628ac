package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

const follow = `subscription($after: Position) { recorded(after: $after) { position payload } }`

// followed is one event of that subscription.
type followed struct {
	Recorded struct {
		Position uint64
		Payload  struct{ Name string }
	}
}

// expect reads the next event and checks its place and name.
func expect(t *testing.T, next func() (followed, error), position uint64, name string) {
	t.Helper()
	got, err := next()
	if err != nil {
		t.Fatalf("position %d: %v", position, err)
	}
	if got.Recorded.Position != position || got.Recorded.Payload.Name != name {
		t.Fatalf("got position %d (%s), want %d (%s)", got.Recorded.Position, got.Recorded.Payload.Name, position, name)
	}
}

// message is one of graphql-transport-ws.
type message struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// overWebSocket subscribes after a position.
func overWebSocket(t *testing.T, url string, after uint64) (next func() (followed, error)) {
	t.Helper()
	ctx := limited(t)
	c, _, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(url, "http")+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.CloseNow() })
	payload, err := json.Marshal(operation{follow, map[string]any{"after": after}})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []message{{Type: "connection_init"}, {Type: "subscribe", ID: "1", Payload: payload}} {
		if err := wsjson.Write(ctx, c, m); err != nil {
			t.Fatal(err)
		}
	}
	return func() (f followed, err error) {
		for {
			var m message
			if err := wsjson.Read(ctx, c, &m); err != nil {
				return f, err
			}
			switch m.Type {
			case "connection_ack", "ping", "pong":
			case "next":
				var r reply
				if err := json.Unmarshal(m.Payload, &r); err != nil {
					return f, err
				}
				return f, r.decode(&f)
			case "complete":
				return f, io.EOF
			default:
				return f, fmt.Errorf("%s: %s", m.Type, m.Payload)
			}
		}
	}
}

// overSSE subscribes after a position.
func overSSE(t *testing.T, url string, after uint64) (next func() (followed, error)) {
	t.Helper()
	replies := streamed(t, url, operation{follow, map[string]any{"after": after}})
	return func() (f followed, err error) {
		r, err := replies()
		if err != nil {
			return f, err
		}
		return f, r.decode(&f)
	}
}

// streamed subscribes by server-sent events. The end is io.EOF.
func streamed(t *testing.T, url string, o operation) (next func() (reply, error)) {
	t.Helper()
	request, err := o.request(limited(t), url+"/graphql")
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "text/event-stream")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	if got := response.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("%s, Content-Type %q", response.Status, got)
	}
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, maxAnswer)
	return func() (r reply, err error) {
		for lines.Scan() {
			if lines.Text() == "event: complete" {
				return r, io.EOF
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				return r, json.Unmarshal([]byte(data), &r)
			}
		}
		if err := lines.Err(); err != nil {
			return r, err
		}
		return r, io.EOF
	}
}
