package web

import (
	"io/fs"
	"net/http"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// What the embedded pages name must be in the binary too. It holds with and without a build.
func TestEmbeddedPagesAreWhole(t *testing.T) {
	h := Handler(false)
	names := regexp.MustCompile(`(?:src|href)="([^"#]+)[^"]*"`)
	pages := map[string]int{"/": 200, "/console": 200, "/graphiql/": 404}
	if Built() {
		pages["/graphiql/"] = 200
	}
	for page, status := range pages {
		response := get(t, h, http.MethodGet, page)
		if response.StatusCode != status {
			t.Fatalf("%s: status %d, want %d", page, response.StatusCode, status)
		}
		html := body(t, response)
		if strings.Contains(html, "{{") || regexp.MustCompile(`<script[^>]*>[^<]|<style| style=| on\w+="`).MatchString(html) {
			t.Errorf("%s: has a template's marks, or an inline script or style", page)
		}
		for _, match := range names.FindAllStringSubmatch(html, -1) {
			if strings.HasPrefix(match[1], "data:") {
				continue
			}
			target := path.Join(path.Dir(page), match[1])
			if strings.HasSuffix(match[1], "/") && target != "/" {
				target += "/"
			}
			if got := get(t, h, http.MethodGet, target).StatusCode; got != http.StatusOK {
				t.Errorf("%s: %s answers %d", page, target, got)
			}
		}
	}
}

// Every ready query that the console offers is there, and all are in the tabs of GraphiQL.
func TestReadyQueries(t *testing.T) {
	h := Handler(false)
	console := body(t, get(t, h, http.MethodGet, "/console"))
	offered := regexp.MustCompile(`name="ready" value="([^"]+)"`).FindAllStringSubmatch(console, -1)
	if len(offered) != 4 {
		t.Errorf("the console offers %d ready queries, want 4", len(offered))
	}
	for _, match := range offered {
		text := body(t, get(t, h, http.MethodGet, "/console/queries/"+match[1]+".graphql"))
		if !strings.HasPrefix(text, "# ") || !strings.Contains(text, "\nquery ") {
			t.Errorf("ready query %s: want a comment and a named query, got %q", match[1], text)
		}
	}
	tabs, err := os.ReadFile("src/tabs.ts")
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(queries, "src/queries/*.graphql")
	if err != nil || len(files) < 5 {
		t.Fatalf("ready queries %v (%v), want at least 5", files, err)
	}
	for _, file := range files {
		if !strings.Contains(string(tabs), strings.TrimPrefix(file, "src/")) {
			t.Errorf("src/tabs.ts does not open %s", file)
		}
	}
}

// Releases and CI set REQUIRE_UI=1, so that a binary without the app cannot go out unnoticed.
func TestRequiredBuild(t *testing.T) {
	if os.Getenv("REQUIRE_UI") != "1" {
		t.Skip("REQUIRE_UI is not 1")
	}
	if !Built() {
		t.Fatal("REQUIRE_UI=1, but web/dist holds no build: run npm ci and npm run build in web")
	}
}
