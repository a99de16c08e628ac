package api_test

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
)

// keys asks a timeline for its keys, in order of the alphabet and without the story's name.
func (s *server) keys(view, filter string) string {
	s.t.Helper()
	data := s.ask(`{ view` + view + ` { timeline(first: 1000, filter: {` + filter + `}) { nodes { key } } } }`)
	var keys []string
	for _, key := range each(list(data, "view", "timeline", "nodes"), "key") {
		keys = append(keys, strings.TrimPrefix(fmt.Sprint(key), "airstrikes:"))
	}
	sort.Strings(keys)
	return strings.Join(keys, " ")
}

func TestClaimFilters(t *testing.T) {
	s := readStory(t)
	for name, test := range map[string]struct{ view, filter, want string }{
		"acts":          {"", "acts: [CONDEMN, PREDICT]", "iran-condemns khatibzadeh-predicts"},
		"categories":    {"", "categories: [CASUALTIES]", "one-killed-two-wounded twenty-two-killed"},
		"types":         {"", "types: [HOLDS]", "austin-holds-secretary biden-holds-presidency"},
		"any word":      {"", "acts: [DENY], types: [HOLDS]", "austin-holds-secretary biden-holds-presidency kirby-takes-back-intelligence ministry-denies-exchange"},
		"kinds":         {"", "kinds: [ACTION], about: []", actions},
		"involving":     {"", `involving: ["Balad"]`, "balad-high-alert balad-in-iraq contractors-at-balad movement-limited protective-gear"},
		"involving two": {"", `involving: ["Balad", "F-15E"], kinds: [RELATION]`, "balad-in-iraq contractors-at-balad strike-used-f-15e"},
		"about":         {"", `about: ["airstrikes:balad-high-alert"]`, "fox-on-duration fox-reports-changes"},
		"sources":       {"", `sources: ["SOHR"]`, "rahman-preliminary-count sohr-new-count strike strike-destroyed-three-lorries strike-killed-twenty-two three-lorries-destroyed twenty-two-killed"},
		"denied":        {"", "stances: [DENIED]", "iraqi-intelligence-helped"},
		"disputed":      {`(reportedAt: "2021-02-27T17:00:00Z")`, "stances: [DISPUTED]", "iraqi-intelligence-helped"},
		"ended":         {"", "statuses: [ENDED]", "multiple-facilities-destroyed seventeen-killed strike-destroyed-multiple-facilities strike-killed-seventeen"},
		"ended denial":  {"", "statuses: [ENDED], stances: [DENIED]", ""},
		"ended, too":    {"", "statuses: [CURRENT, ENDED], categories: [CASUALTIES]", "one-killed-two-wounded seventeen-killed twenty-two-killed"},
		"may hold":      {`(validAt: "2021-02-25", zone: "America/New_York")`, "holds: [MAYBE], kinds: [STATEMENT]", "iran-condemns khatibzadeh-on-sovereignty khatibzadeh-predicts"},
		"hold not":      {`(validAt: "2021-02-25", zone: "America/New_York")`, "holds: [NO], acts: [DENY]", "kirby-takes-back-intelligence ministry-denies-exchange"},
		"undated":       {`(validAt: "2021-02-25")`, "holds: [UNDATED], kinds: [STATEMENT]", "biden-directs-strike biden-orders-two-targets"},
		"from":          {`(zone: "America/New_York")`, `from: "2021-02-27", kinds: [STATEMENT]`, "kirby-assessment kirby-takes-back-intelligence officials-on-two-targets"},
		"to":            {`(zone: "America/New_York")`, `to: "2021-02-25", kinds: [STATEMENT]`, "biden-calls-off-second iran-condemns khatibzadeh-on-sovereignty khatibzadeh-predicts kirby-first-statement"},
	} {
		t.Run(name, func(t *testing.T) {
			s := s.in(t)
			if got := s.keys(test.view, test.filter); got != test.want {
				t.Errorf("got %s\nwant %s", got, test.want)
			}
		})
	}
}

const actions = "balad-high-alert movement-limited nine-buildings-destroyed nine-facilities-destroyed one-killed-two-wounded protective-gear strike " +
	"strike-as-defence strike-as-violation strike-by-two-f-15es threat-level-raised three-lorries-destroyed twenty-two-killed two-facilities-damaged"

