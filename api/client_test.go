package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
)

// answer is what a GraphQL server says.
type answer struct {
	Data       object    `json:"data"`
	Errors     []problem `json:"errors"`
	Extensions object    `json:"extensions"`
}

// object is a JSON object.
type object = map[string]any

// problem is a top-level error.
type problem struct {
	Message    string  `json:"message"`
	Path       []any   `json:"path"`
	Locations  []any   `json:"locations"`
	Extensions failure `json:"extensions"`
}

// failure is what our errors add.
type failure struct {
	Code       string   `json:"code"`
	Field      []string `json:"field"`
	Candidates []string `json:"candidates"`
}

// ask posts an operation, which must succeed, and returns its data.
func (s *server) ask(query string, variables ...any) object {
	s.t.Helper()
	a := s.post(query, variables...)
	if len(a.Errors) > 0 {
		s.t.Fatalf("%s\nfailed: %+v", query, a.Errors)
	}
	return a.Data
}

// refuse posts an operation, which must fail with one error.
func (s *server) refuse(query string, variables ...any) problem {
	s.t.Helper()
	a := s.post(query, variables...)
	if len(a.Errors) != 1 {
		s.t.Fatalf("%s\ngave %d errors, want 1: %+v", query, len(a.Errors), a.Errors)
	}
	return a.Errors[0]
}

// post posts an operation. Variables are names and values in turn.
func (s *server) post(query string, variables ...any) answer {
	s.t.Helper()
	values := object{}
	for i := 0; i < len(variables); i += 2 {
		values[variables[i].(string)] = variables[i+1]
	}
	body, err := json.Marshal(object{"query": query, "variables": values})
	if err != nil {
		s.t.Fatal(err)
	}
	_, text := s.send(http.MethodPost, "application/json", string(body))
	var a answer
	if err := json.Unmarshal(text, &a); err != nil {
		s.t.Fatalf("%v: %s", err, text)
	}
	return a
}

// send sends a request and reads the answer.
func (s *server) send(method, contentType, body string) (*http.Response, []byte) {
	s.t.Helper()
	req, err := http.NewRequest(method, s.URL, bytes.NewReader([]byte(body)))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", contentType)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res, text
}

// at digs into an answer: names of fields and indexes of lists.
func at(value any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			o, _ := value.(object)
			value = o[step]
		case int:
			list, _ := value.([]any)
			if step >= len(list) {
				return nil
			}
			value = list[step]
		}
	}
	return value
}

// list digs for a list.
func list(value any, path ...any) []any {
	found, _ := at(value, path...).([]any)
	return found
}

// each digs into every member of a list.
func each(members []any, path ...any) []any {
	all := []any{}
	for _, m := range members {
		all = append(all, at(m, path...))
	}
	return all
}
