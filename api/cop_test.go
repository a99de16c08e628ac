package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"onrecord/access"
	"onrecord/api"
)

// hidden is the API as others than this machine see it: it does not tell its schema.
func hidden(t *testing.T, s *server) *server {
	t.Helper()
	other := *s.in(t)
	other.Server = httptest.NewServer(api.NewHandler(api.Options{Log: s.log, Graph: s.graph, Texts: s.texts, Recorder: s.recorder, Gate: access.Open("tester"), Hidden: true}))
	t.Cleanup(other.Close)
	return &other
}

// The twelve checks of GraphQL Cop, by the names that it gives them. That GraphiQL is not there is checked where it is
// served.
func TestCop(t *testing.T) {
	s := hidden(t, readStory(t))
	many := func(n int, each string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, each+" ", i)
		}
		return b.String()
	}
	circular := "{ __schema { types { " + strings.Repeat("fields { type { ", 10) + "name" + strings.Repeat(" } }", 10) + " } } }"
	for name, c := range map[string]struct{ query, code string }{
		"Alias Overloading":             {"{ " + many(101, "alias%d: __typename") + "}", "ROOT_FIELD_LIMIT_EXCEEDED"},
		"Alias Overloading, deeper":     {"{ view { " + many(51, "alias%d: __typename") + "} }", "ALIAS_LIMIT_EXCEEDED"},
		"Directive Overloading, known":  {"{ view { __typename " + many(51, "a%d: __typename @include(if: true)") + "} }", "ALIAS_LIMIT_EXCEEDED"},
		"Directive Overloading, merged": {"{ view { " + strings.Repeat("__typename @include(if: true) ", 51) + "} }", "DIRECTIVE_LIMIT_EXCEEDED"},
		"Field Duplication, by far":     {"{ view { " + strings.Repeat("__typename ", 1000) + "} }", "SELECTION_LIMIT_EXCEEDED"},
		"Field Duplication, spread out": {"{ " + strings.Repeat("view { __typename } ", 501) + "}", "SELECTION_LIMIT_EXCEEDED"},
		"Field Duplication, fragments":  {"{ view { ...F } } fragment F on View { " + strings.Repeat("... { __typename } ", 500) + "}", "SELECTION_LIMIT_EXCEEDED"},
		"Too many tokens":               {"{ view(accordingTo: [" + strings.Repeat(`"a" `, 20_000) + "]) { __typename } }", "TOKEN_LIMIT_EXCEEDED"},
		"Introspection":                 {"{ __schema { types { name } } }", "INTROSPECTION_DISABLED"},
		"Introspection Circular":        {circular, "GRAPHQL_VALIDATION_FAILED"},
		"Introspection of one type":     {`{ __type(name: "View") { name } }`, "INTROSPECTION_DISABLED"},
	} {
		t.Run(name, func(t *testing.T) {
			if refused := s.in(t).refuse(c.query); refused.Extensions.Code != c.code {
				t.Errorf("got %+v, want %s", refused, c.code)
			}
		})
	}
	t.Run("Directive Overloading, unknown", func(t *testing.T) { // each is wrong in two ways; not all are told
		a := s.in(t).post("{ __typename" + strings.Repeat(" @aa", 5000) + " }")
		if n := len(a.Errors); n != 21 || a.Errors[0].Extensions.Code != "GRAPHQL_VALIDATION_FAILED" || a.Errors[20].Message != "and 9979 more errors" {
			t.Errorf("%d errors, the last %+v", n, a.Errors[n-1])
		}
	})
	t.Run("Field Duplication", func(t *testing.T) { // what is asked for twice is answered once
		res, text := s.in(t).send(http.MethodPost, "application/json", posted("{ view { "+strings.Repeat("__typename ", 500)+"} }"))
		if n := bytes.Count(text, []byte("__typename")); res.StatusCode != http.StatusOK || n != 1 {
			t.Errorf("%s, %d times", res.Status, n)
		}
	})
	t.Run("Field Suggestions", func(t *testing.T) {
		if refused := s.in(t).refuse("{ viev { snapshot { root } } }"); strings.Contains(refused.Message, "mean") || strings.Contains(refused.Message, `"view"`) {
			t.Errorf("it guessed: %s", refused.Message)
		}
	})
	t.Run("Array-based Query Batching", func(t *testing.T) {
		body, _ := json.Marshal([]object{{"query": "{ __typename }"}, {"query": "{ __typename }"}})
		if res, text := s.in(t).send(http.MethodPost, "application/json", string(body)); res.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s", res.Status, text)
		}
	})
	t.Run("POST based url-encoded query (possible CSRF)", func(t *testing.T) {
		for _, medium := range []string{"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""} {
			if res, _ := s.in(t).send(http.MethodPost, medium, "query="+url.QueryEscape("{ __typename }")); res.StatusCode != http.StatusUnsupportedMediaType {
				t.Errorf("%q: %s", medium, res.Status)
			}
		}
	})
	t.Run("Mutation is allowed over GET (possible CSRF)", func(t *testing.T) {
		res := requested(t, http.MethodGet, s.URL+"?query="+url.QueryEscape("mutation { __typename }"), "")
		if res.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s", res.Status)
		}
	})
	// Cop warns of this one. It is meant: a query changes nothing, no browser adds anything to it by itself, and no other
	// origin reads the answer.
	t.Run("GET Method Query Support", func(t *testing.T) {
		res := requested(t, http.MethodGet, s.URL+"?query="+url.QueryEscape("{ __typename }"), "", "Origin", "https://evil.example")
		if res.StatusCode != http.StatusOK || res.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s, %v", res.Status, res.Header)
		}
	})
	t.Run("Trace Mode", func(t *testing.T) {
		res := requested(t, http.MethodPost, s.URL, posted("{ __typename }"), "X-Apollo-Tracing", "1")
		text, err := io.ReadAll(res.Body)
		if err != nil || bytes.Contains(text, []byte("tracing")) {
			t.Errorf("%s, %v", text, err)
		}
	})
}

// Those who may see the schema are helped.
func TestNotHidden(t *testing.T) {
	s := readStory(t)
	if got := list(s.ask("{ __schema { types { name } } }"), "__schema", "types"); len(got) < 50 {
		t.Errorf("the schema has %d types", len(got))
	}
	if refused := s.refuse("{ viev { snapshot { root } } }"); !strings.Contains(refused.Message, `"view"`) {
		t.Errorf("it did not guess: %s", refused.Message)
	}
	circular := "{ __schema { types { " + strings.Repeat("fields { type { ", 10) + "name" + strings.Repeat(" } }", 10) + " } } }"
	if refused := s.refuse(circular); refused.Extensions.Code != "GRAPHQL_VALIDATION_FAILED" {
		t.Errorf("a schema in itself: %+v", refused)
	}
}
