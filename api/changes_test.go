package api_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestChanges(t *testing.T) {
	s := readStory(t)
	changed := func(view, since string) string {
		data := s.ask(`{ view` + view + ` { changes(since: ` + since + `, filter: {categories: [CASUALTIES]}) { appears { key } ends { key status } changes { key } totalAppears totalEnds totalChanges } } }`)
		changes := at(data, "view", "changes")
		got := fmt.Sprint("+", each(list(changes, "appears"), "key"), "-", each(list(changes, "ends"), "key"), "~", each(list(changes, "changes"), "key"),
			at(changes, "totalAppears"), at(changes, "totalEnds"), at(changes, "totalChanges"))
		return strings.ReplaceAll(got, "airstrikes:", "")
	}
	for _, test := range []struct{ view, since, want string }{
		{"", `{reportedAt: "2021-02-26T17:00:00Z"}`, "+[one-killed-two-wounded]-[seventeen-killed]~[twenty-two-killed] 1 1 1"},
		{`(reportedAt: "2021-02-26T17:00:00Z")`, `{}`, "+[seventeen-killed]-[one-killed-two-wounded]~[twenty-two-killed] 1 1 1"},
		{"", `{accordingTo: ["AFP"]}`, "+[twenty-two-killed one-killed-two-wounded]-[seventeen-killed]~[] 2 1 0"},
		{`(position: 73)`, `{}`, "+[]-[twenty-two-killed one-killed-two-wounded]~[] 0 2 0"}, // recorded later: as in the other view
		{"", `{}`, "+[]-[]~[] 0 0 0"},
	} {
		if got := changed(test.view, test.since); got != test.want {
			t.Errorf("%s since %s: %s, want %s", test.view, test.since, got, test.want)
		}
	}
	data := s.ask(`{ view { changes(since: {position: 0}, first: 2) { appears { key } totalAppears } } }`)
	if got := len(list(data, "view", "changes", "appears")); got != 2 || at(data, "view", "changes", "totalAppears") != 73.0 {
		t.Errorf("%d are listed of %v", got, at(data, "view", "changes", "totalAppears"))
	}
	for args, want := range map[string]string{
		`since: {reportedAt: "Friday"}`:                      "INVALID_MOMENT since.reportedAt",
		`since: {accordingTo: ["nobody"]}`:                   "NOT_FOUND since.accordingTo.0",
		`since: {position: 147}`:                             "POSITION_AHEAD since.position",
		`since: {}, first: 1001`:                             "INVALID_ARGUMENT first",
		`since: {}, filter: {holds: [YES]}`:                  "INVALID_ARGUMENT filter.holds",
		`since: {}, filter: {minIndependentOrigins: 0}`:      "INVALID_ARGUMENT filter.minIndependentOrigins",
		`since: {}, filter: {places: ["airstrikes:strike"]}`: "INVALID_ARGUMENT filter.places.0",
	} {
		if p := s.refuse(`{ view { changes(` + args + `) { totalEnds } } }`); p.Extensions.Code+" "+strings.Join(p.Extensions.Field, ".") != want {
			t.Errorf("%s: %+v, want %s", args, p, want)
		}
	}
}

func TestHistogram(t *testing.T) {
	s := readStory(t)
	counts := func(args string) string {
		var lines []string
		for _, b := range list(s.ask(`{ view(zone: "America/New_York") { histogram(`+args+`) { from to count } } }`), "view", "histogram") {
			lines = append(lines, fmt.Sprint(at(b, "from"), " ", at(b, "to"), " ", at(b, "count")))
		}
		return strings.Join(lines, "; ")
	}
	for args, want := range map[string]string{
		`axis: REPORTED, unit: DAY, filter: {categories: [CASUALTIES]}`:                    "2021-02-26T05:00:00Z 2021-02-27T04:59:59.999999Z 1; 2021-03-01T05:00:00Z 2021-03-02T04:59:59.999999Z 1",
		`axis: REPORTED, unit: DAY, filter: {categories: [CASUALTIES], statuses: [ENDED]}`: "2021-02-26T05:00:00Z 2021-02-27T04:59:59.999999Z 1",
		`axis: VALID, unit: MONTH, filter: {kinds: [STATEMENT]}`:                           "2021-02-01T05:00:00Z 2021-03-01T04:59:59.999999Z 19; 2021-03-01T05:00:00Z 2021-04-01T03:59:59.999999Z 2; <nil> <nil> 2",
		`axis: VALID, unit: CENTURY, filter: {types: [HOLDS]}`:                             "2000-01-01T05:00:00Z 2100-01-01T04:59:59.999999Z 2",
		`axis: REPORTED, unit: HOUR, filter: {categories: [ALERT]}`:                        "2021-02-27T01:00:00Z 2021-02-27T01:59:59.999999Z 4",
		`axis: REPORTED, unit: WEEK, filter: {acts: [ESTIMATE]}`:                           "2021-02-22T05:00:00Z 2021-03-01T04:59:59.999999Z 1; 2021-03-01T05:00:00Z 2021-03-08T04:59:59.999999Z 1",
	} {
		if got := counts(args); got != want {
			t.Errorf("%s:\n%s, want\n%s", args, got, want)
		}
	}
}
