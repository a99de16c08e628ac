package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/access"
)

// anywhere is an address that others can reach.
var anywhere = &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 8080}

// asked is the answer of a server that is not listening, of a node.
func asked(t *testing.T, n *node, o serving, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	handler := newServer(n, o, discard()).http.Handler
	w, r := httptest.NewRecorder(), httptest.NewRequest(method, path, strings.NewReader(body))
	r.Host = "archive.example.org"
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	handler.ServeHTTP(w, r)
	return w
}

// guarded is a way of serving to those with a token, and a token of each role.
func guarded(t *testing.T) (o serving, tokens map[access.Role]string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "tokens")
	tokens = map[access.Role]string{}
	for _, role := range []access.Role{access.Reader, access.Recorder, access.Administrator} {
		secret, err := access.NewToken(file, role.String(), role)
		if err != nil {
			t.Fatal(err)
		}
		tokens[role] = secret
	}
	known, err := access.OpenTokens(file)
	if err != nil {
		t.Fatal(err)
	}
	return serving{gate: access.New(known, nil), limits: limits{Timeout: patience}, at: anywhere}, tokens
}

// Each page is open to its role, and to no lower one. A Host that is not this machine's is one like another where people
// log in: a proxy may stand before it.
func TestPagesHaveRoles(t *testing.T) {
	n := sampleNode(t, t.TempDir())
	o, tokens := guarded(t)
	for path, role := range map[string]access.Role{
		"/": 0, "/healthz": 0, "/readyz": 0, "/console/fallback.js": 0,
		"/info": access.Reader, "/checkpoint": access.Reader, "/metrics": access.Reader, "/graphql?query=%7B__typename%7D": access.Reader,
		"/tile/entries/000.p/1": access.Reader,
		"/backup":               access.Administrator,
	} {
		t.Run(path, func(t *testing.T) {
			for _, wrong := range []string{"", "Bearer onrecord_made-up", "Basic " + tokens[access.Administrator]} {
				w := asked(t, n, o, "GET", path, "", "Authorization", wrong)
				if role != 0 && (w.Code != http.StatusUnauthorized || w.Header().Get("WWW-Authenticate") != "Bearer") || role == 0 && w.Code != http.StatusOK {
					t.Errorf("with %q: %d", wrong, w.Code)
				}
			}
			for has, token := range tokens {
				w := asked(t, n, o, "GET", path, "", "Authorization", "Bearer "+token)
				want := http.StatusOK
				if has < role {
					want = http.StatusForbidden
				}
				if w.Code != want {
					t.Errorf("a %v: %d, want %d: %.200s", has, w.Code, want, w.Body)
				}
			}
		})
	}
}

// Others than this machine are not told the schema, unless that was asked for.
func TestHidden(t *testing.T) {
	n := sampleNode(t, t.TempDir())
	o, tokens := guarded(t)
	for _, shown := range []bool{false, true} {
		o.Introspection = shown
		w := asked(t, n, o, "POST", "/graphql", `{"query": "{ __schema { queryType { name } } }"}`, "Content-Type", "application/json", "Authorization", "Bearer "+tokens[access.Reader])
		if strings.Contains(w.Body.String(), "INTROSPECTION_DISABLED") == shown {
			t.Errorf("--introspection %v: %s", shown, w.Body)
		}
		w = asked(t, n, o, "GET", "/graphiql/", "")
		if strings.Contains(w.Body.String(), "switched off") == shown {
			t.Errorf("--introspection %v: %d %.200s", shown, w.Code, w.Body)
		}
		w = asked(t, n, o, "GET", "/console", "")
		if strings.Contains(w.Body.String(), "switched off") == shown {
			t.Errorf("--introspection %v: the console is %s", shown, w.Body)
		}
	}
}

// Pages of an origin that is named may use the API, of another they may not; none may without a token.
func TestOrigins(t *testing.T) {
	n := sampleNode(t, t.TempDir())
	o, tokens := guarded(t)
	o.AllowOrigin = []string{"https://app.example.org"}
	const ask = `{"query": "{ __typename }"}`
	for origin, allowed := range map[string]bool{"https://app.example.org": true, "http://app.example.org": false, "https://app.example.org.evil.example": false, "null": false} {
		headers := []string{"Origin", origin, "Content-Type", "application/json", "Sec-Fetch-Site", "cross-site", "Authorization", "Bearer " + tokens[access.Reader]}
		w := asked(t, n, o, "POST", "/graphql", ask, headers...)
		if (w.Code == http.StatusOK) != allowed || (w.Header().Get("Access-Control-Allow-Origin") == origin) != allowed {
			t.Errorf("%s: %d, %v", origin, w.Code, w.Header())
		}
		w = asked(t, n, o, "OPTIONS", "/graphql", "", "Origin", origin, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type")
		if (w.Header().Get("Access-Control-Allow-Headers") != "") != allowed {
			t.Errorf("%s asks first: %d, %v", origin, w.Code, w.Header())
		}
		if w.Header().Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s may send what a browser keeps", origin)
		}
	}
	if w := asked(t, n, o, "POST", "/graphql", ask, "Origin", "https://app.example.org", "Content-Type", "application/json"); w.Code != http.StatusUnauthorized || w.Header().Get("Access-Control-Allow-Origin") == "" {
		t.Errorf("without a token: %d, %v; the page should be able to read why", w.Code, w.Header())
	}
	o.AllowOrigin = nil
	if w := asked(t, n, o, "OPTIONS", "/graphql", "", "Origin", "https://app.example.org", "Access-Control-Request-Method", "POST"); w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("where no origin is named: %v", w.Header())
	}
}

// Every answer keeps browsers from doing more with it than to show it.
func TestCarefulHeaders(t *testing.T) {
	n := sampleNode(t, t.TempDir())
	o, _ := guarded(t)
	for _, path := range []string{"/", "/healthz", "/graphql", "/metrics", "/nowhere", "/backup"} {
		h := asked(t, n, o, "GET", path, "").Header()
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Content-Security-Policy": "frame-ancestors 'none'", "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-"} {
			if !strings.Contains(h.Get(name), want) {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
		if h.Get("Strict-Transport-Security") != "" || h.Get("X-Request-Id") == "" {
			t.Errorf("%s: %v", path, h)
		}
	}
}

// What is not safe is said out loud.
func TestWarnings(t *testing.T) {
	here := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}
	for _, c := range []struct {
		e    exposure
		at   net.Addr
		want string
	}{
		{exposure{}, here, ""},
		{exposure{Insecure: true}, here, ""},
		{exposure{Insecure: true}, anywhere, "without a login"},
		{exposure{}, anywhere, "unencrypted"},
		{exposure{TLSCert: "cert.pem"}, anywhere, ""},
	} {
		var said strings.Builder
		c.e.warn(&said, c.at)
		if c.want == "" && said.Len() > 0 || !strings.Contains(said.String(), c.want) {
			t.Errorf("%+v on %v: it says %q, want %q", c.e, c.at, &said, c.want)
		}
	}
}

// The rate is limited where others are, unless told otherwise.
func TestUsualRate(t *testing.T) {
	o, _ := guarded(t)
	none := 0.0
	for _, c := range []struct {
		o    serving
		want float64
	}{{o, 100}, {onlyHere("desk"), 0}, {serving{gate: access.Open("desk"), at: anywhere}, 100}, {serving{gate: o.gate, limits: limits{Rate: &none}, at: anywhere}, 0}} {
		if got := c.o.rate(); got != c.want {
			t.Errorf("%v; want %v", got, c.want)
		}
	}
}
