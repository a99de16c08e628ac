package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"onrecord/access"
)

const live = `subscription { recorded { position } }`

// A subscription ends when its token is revoked, and says so.
func TestRevokingEndsEvents(t *testing.T) {
	g := newGuarded(t, readStory(t))
	res := requested(t, http.MethodPost, g.URL, posted(live), "Authorization", bearer(g.tokens[access.Reader]), "Accept", "text/event-stream")
	e := eventsOf(t, res)
	if err := access.Revoke(g.file, "the reader"); err != nil {
		t.Fatal(err)
	}
	a, _ := e.next()
	if len(a.Errors) != 1 || a.Errors[0].Extensions.Code != "UNAUTHENTICATED" {
		t.Errorf("it ended with %+v", a)
	}
}

// Over a WebSocket the connection ends too, with the close code for that.
func TestRevokingEndsSockets(t *testing.T) {
	g := newGuarded(t, readStory(t))
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	conn, _, err := websocket.Dial(ctx, g.URL, &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	said, _ := json.Marshal(object{"Authorization": bearer(g.tokens[access.Reader])})
	for _, f := range []frame{{Type: "connection_init", Payload: said}, {ID: "1", Type: "subscribe", Payload: json.RawMessage(posted(live))}} {
		if err := wsjson.Write(ctx, conn, f); err != nil {
			t.Fatal(err)
		}
	}
	if err := access.Revoke(g.file, "the reader"); err != nil {
		t.Fatal(err)
	}
	for {
		var f frame
		if err := wsjson.Read(ctx, conn, &f); err != nil {
			if websocket.CloseStatus(err) != 4403 {
				t.Errorf("it was closed with %v", err)
			}
			return
		}
		if f.Type == "complete" {
			t.Errorf("the subscription came to its own end")
		}
	}
}

// Who asks is asked once on a connection: a second connection_init does not change it.
func TestOneCallerOnASocket(t *testing.T) {
	g := newGuarded(t, readStory(t))
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	conn, _, err := websocket.Dial(ctx, g.URL, &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"},
		HTTPHeader: http.Header{"Authorization": {bearer(g.tokens[access.Reader])}}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	more, _ := json.Marshal(object{"Authorization": bearer(g.tokens[access.Administrator])})
	erase := posted(`mutation { erasePayload(input: {position: 1, reason: "x"}) { __typename } }`)
	for _, f := range []frame{{Type: "connection_init", Payload: more}, {ID: "1", Type: "subscribe", Payload: json.RawMessage(erase)}, {Type: "connection_init", Payload: more}} {
		if err := wsjson.Write(ctx, conn, f); err != nil {
			t.Fatal(err)
		}
	}
	refused := false
	for {
		var f frame
		if err := wsjson.Read(ctx, conn, &f); err != nil {
			break // for the second connection_init
		}
		if f.Type == "next" || f.Type == "error" {
			answered := f.Payload
			if f.Type == "error" {
				answered = []byte(`{"errors": ` + string(f.Payload) + `}`)
			}
			refused = told(t, answered) == "FORBIDDEN"
		}
	}
	if !refused {
		t.Error("a reader could erase by what the first message said")
	}
}
