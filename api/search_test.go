package api_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"onrecord/access"
	"onrecord/api"
	"onrecord/search"
)

// found asks for what a search finds: the label of each, how it was found, and its snippet with what is marked in brackets.
func (s *server) found(view, args string) string {
	s.t.Helper()
	data := s.ask(`{ view` + view + ` { search(` + args + `) { edges { node { __typename label } match score position snippet { field text ranges { start end } } } } } }`)
	var lines []string
	for _, e := range list(data, "view", "search", "edges") {
		text, marked, from := []rune(at(e, "snippet", "text").(string)), "", 0
		for _, r := range list(e, "snippet", "ranges") {
			start, end := int(at(r, "start").(float64)), int(at(r, "end").(float64))
			marked += string(text[from:start]) + "[" + string(text[start:end]) + "]"
			from = end
		}
		if at(e, "score").(float64) <= 0 || at(e, "position").(float64) <= 0 {
			s.t.Errorf("score and position of %v", e)
		}
		lines = append(lines, fmt.Sprint(at(e, "node", "__typename"), " ", at(e, "match"), " ", at(e, "snippet", "field"), ": ", marked+string(text[from:])))
	}
	return strings.Join(lines, "\n")
}

func TestSearch(t *testing.T) {
	s := readStory(t)
	for _, c := range []struct{ view, args, want string }{
		{"", `text: "penta", kinds: [ENTITY]`, "Entity NAME_START ALIAS: [Pentagon]"},
		{"", `text: "kibry", kinds: [ENTITY]`, "Entity ALIKE ALIAS: [Kirby]"},
		{"", `text: "\"act with impunity\""`, "Statement TEXT EXCERPT: you can’t [act with impunity]"},
		{"", `text: "\"with act impunity\""`, ""},
		{"(position: 34)", `text: "impunity"`, ""},
		{`(reportedAt: "2021-02-24")`, `text: "impunity"`, ""},
		{`(accordingTo: ["NPR"])`, `text: "impunity"`, ""},
		{"", `text: "impunity", filter: {acts: [DENY]}`, ""},
		{"", `text: "impunity", kinds: [DOCUMENT]`, ""},
	} {
		if got := s.found(c.view, c.args); got != c.want {
			t.Errorf("view%s search(%s) finds\n%s\nwant\n%s", c.view, c.args, got, c.want)
		}
	}
	for args, want := range map[string]string{
		`text: ""`:                          "INVALID_ARGUMENT [text]",
		`text: "-strike"`:                   "INVALID_ARGUMENT [text]",
		`text: "a", filter: {about: ["?"]}`: "NOT_FOUND [filter about 0]",
		`text: "a", first: 1001`:            "INVALID_ARGUMENT [first]",
		`text: "a", after: "x"`:             "INVALID_CURSOR [after]",
	} {
		p := s.refuse(`{ view { search(` + args + `) { totalCount } } }`)
		if got := fmt.Sprint(p.Extensions.Code, " ", p.Extensions.Field); got != want {
			t.Errorf("search(%s): %s %q, want %s", args, got, p.Message, want)
		}
	}
}

// What was just recorded can be searched for, and what was just erased cannot.
func TestSearchFollowsTheLog(t *testing.T) {
	s := newServer(t)
	s.record(`{"entity": {"key": "t:a", "kind": "PERSON", "name": "Ada"}}`)
	r := s.record(`{"statement": {"speaker": "t:a", "act": "STATE", "quotes": ["a word in confidence"], "report": {}}}`)
	if got, want := s.found("", `text: "confidence"`), "Statement TEXT QUOTE: a word in [confidence]"; got != want {
		t.Fatalf("got %q, want %q", got, want)
	}
	s.erase("position", r.Last)
	for _, view := range []string{"", fmt.Sprintf("(position: %d)", r.Last)} {
		if got := s.found(view, `text: "confidence"`); got != "" {
			t.Errorf("view%s still finds %q", view, got)
		}
	}
}

// While texts are still to be indexed a search says so, and everything else answers.
func TestSearchBeforeTheIndexIsReady(t *testing.T) {
	s := readStory(t)
	late := *s
	late.Server = httptest.NewServer(api.NewHandler(api.Options{Log: s.log, Graph: s.graph, Texts: search.New(), Recorder: s.recorder, Gate: access.Open("tester")}))
	defer late.Close()
	p := late.refuse(`{ view { search(text: "strike") { totalCount } } }`)
	if p.Extensions.Code != "UNAVAILABLE" || !strings.Contains(p.Message, "up to position 0") {
		t.Errorf("got %+v", p)
	}
	if got := at(late.ask(`{ view { snapshot { position } } }`), "view", "snapshot", "position"); got != float64(s.log.Head().Position) {
		t.Errorf("the view is at %v", got)
	}
}
