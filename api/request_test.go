package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestOperationsThatAreNone are refused as a whole: with a code, without data, and the log is as it was.
func TestOperationsThatAreNone(t *testing.T) {
	s := newStory(t)
	before := s.log.Head()
	const mutation = `{"query": "mutation($e: [EventInput!]!) { recordEvents(input: {events: $e}) { errors { code } } }", "variables": {"e": `
	for name, test := range map[string]struct{ body, code, message string }{
		"unfinished":            {`{"query": "{ view {"}`, "GRAPHQL_PARSE_FAILED", "Expected Name"},
		"no such field":         {`{"query": "{ views { id } }"}`, "GRAPHQL_VALIDATION_FAILED", `"views"`},
		"no operation":          {`{}`, "GRAPHQL_VALIDATION_FAILED", "no operation"},
		"which operation":       {`{"query": "query a { log { totalCount } } query b { log { totalCount } }", "operationName": "c"}`, "GRAPHQL_VALIDATION_FAILED", "c"},
		"oneOf with two":        {`{"query": "mutation { recordEvents(input: {events: [{entity: {kind: PERSON, name: \"A\"}, report: {}}]}) { errors { code } } }"}`, "GRAPHQL_VALIDATION_FAILED", "EventInput"},
		"oneOf with none":       {`{"query": "mutation { recordEvents(input: {events: [{}]}) { errors { code } } }"}`, "GRAPHQL_VALIDATION_FAILED", "EventInput"},
		"no such word":          {mutation + `[{"entity": {"kind": "ALIEN", "name": "A"}}]}}`, "GRAPHQL_VALIDATION_FAILED", "ALIEN"},
		"no such field, given":  {mutation + `[{"entity": {"kind": "PERSON", "name": "A", "age": 7}}]}}`, "GRAPHQL_VALIDATION_FAILED", "unknown field"},
		"a null event":          {mutation + `[null]}}`, "GRAPHQL_VALIDATION_FAILED", "null"},
		"missing":               {mutation + `[{"entity": {"kind": "PERSON"}}]}}`, "GRAPHQL_VALIDATION_FAILED", "must be defined"},
		"a position below zero": {mutation + `[{"retraction": {"positions": {"from": -1, "to": 3}, "reason": "ENTRY_ERROR"}}]}}`, "INVALID_ARGUMENT", "-1"},
		"a date as an object":   {mutation + `[{"document": {"title": "A", "retrievedAt": {"year": 2021}}}]}}`, "INVALID_ARGUMENT", `{"year":2021}`},
		"not JSON":              {`mutation`, "BAD_REQUEST", "JSON object"},
		"two JSON values":       {`{} {}`, "BAD_REQUEST", "JSON object"},
		"a list":                {`[{"query": "{ log { totalCount } }"}]`, "BAD_REQUEST", "JSON object"},
		"query is a number":     {`{"query": 1}`, "BAD_REQUEST", "query is not a text"},
		"variables are a list":  {`{"query": "{ log { totalCount } }", "variables": []}`, "BAD_REQUEST", "variables is not an object"},
		"a subscription":        {`{"query": "subscription { recorded { id } }"}`, "BAD_REQUEST", "WebSocket"},
	} {
		t.Run(name, func(t *testing.T) {
			s := s.in(t)
			res, text := s.send(http.MethodPost, "application/json", test.body)
			var a answer
			if err := json.Unmarshal(text, &a); err != nil || len(a.Errors) != 1 || res.StatusCode >= 500 {
				t.Fatalf("%d %s", res.StatusCode, text)
			}
			if p := a.Errors[0]; p.Extensions.Code != test.code || !strings.Contains(p.Message, test.message) || leaks(p.Message) {
				t.Errorf("got %+v, want %s: %s", p, test.code, test.message)
			}
			for _, value := range a.Data {
				if value != nil {
					t.Errorf("there is data: %v", a.Data)
				}
			}
		})
	}
	if s.log.Head() != before {
		t.Error("something was recorded")
	}
}

// TestDocumentsHaveALimit, over every transport; what is large goes into variables.
func TestDocumentsHaveALimit(t *testing.T) {
	s := readStory(t)
	padded := func(size int) string {
		query := `{ log { totalCount } }`
		return query + strings.Repeat(" ", size-len(query))
	}
	if got := at(s.ask(padded(1<<20)), "log", "totalCount"); got != 140.0 {
		t.Errorf("a document of 1 MiB: %v", got)
	}
	large := padded(1<<20 + 1)
	if p := s.refuse(large); p.Extensions.Code != "BAD_REQUEST" || !strings.Contains(p.Message, "variables") || leaks(p.Message) {
		t.Errorf("one byte more: %+v", p)
	}
	if a, _ := overSSE(s, large).next(); len(a.Errors) != 1 || a.Errors[0].Extensions.Code != "BAD_REQUEST" {
		t.Errorf("one byte more over SSE: %+v", a)
	}
}

func TestRequestsThatAreNone(t *testing.T) {
	s := readStory(t)
	for name, test := range map[string]struct {
		method, media, body string
		status              int
	}{
		"another method": {http.MethodPut, "application/json", `{}`, http.StatusMethodNotAllowed},
		"another medium": {http.MethodPost, "text/plain", `{}`, http.StatusUnsupportedMediaType},
		"a form":         {http.MethodPost, "application/x-www-form-urlencoded", `query={view}`, http.StatusUnsupportedMediaType},
		"too large":      {http.MethodPost, "application/json", `{"query": "` + strings.Repeat(" ", 16<<20) + `"}`, http.StatusRequestEntityTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			s := s.in(t)
			res, text := s.send(test.method, test.media, test.body)
			var a answer
			if err := json.Unmarshal(text, &a); err != nil || res.StatusCode != test.status || len(a.Errors) != 1 || a.Errors[0].Extensions.Code != "BAD_REQUEST" || leaks(a.Errors[0].Message) {
				t.Errorf("got %d %s, want %d", res.StatusCode, text, test.status)
			}
		})
	}
	get := func(query string) (*http.Response, []byte) {
		mine := *s
		mine.Server = &httptest.Server{URL: s.URL + "?query=" + strings.ReplaceAll(query, " ", "+")}
		return mine.send(http.MethodGet, "application/json", "")
	}
	if res, text := get("{ log { totalCount } }"); res.StatusCode != http.StatusOK || !strings.Contains(string(text), `"totalCount":140`) {
		t.Errorf("a query by GET: %d %s", res.StatusCode, text)
	}
	if res, text := get(`mutation { recordEvents(input: {events: [{entity: {kind: PERSON, name: "A"}}]}) { receipt { first } } }`); res.StatusCode < 400 || s.log.Head().Position != 140 {
		t.Errorf("a mutation by GET: %d %s, the head is %d", res.StatusCode, text, s.log.Head().Position)
	}
}
