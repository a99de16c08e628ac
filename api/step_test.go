package api_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// TestStepsFoldToViews steps through the story along each axis, and compares what shows after each step with the view.
func TestStepsFoldToViews(t *testing.T) {
	s := readStory(t)
	for axis, clock := range map[string]string{"VALID": "validAt", "REPORTED": "reportedAt", "RECORDED": "recordedAt"} {
		for _, view := range []string{``, `accordingTo: ["Kirby", "Antiwar.com"]`} {
			t.Run(axis+" "+view, func(t *testing.T) {
				s := s.in(t)
				around := view
				if around != "" {
					around = "(" + around + ")"
				}
				steps := at(s.ask(`{ view`+around+` { steps(axis: `+axis+`, first: 1000) { before { ...c } nodes { at appears { ...c } ends { id } changes { ...c } } totalCount } } }
					fragment c on Claim { id stance holds reports { id told inForce } }`), "view", "steps")
				showing := map[any]any{}
				for _, c := range list(steps, "before") {
					showing[at(c, "id")] = c
				}
				nodes := list(steps, "nodes")
				if len(nodes) < 2 {
					t.Fatalf("%d steps: too few to be the story", len(nodes))
				}
				for _, step := range nodes {
					fold(t, showing, step)
					moment := at(step, "at").(string)
					seen := map[any]any{}
					data := s.ask(`{ view(` + strings.Trim(view+`, `+clock+`: "`+moment+`"`, ", ") + `) { timeline(first: 1000) { nodes { id stance holds reports { id told inForce } } } } }`)
					for _, c := range list(data, "view", "timeline", "nodes") {
						seen[at(c, "id")] = c
					}
					if !reflect.DeepEqual(showing, seen) {
						t.Fatalf("at %s the steps show %d claims, the view %d, or others", moment, len(showing), len(seen))
					}
				}
			})
		}
	}
}

// fold applies a step to what shows before it.
func fold(t *testing.T, showing map[any]any, step any) {
	t.Helper()
	for _, c := range list(step, "appears") {
		if showing[at(c, "id")] != nil {
			t.Errorf("%v appears at %v and showed before", at(c, "id"), at(step, "at"))
		}
		showing[at(c, "id")] = c
	}
	for _, c := range list(step, "changes") {
		if was := showing[at(c, "id")]; was == nil || reflect.DeepEqual(was, c) {
			t.Errorf("%v changes at %v from %v", c, at(step, "at"), was)
		}
		showing[at(c, "id")] = c
	}
	for _, c := range list(step, "ends") {
		if showing[at(c, "id")] == nil {
			t.Errorf("%v ends at %v and did not show", at(c, "id"), at(step, "at"))
		}
		delete(showing, at(c, "id"))
	}
}

func TestStepsInAWindow(t *testing.T) {
	s := readStory(t)
	data := s.ask(`{ view(zone: "America/New_York") { steps(axis: REPORTED, from: "2021-02-26", to: "2021-02-26", filter: {categories: [CASUALTIES]}) {
		before { key } nodes { at appears { key } ends { key } } } } }`)
	want := object{"before": []any{}, "nodes": []any{
		object{"at": "2021-02-26T05:00:00Z", "appears": []any{object{"key": "airstrikes:seventeen-killed"}, object{"key": "airstrikes:twenty-two-killed"}}, "ends": []any{}},
		object{"at": "2021-02-27T04:59:59.999999Z", "appears": []any{}, "ends": []any{object{"key": "airstrikes:seventeen-killed"}}}}}
	if got := at(data, "view", "steps"); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	later := s.ask(`{ view(zone: "America/New_York") { steps(axis: REPORTED, from: "2021-02-27", filter: {categories: [CASUALTIES]}) { before { key summary stance } nodes { at } } } }`)
	if got := at(later, "view", "steps", "before"); !reflect.DeepEqual(got, []any{object{"key": "airstrikes:twenty-two-killed", "summary": "22 killed", "stance": "AFFIRMED"}}) {
		t.Errorf("before: %v", got)
	}
	for args, field := range map[string]string{`from: "x"`: "from", `to: "2021-02-XX"`: "to"} {
		if p := s.refuse(`{ view { steps(axis: VALID, ` + args + `) { totalCount } } }`); p.Extensions.Code != "INVALID_MOMENT" || fmt.Sprint(p.Extensions.Field) != "["+field+"]" {
			t.Errorf("%s: got %+v", args, p)
		}
	}
}

func TestPaths(t *testing.T) {
	s := readStory(t)
	const shape = `{ length nodes { label } claims { key } }`
	data := s.ask(`{ view(validAt: "2021-02-25", zone: "America/New_York") { paths(from: "Kirby", to: "Syria") ` + shape + ` } }`)
	want := []any{object{"length": 2.0, "nodes": []any{object{"label": "John Kirby"}, object{"label": "US airstrikes in Syria"}, object{"label": "Syria"}},
		"claims": []any{object{"key": "airstrikes:kirby-first-statement"}, object{"key": "airstrikes:strike"}}}}
	if got := at(data, "view", "paths"); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	several := list(s.ask(`{ view { paths(from: "Kirby", to: "Syria", first: 5, maxLength: 4) `+shape+` } }`), "view", "paths")
	if len(several) != 5 {
		t.Errorf("got %d paths, want 5", len(several))
	}
	for i, p := range several {
		if at(p, "length") != float64(len(list(p, "claims"))) || len(list(p, "nodes")) != len(list(p, "claims"))+1 || i > 0 && at(p, "length").(float64) < at(several, i-1, "length").(float64) {
			t.Errorf("path %d: %v", i, p)
		}
	}
	for _, query := range []string{`paths(from: "Kirby", to: "Syria", maxLength: 1)`, `paths(from: "Kirby", to: "Kirby")`, `paths(from: "Kirby", to: "Syria", filter: {kinds: [RELATION]})`} {
		if got := at(s.ask(`{ view { `+query+` { length } } }`), "view", "paths"); !reflect.DeepEqual(got, []any{}) {
			t.Errorf("%s: got %v, want none", query, got)
		}
	}
	for args, want := range map[string]string{`from: "nobody", to: "Syria"`: "NOT_FOUND[from]", `from: "Syria", to: "nobody"`: "NOT_FOUND[to]", `from: "Syria", to: "Iran", maxLength: 13`: "INVALID_ARGUMENT[maxLength]",
		`from: "Syria", to: "Iran", first: 0`: "INVALID_ARGUMENT[first]", `from: "0177e13f-f0c0-7564-bd59-36259652e908", to: "Iran"`: "INVALID_ARGUMENT[from]"} {
		p := s.refuse(`{ view { paths(` + args + `) { length } } }`)
		if got := fmt.Sprint(p.Extensions.Code, p.Extensions.Field); got != want {
			t.Errorf("%s: %s (%s), want %s", args, got, p.Message, want)
		}
	}
}
