package api_test

import (
	"reflect"
	"strings"
	"testing"
)

// TestAnswersSayWhatTheyRestOn: with what the extensions say, now is asked again.
func TestAnswersSayWhatTheyRestOn(t *testing.T) {
	s := newStory(t)
	const fields = ` { timeline(first: 1000) { totalCount nodes { id holds stance } } snapshot { permalink validAt reportedAt position root } } `
	first := s.post(`{ now: view(validAt: "now", reportedAt: "now", accordingTo: ["Kirby", "SOHR"], zone: "America/New_York")` + fields + `
		node(id: "Kirby", in: {position: 73}) { id } view { changes(since: {recordedAt: "2021"}) { totalAppears } } }`)
	if len(first.Errors) > 0 {
		t.Fatal(first.Errors)
	}
	snapshot := at(first.Extensions, "snapshot")
	views := list(snapshot, "views")
	if at(snapshot, "position") != 146.0 || len(views) != 4 {
		t.Fatalf("got %v", snapshot)
	}
	for i, path := range []string{"node", "now", "view", "view changes since"} {
		var steps []string
		for _, step := range list(views[i], "path") {
			steps = append(steps, step.(string))
		}
		if strings.Join(steps, " ") != path {
			t.Errorf("view %d is that of %v, want %s", i, steps, path)
		}
	}
	if at(views[0], "position") != 73.0 || at(views[1], "validAt") != at(snapshot, "now") || at(views[3], "position") != 0.0 || at(views[3], "recordedAt") != nil {
		t.Errorf("got %v", views)
	}
	s.record(`{"retraction": {"target": "airstrikes:strike", "reason": "ENTRY_ERROR"}}`)
	again := s.ask(`query($validAt: Moment, $reportedAt: Moment, $position: Position, $accordingTo: [ID!], $zone: String) {
		now: view(validAt: $validAt, reportedAt: $reportedAt, position: $position, accordingTo: $accordingTo, zone: $zone)`+fields+` }`,
		"validAt", at(views[1], "validAt"), "reportedAt", at(views[1], "reportedAt"), "position", at(views[1], "position"),
		"accordingTo", at(views[1], "accordingTo"), "zone", at(views[1], "zone"))
	if !reflect.DeepEqual(at(again, "now"), at(first.Data, "now")) {
		t.Errorf("asked again:\n%v, want\n%v", at(again, "now"), at(first.Data, "now"))
	}
	link := at(first.Data, "now", "snapshot", "permalink").(string)
	for _, text := range []string{link, "?" + link} {
		linked := s.ask(`query($link: String) { now: view(permalink: $link)`+fields+` }`, "link", text)
		if !reflect.DeepEqual(at(linked, "now"), at(first.Data, "now")) {
			t.Errorf("by permalink %s:\n%v, want\n%v", text, at(linked, "now"), at(first.Data, "now"))
		}
	}
	if got := at(s.ask(`query($link: String) { view { changes(since: {permalink: $link}) { totalEnds } } node(id: "Kirby", in: {permalink: $link}) { id } }`, "link", link), "node", "id"); got == nil {
		t.Error("a permalink names no view of a node")
	}
	for name, test := range map[string]struct{ link, code string }{
		"another past":     {strings.Replace(link, "root=", "root=00", 1), "ROOT_MISMATCH"},
		"not reached":      {strings.Replace(link, "position=146", "position=200", 1), "POSITION_AHEAD"},
		"no root":          {"position=146", "INVALID_ARGUMENT"},
		"no position":      {strings.Replace(link, "position=146", "", 1), "INVALID_ARGUMENT"},
		"not a number":     {"position=x&root=00", "INVALID_ARGUMENT"},
		"twice":            {link + "&zone=UTC", "INVALID_ARGUMENT"},
		"something else":   {link + "&color=red", "INVALID_ARGUMENT"},
		"not a query":      {"%", "INVALID_ARGUMENT"},
		"a zone of nobody": {"position=146&root=00&zone=Nowhere", "INVALID_ARGUMENT"},
	} {
		p := s.refuse(`query($link: String) { view(permalink: $link) { snapshot { root } } }`, "link", test.link)
		if p.Extensions.Code != test.code || p.Extensions.Field[0] != "permalink" {
			t.Errorf("%s: %+v, want %s", name, p, test.code)
		}
	}
	if p := s.refuse(`query($link: String) { view(permalink: $link, position: 3) { snapshot { root } } }`, "link", link); strings.Join(p.Extensions.Field, ".") != "permalink" {
		t.Errorf("both: %+v", p)
	}
}

// TestSnapshotOfWhatIsNotAView: every answer of an operation says its head; what was not run rests on nothing.
func TestSnapshotOfWhatIsNotAView(t *testing.T) {
	s := readStory(t)
	if got := at(s.post(`{ log(first: 1) { totalCount } }`).Extensions, "snapshot"); at(got, "position") != 146.0 || len(list(got, "views")) != 0 {
		t.Errorf("got %v", got)
	}
	if got := s.post(`{ nothing }`).Extensions; got != nil {
		t.Errorf("of what is not GraphQL of ours: %v", got)
	}
}
