package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"onrecord/eventlog"
)

// send makes a request as it is given, with other Host and headers than a client would choose.
func send(t *testing.T, method, url, host, body string, headers ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(limited(t), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Host = host
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(answer)
}

func TestServe(t *testing.T) {
	s := start(t, "--data", t.TempDir())
	const ask = `{"query": "{ view { snapshot { position root } } }"}`
	port := s.url[strings.LastIndex(s.url, ":"):]
	for _, c := range []struct {
		what, method, path, host, body string
		headers                        []string
		status                         int
		answer                         string // a part of it
	}{
		{"a query", "POST", "/graphql", "", ask, []string{"Content-Type", "application/json"}, 200, `"position":0`},
		{"a query by GET", "GET", "/graphql?query=%7Bview%7Bsnapshot%7Bposition%7D%7D%7D", "", "", nil, 200, `"position":0`},
		{"the front page", "GET", "/", "", "", nil, 200, "<title>onrecord"},
		{"no such page", "GET", "/nowhere", "", "", nil, 404, "/nowhere"},
		{"health", "GET", "/healthz", "", "", nil, 200, `{"status":"ok","position":0,"graphPosition":0,"searchPosition":0}`},
		{"ready", "GET", "/readyz", "", "", nil, 200, `"status":"ok"`},
		{"metrics", "GET", "/metrics", "", "", nil, 200, "onrecord_log_position 0"},
		{"metrics under another name", "GET", "/metrics", "evil.example" + port, "", nil, 421, "Host"},
		{"health, posted", "POST", "/healthz", "", "", nil, 405, ""},
		{"under the name localhost", "GET", "/healthz", "localhost" + port, "", nil, 200, "ok"},
		{"under the name LocalHost, without a port", "GET", "/healthz", "LocalHost", "", nil, 200, "ok"},
		{"under the number of IPv6", "GET", "/healthz", "[::1]" + port, "", nil, 200, "ok"},
		{"under a number without a port", "GET", "/healthz", "[::1]", "", nil, 200, "ok"},
		{"checkpoint", "GET", "/checkpoint", "", "", nil, 200, "onrecord/"},
		{"a tile that is not there", "GET", "/tile/0/x001/234", "", "", nil, 404, "does not fill tile/0/x001/234"},
		{"checkpoint under another name", "GET", "/checkpoint", "evil.example" + port, "", nil, 421, `Host "evil.example`},
		{"under another name (DNS rebinding)", "GET", "/healthz", "evil.example" + port, "", nil, 421, `Host "evil.example`},
		{"under a name that begins well", "GET", "/", "127.0.0.1.evil.example", "", nil, 421, "Host"},
		{"under a public number", "POST", "/graphql", "192.0.2.1", ask, []string{"Content-Type", "application/json"}, 421, "Host"},
		{"posted by another origin", "POST", "/graphql", "", ask, []string{"Content-Type", "application/json", "Origin", "https://evil.example"}, 403, "cross-origin"},
		{"posted by another site", "POST", "/graphql", "", ask, []string{"Content-Type", "application/json", "Sec-Fetch-Site", "cross-site"}, 403, "cross-origin"},
		{"posted as a form", "POST", "/graphql", "", "query=%7B__typename%7D", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "application/json"},
		{"posted as plain text", "POST", "/graphql", "", ask, []string{"Content-Type", "text/plain"}, 415, "application/json"},
	} {
		t.Run(c.what, func(t *testing.T) {
			status, answer := send(t, c.method, s.url+c.path, c.host, c.body, c.headers...)
			if status != c.status || !strings.Contains(answer, c.answer) {
				t.Errorf("got %d %.300s; want %d and %q", status, answer, c.status, c.answer)
			}
		})
	}
}

// A mutation by GET would get past what is done against forged requests.
func TestGetDoesNotRecord(t *testing.T) {
	s := start(t, "--data", t.TempDir())
	status, answer := send(t, "GET", s.url+`/graphql?query=mutation%7BrecordEvents(input:%7Bevents:%5B%7Bentity:%7Bkind:PERSON,name:%22X%22%7D%7D%5D%7D)%7Breceipt%7Bfirst%7D%7D%7D`, "", "")
	if status < 400 {
		t.Errorf("a mutation by GET: %d %s", status, answer)
	}
	if _, health := send(t, "GET", s.url+"/healthz", "", ""); !strings.Contains(health, `"position":0,`) {
		t.Errorf("it recorded: %s", health)
	}
}

func TestForeignWebSocketIsRefused(t *testing.T) {
	s := start(t, "--data", t.TempDir())
	c, response, err := websocket.Dial(limited(t), s.url+"/graphql", &websocket.DialOptions{
		Subprotocols: []string{"graphql-transport-ws"}, HTTPHeader: http.Header{"Origin": {"https://evil.example"}}})
	if err == nil {
		c.CloseNow()
		t.Fatal("a page of another origin could subscribe")
	}
	if response == nil || response.StatusCode < 400 {
		t.Errorf("refused, but not by HTTP: %v", err)
	}
}

// A subscription gets what is in the log and then what comes; a later one goes on where it stopped.
func TestSubscribe(t *testing.T) {
	for name, subscribe := range map[string]func(*testing.T, string, uint64) func() (followed, error){"WebSocket": overWebSocket, "SSE": overSSE} {
		t.Run(name, func(t *testing.T) {
			s := start(t, "--data", t.TempDir())
			if _, err := record(limited(t), s.url, person("Ann"), person("Bob")); err != nil {
				t.Fatal(err)
			}
			next := subscribe(t, s.url, 0)
			expect(t, next, 1, "Ann")
			expect(t, next, 2, "Bob")
			if _, err := record(limited(t), s.url, person("Cid")); err != nil {
				t.Fatal(err)
			}
			expect(t, next, 3, "Cid")
			if _, err := record(limited(t), s.url, person("Dan")); err != nil {
				t.Fatal(err)
			}
			expect(t, subscribe(t, s.url, 3), 4, "Dan")
			expect(t, subscribe(t, s.url, 1), 2, "Bob")
		})
	}
}

// Stopping ends subscriptions without being asked to, closes the log, and loses nothing.
func TestStop(t *testing.T) {
	dir := t.TempDir()
	s, err := launch("--data", dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := record(limited(t), s.url, person("Ann")); err != nil {
		t.Fatal(err)
	}
	subscriptions := map[string]func() (followed, error){"WebSocket": overWebSocket(t, s.url, 0), "SSE": overSSE(t, s.url, 0)}
	for _, next := range subscriptions {
		expect(t, next, 1, "Ann")
	}
	var reading sync.WaitGroup
	for name, next := range subscriptions {
		reading.Go(func() {
			if _, err := next(); err == nil || errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s: the subscription did not end: %v", name, err)
			}
		})
	}
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	reading.Wait()
	if _, err := http.Get(s.url + "/healthz"); err == nil {
		t.Error("it still listens")
	}
	again := start(t, "--data", dir)
	if !strings.Contains(again.said, "(1 event)") {
		t.Errorf("started again, it says:\n%s", again.said)
	}
}

// A connection on which nothing was asked, as browsers open them ahead of need, does not hold the server up: net/http
// would wait five seconds for it.
func TestStopWithSilentConnection(t *testing.T) {
	s, err := launch("--data", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := record(limited(t), s.url, person("Ann")); err != nil { // by now the silent one is accepted
		t.Fatal(err)
	}
	began := time.Now()
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("stopping took %v", took)
	}
}

// While the graph is behind what the log held, and after it stopped, the server says that it cannot answer.
func TestNotReady(t *testing.T) {
	n, err := openNode(t.TempDir(), eventlog.Options{Logger: discard()}, "")
	if err != nil {
		t.Fatal(err)
	}
	handler := newServer(n, onlyHere("desk"), discard()).http.Handler
	get := func(path string) (int, string) {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", path, nil)
		r.Host = "localhost"
		handler.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	check := func(status string, code int) {
		t.Helper()
		got, body := get("/healthz")
		var h health
		if err := json.Unmarshal([]byte(body), &h); err != nil || got != code || h.Status != status {
			t.Errorf("health: %d %s, want %d and %s", got, body, code, status)
		}
		if got, body := get("/readyz"); got != code {
			t.Errorf("%s: ready is %d %s, want %d", status, got, body, code)
		}
		if got, body := get("/graphql?query=%7B__typename%7D"); got != code {
			t.Errorf("%s: a query gets %d %s, want %d", status, got, body, code)
		}
	}
	check(healthy, http.StatusOK)
	n.opened = 1 // as if the log had held an event that the graph does not show yet
	check(starting, http.StatusServiceUnavailable)
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	check(stopped, http.StatusServiceUnavailable)
}
