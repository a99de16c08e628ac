package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
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
		"which operation":       {`{"query": "query a { log { totalCount } } query b { log { totalCount } }", "operationName": "c"}`, "GRAPHQL_VALIDATION_FAILED", `no operation is called "c"; there are "a", "b"`},
		"no operation named":    {`{"query": "query a { log { totalCount } } query b { log { totalCount } }"}`, "GRAPHQL_VALIDATION_FAILED", `operationName which one to run; there are "a", "b"`},
		"operations unnamed":    {`{"query": "{ log { totalCount } }", "operationName": "c"}`, "GRAPHQL_VALIDATION_FAILED", `no operation is called "c"`},
		"oneOf with two":        {`{"query": "mutation { recordEvents(input: {events: [{entity: {kind: PERSON, name: \"A\"}, report: {}}]}) { errors { code } } }"}`, "GRAPHQL_VALIDATION_FAILED", "EventInput"},
		"oneOf with none":       {`{"query": "mutation { recordEvents(input: {events: [{}]}) { errors { code } } }"}`, "GRAPHQL_VALIDATION_FAILED", "EventInput"},
		"no such word":          {mutation + `[{"entity": {"kind": "ALIEN", "name": "A"}}]}}`, "GRAPHQL_VALIDATION_FAILED", "ALIEN"},
		"no such field, given":  {mutation + `[{"entity": {"kind": "PERSON", "name": "A", "age": 7}}]}}`, "GRAPHQL_VALIDATION_FAILED", "$e.0.entity.age: unknown field"},
		"a null event":          {mutation + `[null]}}`, "GRAPHQL_VALIDATION_FAILED", "null"},
		"missing":               {mutation + `[{"entity": {"kind": "PERSON"}}]}}`, "GRAPHQL_VALIDATION_FAILED", "$e.0.entity.name: must be defined"},
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
	if got := at(s.ask(padded(1<<20)), "log", "totalCount"); got != 146.0 {
		t.Errorf("a document of 1 MiB: %v", got)
	}
	large := padded(1<<20 + 1)
	if p := s.refuse(large); p.Extensions.Code != "DOCUMENT_LIMIT_EXCEEDED" || !strings.Contains(p.Message, "variables") || leaks(p.Message) {
		t.Errorf("one byte more: %+v", p)
	}
	if a, _ := overSSE(s, large).next(); len(a.Errors) != 1 || a.Errors[0].Extensions.Code != "DOCUMENT_LIMIT_EXCEEDED" {
		t.Errorf("one byte more over SSE: %+v", a)
	}
}

func TestBodiesHaveALimit(t *testing.T) {
	s := readStory(t)
	res, text := s.send(http.MethodPost, "application/json", `{"query": "`+strings.Repeat(" ", 16<<20)+`"}`)
	var a answer
	if err := json.Unmarshal(text, &a); err != nil || res.StatusCode != http.StatusRequestEntityTooLarge || len(a.Errors) != 1 || a.Errors[0].Extensions.Code != "BODY_LIMIT_EXCEEDED" {
		t.Errorf("got %d %s", res.StatusCode, text)
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
}

// TestQueriesByGET are answered; what else an address asks is refused with a code.
func TestQueriesByGET(t *testing.T) {
	s := readStory(t)
	const count, record = "{ log { totalCount } }", `mutation b { recordEvents(input: {events: [{entity: {kind: PERSON, name: "A"}}]}) { receipt { first } } }`
	for name, test := range map[string]struct {
		address string // as it is, or the fields of asked
		asked   url.Values
		status  int
		says    string
	}{
		"a query":                   {"", url.Values{"query": {count}}, http.StatusOK, `"totalCount":146`},
		"a query beside a mutation": {"", url.Values{"query": {"query a " + count + record}, "operationName": {"a"}}, http.StatusOK, `"totalCount":146`},
		"with variables":            {"", url.Values{"query": {"query($n: Int) { log(first: $n) { totalCount } }"}, "variables": {`{"n": 0}`}}, http.StatusOK, `"totalCount":146`},
		"a mutation":                {"", url.Values{"query": {record}}, http.StatusMethodNotAllowed, "BAD_REQUEST sent by POST"},
		"a mutation chosen":         {"", url.Values{"query": {"query a " + count + record}, "operationName": {"b"}}, http.StatusMethodNotAllowed, "BAD_REQUEST sent by POST"},
		"a subscription":            {"", url.Values{"query": {"subscription { recorded { id } }"}}, http.StatusMethodNotAllowed, "BAD_REQUEST WebSocket"},
		"variables that are none":   {"", url.Values{"query": {count}, "variables": {"{"}}, http.StatusBadRequest, "BAD_REQUEST variables is not a JSON object"},
		"extensions as a list":      {"", url.Values{"query": {count}, "extensions": {"[]"}}, http.StatusBadRequest, "BAD_REQUEST extensions is not a JSON object"},
		"a wrong escape":            {"query=%zz", nil, http.StatusBadRequest, "BAD_REQUEST %zz"},
		"no query":                  {"", nil, http.StatusUnprocessableEntity, "GRAPHQL_VALIDATION_FAILED no operation"},
		"half a query":              {"", url.Values{"query": {"{ log"}}, http.StatusUnprocessableEntity, "GRAPHQL_PARSE_FAILED Expected"},
	} {
		t.Run(name, func(t *testing.T) {
			mine := *s.in(t)
			mine.Server = &httptest.Server{URL: s.URL + "?" + test.address + test.asked.Encode()}
			res, text := mine.send(http.MethodGet, "", "")
			var a answer
			if err := json.Unmarshal(text, &a); err != nil || res.StatusCode != test.status {
				t.Fatalf("%d %s, want %d", res.StatusCode, text, test.status)
			}
			if test.status == http.StatusOK {
				if len(a.Errors) > 0 || !strings.Contains(string(text), test.says) {
					t.Errorf("%s, want %s", text, test.says)
				}
				return
			}
			code, message, _ := strings.Cut(test.says, " ")
			if len(a.Errors) != 1 || a.Errors[0].Extensions.Code != code || !strings.Contains(a.Errors[0].Message, message) || leaks(a.Errors[0].Message) {
				t.Errorf("%s, want %s", text, test.says)
			}
			if allowed := res.Header.Get("Allow"); (allowed != "") != (test.status == http.StatusMethodNotAllowed) {
				t.Errorf("Allow is %q", allowed)
			}
		})
	}
	if head := s.log.Head().Position; head != 146 {
		t.Errorf("something was recorded: the head is %d", head)
	}
}