func TestRefusedFilters(t *testing.T) {
	s := readStory(t)
	for filter, want := range map[string]string{
		`involving: ["Balad", "nobody"]`: "NOT_FOUND filter.involving.1",
		`about: ["nobody"]`:              "NOT_FOUND filter.about.0",
		`sources: ["nobody"]`:            "NOT_FOUND filter.sources.0",
		`from: "Friday"`:                 "INVALID_MOMENT filter.from",
		`to: "Friday"`:                   "INVALID_MOMENT filter.to",
		`involving: ["0177e13f-f0c0-7564-bd59-36259652e908"]`:     "INVALID_ARGUMENT filter.involving.0",
		`kinds: [STATEMENT], about: ["airstrikes:Kirby"], to: ""`: "NOT_FOUND filter.about.0",
	} {
		for _, field := range []string{"timeline", "graph", "steps", "paths"} {
			args := map[string]string{"steps": "axis: VALID, ", "paths": `from: "Kirby", to: "Syria", `}[field]
			shape := map[string]string{"timeline": "totalCount", "graph": "totalNodes", "steps": "totalCount", "paths": "length"}[field]
			p := s.refuse(`{ view { ` + field + `(` + args + `filter: {` + filter + `}) { ` + shape + ` } } }`)
			if got := p.Extensions.Code + " " + strings.Join(p.Extensions.Field, "."); got != want {
				t.Errorf("%s of %s: %s (%s), want %s", filter, field, got, p.Message, want)
			}
		}
	}
}

func TestEntities(t *testing.T) {
	s := readStory(t)
	names := func(view, filter string) string {
		t.Helper()
		return fmt.Sprint(each(list(s.ask(`{ view`+view+` { entities(first: 1000, filter: {`+filter+`}) { nodes { name } } } }`), "view", "entities", "nodes"), "name"))
	}
	for filter, want := range map[string]string{
		"kinds: [ANONYMOUS_SOURCE]":         "[Two sources familiar with the changes A source who spoke to Fox News Administration officials]",
		`name: "NEWS"`:                      "[Fox News Shafaq News DoD News A source who spoke to Fox News]",
		`name: "pentagon"`:                  "[US Defense Department]",
		`kinds: [PERSON], name: "kir"`:      "[John Kirby]",
		`kinds: [AIRPLANE], name: "strike"`: "[F-15E]",
		`kinds: [VESSEL, VEHICLE]`:          "[]",
	} {
		if got := names("", filter); !sameWords(got, want) {
			t.Errorf("%s: %s, want %s", filter, got, want)
		}
	}
	if got := names("(position: 34)", ""); strings.Count(got, "Balad Air Base") != 1 || strings.Contains(got, "Kirby") {
		t.Errorf("at position 34: %s", got)
	}
}

// sameWords compares lists without regard to order.
func sameWords(a, b string) bool {
	sorted := func(s string) []string {
		words := strings.Fields(strings.Trim(s, "[]"))
		sort.Strings(words)
		return words
	}
	return slices.Equal(sorted(a), sorted(b))
}

// TestArgumentsOfTheWrongKind: what cannot be meant is refused, and not answered with an empty list.
func TestArgumentsOfTheWrongKind(t *testing.T) {
	s := readStory(t)
	for query, field := range map[string]string{
		`{ view(accordingTo: ["airstrikes:strike"]) { snapshot { position } } }`:                  "accordingTo.0",
		`{ view { timeline(filter: {sources: ["Kirby", "airstrikes:strike"]}) { totalCount } } }`: "filter.sources.1",
		`{ view { documents(filter: {publisher: "airstrikes:strike"}) { totalCount } } }`:         "filter.publisher",
		`{ view { timeline(filter: {from: "2021-03-01", to: "2021-02-01"}) { totalCount } } }`:    "filter.to",
		`{ view { steps(axis: VALID, from: "2021-03-01", to: "2021-02-01") { totalCount } } }`:    "to",
	} {
		if refused := s.in(t).refuse(query); refused.Extensions.Code != "INVALID_ARGUMENT" || strings.Join(refused.Extensions.Field, ".") != field {
			t.Errorf("%s: %+v, want INVALID_ARGUMENT of %s", query, refused, field)
		}
	}
}
