package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

const script = "console.log('onrecord')"

// site is the handler over a small site with every kind of file, built or not.
func site(t *testing.T, built bool) http.Handler {
	t.Helper()
	fallback := fstest.MapFS{
		"index.html":          {Data: []byte(`<h1>front</h1>{{if .Built}}<a href="graphiql/">{{else}}make run{{end}}`)},
		"unbuilt.html":        {Data: []byte("<h1>make run</h1>")},
		"console/fallback.js": {Data: []byte(script)},
	}
	queries := fstest.MapFS{"who.graphql": {Data: []byte("query Who { view }")}}
	dist := fstest.MapFS{".gitkeep": {}}
	if built {
		dist["index.html"] = &fstest.MapFile{Data: []byte("<h1>app</h1>")}
		dist["graphiql/index.html"] = &fstest.MapFile{Data: []byte("<h1>GraphiQL</h1>")}
		for _, name := range []string{"assets/app-1.js", "graphiql/assets/app-1.js", "graphiql/assets/app-1.css", "THIRD_PARTY_LICENSES.txt"} {
			dist[name+".br"] = &fstest.MapFile{Data: []byte("br of " + name)}
			dist[name+".gz"] = &fstest.MapFile{Data: zipped(t, script)}
		}
	}
	return handler(dist, fallback, queries, false)
}

func zipped(t *testing.T, text string) []byte {
	t.Helper()
	var buffer bytes.Buffer
	writer := gzip.NewWriter(&buffer)
	if _, err := io.WriteString(writer, text); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}

// get asks for a path with headers given as name, value, name, value.
func get(t *testing.T, h http.Handler, method, target string, headers ...string) *http.Response {
	t.Helper()
	request := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, request)
	return recorder.Result()
}

