package api_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// ways are those of asking an operation with a token, each of which says with which code it was refused; nothing when it
// was answered.
var ways = map[string]func(t *testing.T, url, token, query string) (code string){
	"POST":              byPost,
	"GET":               byGet,
	"SSE":               byEvents,
	"WebSocket header":  func(t *testing.T, url, token, query string) string { return bySocket(t, url, token, "", query) },
	"WebSocket message": func(t *testing.T, url, token, query string) string { return bySocket(t, url, "", token, query) },
}

// requested makes a request, with headers as names and values in turn.
func requested(t *testing.T, method, address, body string, headers ...string) *http.Response {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		if headers[i+1] != "" {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	return res
}

// send makes one, and tells the status.
func send(t *testing.T, method, address, body string, headers ...string) int {
	t.Helper()
	return requested(t, method, address, body, headers...).StatusCode
}

// bearer is the header for a token; none without one.
func bearer(token string) string {
	if token == "" {
		return ""
	}
	return "Bearer " + token
}

// told is the code of the first error in an answer.
func told(t *testing.T, answered []byte) string {
	t.Helper()
	var a answer
	if err := json.Unmarshal(answered, &a); err != nil {
		t.Fatalf("%v: %s", err, answered)
	}
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Extensions.Code
}

// codeOf is the code of the first error in an answer, which must go with its status.
func codeOf(t *testing.T, res *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	code := told(t, body)
	if (res.StatusCode == http.StatusUnauthorized) != (code == "UNAUTHENTICATED") || (code == "UNAUTHENTICATED") != (res.Header.Get("WWW-Authenticate") == "Bearer") {
		t.Errorf("%s with %s", res.Status, body)
	}
	return code
}

func posted(query string) string {
	body, _ := json.Marshal(object{"query": query}) // a text never fails
	return string(body)
}

func byPost(t *testing.T, address, token, query string) string {
	t.Helper()
	return codeOf(t, requested(t, http.MethodPost, address, posted(query), "Authorization", bearer(token)))
}

func byGet(t *testing.T, address, token, query string) string {
	t.Helper()
	return codeOf(t, requested(t, http.MethodGet, address+"?query="+url.QueryEscape(query), "", "Authorization", bearer(token)))
}

func byEvents(t *testing.T, address, token, query string) string {
	t.Helper()
	res := requested(t, http.MethodPost, address, posted(query), "Authorization", bearer(token), "Accept", "text/event-stream")
	if res.StatusCode != http.StatusOK {
		return codeOf(t, res)
	}
	e := eventsOf(t, res)
	a, _ := e.next()
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Extensions.Code
}

func bySocket(t *testing.T, address, header, message, query string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	options := &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}, HTTPHeader: http.Header{}}
	if header != "" {
		options.HTTPHeader.Set("Authorization", bearer(header))
	}
	conn, res, err := websocket.Dial(ctx, address, options)
	if err != nil {
		if res == nil {
			t.Fatal(err)
		}
		return codeOf(t, res)
	}
	defer conn.CloseNow()
	said, _ := json.Marshal(object{"authorization": bearer(message)})
	for _, f := range []frame{{Type: "connection_init", Payload: said}, {ID: "1", Type: "subscribe", Payload: json.RawMessage(posted(query))}} {
		if err := wsjson.Write(ctx, conn, f); err != nil {
			t.Fatal(err)
		}
	}
	for {
		var f frame
		switch err := wsjson.Read(ctx, conn, &f); {
		case websocket.CloseStatus(err) == 4403:
			return "UNAUTHENTICATED"
		case err != nil:
			t.Fatal(err)
		case f.Type == "next":
			return told(t, f.Payload)
		case f.Type == "error":
			return told(t, []byte(`{"errors": `+string(f.Payload)+`}`))
		case f.Type == "complete":
			return ""
		}
	}
}