func body(t *testing.T, response *http.Response) string {
	t.Helper()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestPages(t *testing.T) {
	cases := []struct {
		name         string
		built        bool
		path         string
		status       int
		contentType  string
		cacheControl string
		contains     string
	}{
		{"front page, built", true, "/", 200, "text/html; charset=utf-8", "no-cache", "<h1>app"},
		{"front page, not built", false, "/", 200, "text/html; charset=utf-8", "no-cache", "make run"},
		{"console, built", true, "/console", 200, "text/html; charset=utf-8", "no-cache", `href="graphiql/"`},
		{"console, not built", false, "/console", 200, "text/html; charset=utf-8", "no-cache", "make run"},
		{"script of the app", true, "/assets/app-1.js", 200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", script},
		{"script of the app, not built", false, "/assets/app-1.js", 404, "text/plain; charset=utf-8", "no-store", "no such page"},
		{"script of the console", false, "/console/fallback.js", 200, "text/javascript; charset=utf-8", "no-cache", script},
		{"ready query", false, "/console/queries/who.graphql", 200, "text/plain; charset=utf-8", "no-cache", "query Who"},
		{"unknown file of the console", true, "/console/none.js", 404, "text/plain; charset=utf-8", "no-store", `"/console/none.js"`},
		{"template seen from the console", true, "/console/..%2Findex.html", 404, "text/plain; charset=utf-8", "no-store", "no such page"},
		{"GraphiQL, built", true, "/graphiql/", 200, "text/html; charset=utf-8", "no-cache", "<h1>GraphiQL"},
		{"GraphiQL, not built", false, "/graphiql/", 404, "text/html; charset=utf-8", "no-store", "make run"},
		{"asset", true, "/graphiql/assets/app-1.js", 200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", script},
		{"style", true, "/graphiql/assets/app-1.css", 200, "text/css; charset=utf-8", "public, max-age=31536000, immutable", script},
		{"asset of an older build", true, "/graphiql/assets/app-0.js", 404, "text/plain; charset=utf-8", "no-store", "no such page"},
		{"asset, not built", false, "/graphiql/assets/app-1.js", 404, "text/plain; charset=utf-8", "no-store", "no such page"},
		{"asset outside its folder", true, "/graphiql/assets/..%2F..%2FTHIRD_PARTY_LICENSES.txt", 404, "text/plain; charset=utf-8", "no-store", "no such page"},
		{"licences", true, "/THIRD_PARTY_LICENSES.txt", 200, "text/plain; charset=utf-8", "no-cache", script},
		{"licences, not built", false, "/THIRD_PARTY_LICENSES.txt", 404, "text/plain; charset=utf-8", "no-store", "no such page"},
		{"unknown path", true, "/nowhere", 404, "text/plain; charset=utf-8", "no-store", `"/nowhere"`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			response := get(t, site(t, c.built), http.MethodGet, c.path)
			if response.StatusCode != c.status {
				t.Errorf("status %d, want %d", response.StatusCode, c.status)
			}
			if got := response.Header.Get("Content-Type"); got != c.contentType {
				t.Errorf("Content-Type %q, want %q", got, c.contentType)
			}
			if got := response.Header.Get("Cache-Control"); got != c.cacheControl {
				t.Errorf("Cache-Control %q, want %q", got, c.cacheControl)
			}
			if got := body(t, response); !strings.Contains(got, c.contains) {
				t.Errorf("body %q, want %q in it", got, c.contains)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	const path = "/graphiql/assets/app-1.js"
	cases := []struct{ accept, encoding string }{
		{"", ""},
		{"identity", ""},
		{"gzip", "gzip"},
		{"gzip, deflate, br, zstd", "br"},
		{"GZIP", "gzip"},
		{"br;q=0, gzip;q=0.5", "gzip"},
		{"br; q=0.001", "br"},
		{"br;q=0, gzip;q=0.000", ""},
		{"br;q=nonsense, gzip", "gzip"},
		{"*", "br"},
		{"*;q=0", ""},
		{"br;q=0, *", "gzip"},
		{"gzip;q=1, *;q=0", "gzip"},
		{"brotli, xgzip", ""},
	}
	want := map[string]string{"": script, "gzip": string(zipped(t, script)), "br": "br of graphiql/assets/app-1.js"}
	for _, c := range cases {
		t.Run(c.accept, func(t *testing.T) {
			response := get(t, site(t, true), http.MethodGet, path, "Accept-Encoding", c.accept)
			if got := response.Header.Get("Content-Encoding"); got != c.encoding {
				t.Errorf("Content-Encoding %q, want %q", got, c.encoding)
			}
			if got := response.Header.Get("Vary"); got != "Accept-Encoding" {
				t.Errorf("Vary %q, want Accept-Encoding", got)
			}
			if got := body(t, response); got != want[c.encoding] {
				t.Errorf("body %q, want %q", got, want[c.encoding])
			}
		})
	}
}

func TestRevalidation(t *testing.T) {
	for _, path := range []string{"/", "/console", "/graphiql/", "/console/fallback.js"} {
		t.Run(path, func(t *testing.T) {
			h := site(t, true)
			first := get(t, h, http.MethodGet, path)
			etag := first.Header.Get("ETag")
			if !regexp.MustCompile(`^"[^"]+"$`).MatchString(etag) {
				t.Fatalf("ETag %q is not a strong one", etag)
			}
			again := get(t, h, http.MethodGet, path, "If-None-Match", etag)
			if again.StatusCode != http.StatusNotModified || body(t, again) != "" {
				t.Errorf("same ETag: status %d, want 304 and no body", again.StatusCode)
			}
			other := get(t, h, http.MethodGet, path, "If-None-Match", `"another"`)
			if other.StatusCode != http.StatusOK {
				t.Errorf("other ETag: status %d, want 200", other.StatusCode)
			}
		})
	}
	unbuilt, built := get(t, site(t, false), http.MethodGet, "/"), get(t, site(t, true), http.MethodGet, "/")
	if unbuilt.Header.Get("ETag") == built.Header.Get("ETag") {
		t.Error("the front page has the same ETag with and without a build")
	}
	unbuilt, built = get(t, site(t, false), http.MethodGet, "/console"), get(t, site(t, true), http.MethodGet, "/console")
	if unbuilt.Header.Get("ETag") == built.Header.Get("ETag") {
		t.Error("the console has the same ETag with and without a link to GraphiQL")
	}
}

func TestMethods(t *testing.T) {
	h := site(t, true)
	for _, path := range []string{"/", "/graphiql/", "/graphiql/assets/app-1.js", "/nowhere"} {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions} {
			response := get(t, h, method, path)
			if response.StatusCode != http.StatusMethodNotAllowed || response.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: status %d, Allow %q; want 405 and GET, HEAD", method, path, response.StatusCode,
					response.Header.Get("Allow"))
			}
		}
	}
}

// The real server drops the body of an answer to HEAD, so the test goes through one.
func TestHead(t *testing.T) {
	server := httptest.NewServer(site(t, true))
	defer server.Close()
	for _, path := range []string{"/", "/graphiql/", "/graphiql/assets/app-1.js"} {
		request, err := http.NewRequest(http.MethodHead, server.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Encoding", "br")
		response, err := server.Client().Do(request)
		if err != nil {
			t.Fatal(err)
		}
		if got := body(t, response); got != "" {
			t.Errorf("HEAD %s: body %q", path, got)
		}
		if response.StatusCode != http.StatusOK || response.ContentLength <= 0 {
			t.Errorf("HEAD %s: status %d, length %d; want 200 and the length of the page", path, response.StatusCode,
				response.ContentLength)
		}
	}
}

func TestRedirect(t *testing.T) {
	for _, built := range []bool{true, false} {
		response := get(t, site(t, built), http.MethodGet, "/graphiql?query=%7Bview%7D")
		if got := response.Header.Get("Location"); got != "/graphiql/?query=%7Bview%7D" {
			t.Errorf("built %v: Location %q, want the page with its query", built, got)
		}
	}
}

func TestSecurityHeaders(t *testing.T) {
	cases := []struct {
		path, policy string
	}{
		{"/", appPolicy},
		{"/assets/app-1.js", strictPolicy},
		{"/console", strictPolicy},
		{"/console/fallback.js", strictPolicy},
		{"/nowhere", strictPolicy},
		{"/graphiql/", graphiqlPolicy},
		{"/graphiql/assets/app-1.js", graphiqlPolicy},
	}
	for _, c := range cases {
		header := get(t, site(t, true), http.MethodGet, c.path).Header
		want := map[string]string{
			"Content-Security-Policy":      c.policy,
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
		}
		for name, value := range want {
			if got := header.Get(name); got != value {
				t.Errorf("%s: %s %q, want %q", c.path, name, got, value)
			}
		}
	}
	for _, policy := range []string{strictPolicy, appPolicy, graphiqlPolicy} {
		for _, never := range []string{"unsafe-eval", "http:", "https:", "*"} {
			if strings.Contains(policy, never) {
				t.Errorf("policy %q allows %s", policy, never)
			}
		}
		if !regexp.MustCompile(`(^|; )script-src 'self';`).MatchString(policy) {
			t.Errorf("policy %q: script-src is not 'self' alone", policy)
		}
	}
}

// A page that was spoilt while building says so; it does not stop the server.
func TestSpoiltFrontPage(t *testing.T) {
	h := handler(fstest.MapFS{}, fstest.MapFS{"index.html": {Data: []byte("{{if}}")}}, fstest.MapFS{}, false)
	for _, path := range []string{"/", "/graphiql/"} {
		if got := get(t, h, http.MethodGet, path).StatusCode; got != http.StatusInternalServerError {
			t.Errorf("%s: status %d, want 500", path, got)
		}
	}
}

// Where nobody is told the schema, the app is there and leads nowhere else.
func TestAppWithoutGraphiQL(t *testing.T) {
	dist := fstest.MapFS{
		"index.html":          {Data: []byte("<body><h1>app</h1></body>")},
		"graphiql/index.html": {Data: []byte("<h1>GraphiQL</h1>")},
	}
	fallback := fstest.MapFS{"index.html": {Data: []byte("console")}}
	h := handler(dist, fallback, fstest.MapFS{}, true)
	if got, want := body(t, get(t, h, http.MethodGet, "/")), `<body data-graphiql="off"><h1>app</h1></body>`; got != want {
		t.Errorf("/: %q, want %q", got, want)
	}
	if response := get(t, h, http.MethodGet, "/graphiql/"); response.StatusCode != http.StatusNotFound {
		t.Errorf("/graphiql/: status %d, want 404", response.StatusCode)
	}
}
