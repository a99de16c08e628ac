package api_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestMoments(t *testing.T) {
	s := readStory(t)
	for name, test := range map[string]struct{ args, want string }{
		"a date":               {`validAt: "2021-02-26"`, "2021-02-26T23:59:59.999999Z"},
		"a month":              {`validAt: "2021-02"`, "2021-02-28T23:59:59.999999Z"},
		"a year":               {`validAt: "2021"`, "2021-12-31T23:59:59.999999Z"},
		"a date in a zone":     {`validAt: "2021-02-26", zone: "America/New_York"`, "2021-02-27T04:59:59.999999Z"},
		"a day of 23 hours":    {`validAt: "2021-03-14", zone: "America/New_York"`, "2021-03-15T03:59:59.999999Z"},
		"a time":               {`validAt: "2021-02-26T12:00:00Z"`, "2021-02-26T12:00:00Z"},
		"a time with offset":   {`validAt: "2021-02-26T12:00:00.5+02:00"`, "2021-02-26T10:00:00.5Z"},
		"a time, zone ignored": {`validAt: "2021-02-26T12:00:00Z", zone: "Asia/Tehran"`, "2021-02-26T12:00:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			s := s.in(t)
			data := s.ask(`{ view(` + test.args + `) { snapshot { validAt reportedAt accordingTo { id } } } }`)
			if got := at(data, "view", "snapshot"); !reflect.DeepEqual(got, object{"validAt": test.want, "reportedAt": nil, "accordingTo": nil}) {
				t.Errorf("got %v, want validAt %s alone", got, test.want)
			}
		})
	}
}

// TestLowerBoundsAreFirstMicroseconds looks at claims that end just before a day and within it, and begin within it and just after.
func TestLowerBoundsAreFirstMicroseconds(t *testing.T) {
	s := newServer(t)
	s.record(
		`{"entity": {"key": "t:a", "kind": "PERSON", "name": "A"}}`, `{"entity": {"key": "t:b", "kind": "PERSON", "name": "B"}}`,
		relation("before", "2021-02-20/2021-02-25T23:59:59Z"), relation("first", "2021-02-20/2021-02-26T12:00:00Z"),
		relation("last", "2021-02-26T18:00:00Z/2021-03-03"), relation("after", "2021-02-27/2021-03-03"))
	data := s.ask(`{ view { timeline(filter: {from: "2021-02-26", to: "2021-02-26"}) { nodes { key } }
		steps(axis: VALID, from: "2021-02-26", to: "2021-02-26") { nodes { at } } } }`)
	if got := fmt.Sprint(each(list(data, "view", "timeline", "nodes"), "key")); got != "[t:first t:last]" {
		t.Errorf("on the day: %s, want [t:first t:last]", got)
	}
	want := "[2021-02-26T00:00:00Z 2021-02-26T12:00:00Z 2021-02-26T12:00:01Z 2021-02-26T18:00:00Z 2021-02-26T18:00:00.999999Z]"
	if got := fmt.Sprint(each(list(data, "view", "steps", "nodes"), "at")); got != want {
		t.Errorf("steps of the day: %s, want %s", got, want)
	}
}

func relation(key, when string) string {
	return `{"relation": {"key": "t:` + key + `", "type": "ASSOCIATE", "subject": "t:a", "object": "t:b", "when": {"edtf": "` + when + `"}, "report": {}}}`
}

func TestNowIsOneMomentInAnOperation(t *testing.T) {
	s := readStory(t)
	data := s.ask(`{ a: view(validAt: "now", reportedAt: "now") { ...clocks } b: view(validAt: "now") { ...clocks } }
		fragment clocks on View { timeline { totalCount } snapshot { validAt reportedAt } }`)
	now := at(data, "a", "snapshot", "validAt")
	if now == nil || at(data, "a", "snapshot", "reportedAt") != now || at(data, "b", "snapshot", "validAt") != now {
		t.Errorf("now is not one moment: %v", data)
	}
}

func TestRecordedAtAndPosition(t *testing.T) {
	s := readStory(t)
	data := s.ask(`{ half: view(position: 73) { ...s } end: view { ...s } none: view(position: 0) { ...s } } fragment s on View { snapshot { recordedAt position root } timeline { totalCount } }`)
	if got := at(data, "none", "snapshot", "recordedAt"); got != nil {
		t.Errorf("position 0 was recorded at %v, want null", got)
	}
	if got := at(data, "half", "timeline", "totalCount"); got != 38.0 {
		t.Errorf("at position 73 %v claims are visible, want 38", got)
	}
	if got := at(data, "end", "snapshot", "position"); got != 146.0 {
		t.Errorf("the head is %v, want 146", got)
	}
	again := s.ask(`query($at: Moment) { view(recordedAt: $at) { ...s } } fragment s on View { snapshot { recordedAt position root } timeline { totalCount } }`,
		"at", at(data, "half", "snapshot", "recordedAt"))
	if !reflect.DeepEqual(at(again, "view"), at(data, "half")) {
		t.Errorf("by recordedAt %v, by position %v", at(again, "view"), at(data, "half"))
	}
	before := s.ask(`{ view(recordedAt: "2021-03-01") { snapshot { position recordedAt } } }`)
	if !reflect.DeepEqual(at(before, "view", "snapshot"), object{"position": 0.0, "recordedAt": nil}) {
		t.Errorf("before the log began: %v", before)
	}
}

func TestTheRootStandsForTheHistory(t *testing.T) {
	s := newStory(t)
	const ask = `{ view(position: 73) { snapshot { root } timeline(first: 1000) { nodes { id stance } } } }`
	before := s.ask(ask)
	root, err := s.log.Root(73)
	if err != nil {
		t.Fatal(err)
	}
	if got := at(before, "view", "snapshot", "root"); got != fmt.Sprintf("%x", root[:]) {
		t.Errorf("the root is %v, the log's %x", got, root)
	}
	s.record(`{"retraction": {"target": "airstrikes:strike", "reason": "ENTRY_ERROR"}}`)
	if after := s.ask(ask); !reflect.DeepEqual(before, after) {
		t.Error("what is recorded later changes a view of position 73")
	}
	data := s.ask(`{ a: view(position: 146) { snapshot { root } } b: view { snapshot { root } } }`)
	if at(data, "a") == nil || reflect.DeepEqual(at(data, "a"), at(data, "b")) {
		t.Error("two histories have one root")
	}
}

func TestAccordingTo(t *testing.T) {
	s := readStory(t)
	id := at(s.ask(`{ node(id: "Fox News") { id } }`), "node", "id").(string)
	var first any
	for _, name := range []string{"Fox News", "airstrikes:fox-news", id, strings.ToUpper(id)} {
		data := s.ask(`query($name: ID!) { view(accordingTo: [$name]) { snapshot { accordingTo { id name } } timeline { nodes { key } } } }`, "name", name)
		if first == nil {
			first = data
		}
		if got := len(list(data, "view", "timeline", "nodes")); got != 12 {
			t.Errorf("%s tells %d claims, want 12", name, got)
		}
		if !reflect.DeepEqual(data, first) {
			t.Errorf("%s: another view than by its name", name)
		}
	}
	data := s.ask(`{ view(accordingTo: ["wikidata:Q6279", "AFP"]) { snapshot { accordingTo { name } } } }`)
	if got := fmt.Sprint(each(list(data, "view", "snapshot", "accordingTo"), "name")); got != "[Joe Biden Agence France-Presse]" {
		t.Errorf("an identifier and an alias: %s", got)
	}
}

func TestRefusedViews(t *testing.T) {
	s := newStory(t)
	s.record(`{"entity": {"key": "x:kirby", "kind": "PERSON", "name": "Kirby"}}`)
	for name, test := range map[string]struct{ args, code, field, message string }{
		"not a moment":        {`validAt: "Friday"`, "INVALID_MOMENT", "validAt", `"Friday" is not a moment`},
		"no such day":         {`reportedAt: "2021-02-30"`, "INVALID_MOMENT", "reportedAt", `"2021-02-30"`},
		"no such month":       {`recordedAt: "2021-13"`, "INVALID_MOMENT", "recordedAt", `"2021-13"`},
		"an EDTF date":        {`validAt: "2021-02-XX"`, "INVALID_MOMENT", "validAt", `"2021-02-XX"`},
		"a time without zone": {`validAt: "2021-02-26T12:00:00"`, "INVALID_MOMENT", "validAt", "2021-02-26T12:00:00Z"},
		"empty":               {`validAt: ""`, "INVALID_MOMENT", "validAt", `""`},
		"no zone":             {`zone: "Mars/Base"`, "INVALID_ARGUMENT", "zone", `"Mars/Base" is not a time zone`},
		"an empty zone":       {`zone: ""`, "INVALID_ARGUMENT", "zone", `"" is not a time zone`},
		"local zone":          {`zone: "Local"`, "INVALID_ARGUMENT", "zone", `"Local"`},
		"both clocks":         {`recordedAt: "now", position: 3`, "INVALID_ARGUMENT", "position", "not both"},
		"ahead":               {`position: 999`, "POSITION_AHEAD", "position", "999 is ahead of the log, which ends at 147"},
		"unknown source":      {`accordingTo: ["AFP", "Nobody"]`, "NOT_FOUND", "accordingTo.1", `"Nobody"`},
		"a later source":      {`position: 3, accordingTo: ["AFP"]`, "NOT_FOUND", "accordingTo.0", `"AFP"`},
		"a claim as a source": {`accordingTo: ["airstrikes:strike"]`, "INVALID_ARGUMENT", "accordingTo.0", `"airstrikes:strike"`},
		"no sources":          {`accordingTo: []`, "INVALID_ARGUMENT", "accordingTo", "at least one"},
		"ambiguous source":    {`accordingTo: ["Kirby"]`, "AMBIGUOUS", "accordingTo.0", `"Kirby" is borne by several`},
	} {
		t.Run(name, func(t *testing.T) {
			s := s.in(t)
			p := s.refuse(`{ view(` + test.args + `) { snapshot { position } } }`)
			if p.Extensions.Code != test.code || strings.Join(p.Extensions.Field, ".") != test.field || !strings.Contains(p.Message, test.message) {
				t.Errorf("got %+v, want %s of %s: %s", p, test.code, test.field, test.message)
			}
			if fmt.Sprint(p.Path) != "[view]" {
				t.Errorf("the path is %v, want [view]", p.Path)
			}
			in := s.refuse(`{ node(id: "airstrikes:strike", in: {` + test.args + `}) { id } }`)
			if in.Extensions.Code != test.code || strings.Join(in.Extensions.Field, ".") != "in."+test.field {
				t.Errorf("node: got %+v, want %s of in.%s", in, test.code, test.field)
			}
		})
	}
	p := s.refuse(`{ view(accordingTo: ["Kirby"]) { snapshot { position } } }`)
	for _, key := range []string{"airstrikes:kirby", "x:kirby"} {
		id := at(s.ask(`query($id: ID!) { node(id: $id) { id } }`, "id", key), "node", "id").(string)
		if len(p.Extensions.Candidates) != 2 || !slices.Contains(p.Extensions.Candidates, id) {
			t.Errorf("the candidates are %v; %s (%s) is one of two", p.Extensions.Candidates, id, key)
		}
	}
}

func TestScalarsThatDoNotFit(t *testing.T) {
	s := readStory(t)
	for _, test := range []struct{ kind, argument, value string }{
		{"Position", "position", "-1"}, {"Position", "position", "1.5"}, {"Position", "position", `"1"`}, {"Position", "position", `{"a": 1}`},
		{"Position", "position", "99999999999999999999"}, {"Position", "position", "true"},
		{"Moment", "validAt", "2021"}, {"Moment", "validAt", `{"a": 1}`}, {"Moment", "validAt", `["now"]`},
	} {
		t.Run(test.kind+" "+test.value, func(t *testing.T) {
			s := s.in(t)
			p := s.refuse(`query($v: `+test.kind+`) { view(`+test.argument+`: $v) { snapshot { position } } }`, "v", json.RawMessage(test.value))
			if p.Extensions.Code != "INVALID_ARGUMENT" || fmt.Sprint(p.Path, p.Extensions.Field) != "[view] ["+test.argument+"]" {
				t.Errorf("got %+v, want INVALID_ARGUMENT at view, %s", p, test.argument)
			}
		})
	}
}

// TestTwoViewsInOneQuery asks what a reader could know on two days.
func TestTwoViewsInOneQuery(t *testing.T) {
	s := readStory(t)
	data := s.ask(`{ then: view(reportedAt: "2021-02-26", zone: "America/New_York") { ...toll } now: view(reportedAt: "2021-03-05", zone: "America/New_York") { ...toll } }
		fragment toll on View { timeline(filter: {categories: [CASUALTIES]}, orderBy: {field: REPORTED}) { nodes { key ... on Action { quantities { measure value } } } } }`)
	toll := func(view string) string {
		return fmt.Sprint(each(list(data, view, "timeline", "nodes"), "key"))
	}
	if got := toll("then"); got != "[airstrikes:twenty-two-killed]" {
		t.Errorf("on the 26th: %s", got)
	}
	if got := toll("now"); got != "[airstrikes:twenty-two-killed airstrikes:one-killed-two-wounded]" {
		t.Errorf("on 5 March: %s", got)
	}
	if got := at(data, "then", "timeline", "nodes", 0, "quantities"); !reflect.DeepEqual(got, []any{object{"measure": "killed", "value": 22.0}}) {
		t.Errorf("22 killed is %v", got)
	}
}

func TestNode(t *testing.T) {
	s := readStory(t)
	document := at(s.ask(`{ view { documents(filter: {publisher: "Sputnik"}) { nodes { id } } } }`), "view", "documents", "nodes", 0, "id").(string)
	report := at(s.ask(`{ view { claim(id: "airstrikes:strike") { reports { id } } } }`), "view", "claim", "reports", 0, "id").(string)
	for id, want := range map[string]string{"Joe Biden": "Entity Joe Biden", "wikidata:Q858": "Entity Syria", "airstrikes:strike": "Action US airstrikes in Syria",
		"airstrikes:balad-in-iraq": "Relation Balad Air Base is in Iraq", "airstrikes:seventeen-killed": "Action Preliminary count of the dead (at least 17 people killed)",
		document: "Document Sputnik, 2021-02-27T01:42:00Z"} {
		data := s.ask(`query($id: ID!) { node(id: $id) { __typename id label } }`, "id", id)
		if got := fmt.Sprint(at(data, "node", "__typename"), " ", at(data, "node", "label")); got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	for _, id := range []string{"nobody", "airstrikes:nothing", "01890000-0000-7000-8000-00000000000a"} {
		if p := s.refuse(`query($id: ID!) { node(id: $id) { id } }`, "id", id); p.Extensions.Code != "NOT_FOUND" || strings.Join(p.Extensions.Field, "") != "id" {
			t.Errorf("%s: got %+v, want NOT_FOUND of id", id, p)
		}
	}
	for field, kind := range map[string]string{`node(id: "` + report + `") { id }`: "report", `view { claim(id: "Joe Biden") { id } }`: "entity", `view { claim(id: "` + document + `") { id } }`: "document",
		`view { entity(id: "airstrikes:strike") { id } }`: "claim", `view { entity(id: "` + report + `") { id } }`: "report"} {
		p := s.refuse(`{ ` + field + ` }`)
		if p.Extensions.Code != "INVALID_ARGUMENT" || strings.Join(p.Extensions.Field, "") != "id" || !strings.Contains(p.Message, `the kind "`+kind+`"`) {
			t.Errorf("%s: got %+v, want that it is of the kind %s", field, p, kind)
		}
	}
}

// TestWhatIsRecordedLaterIsNull is for whoever scrubs by position with something chosen.
func TestWhatIsRecordedLaterIsNull(t *testing.T) {
	s := readStory(t)
	data := s.ask(`{ view(position: 34) { claim(id: "airstrikes:strike") { id } entity(id: "SOHR") { id } }
		node(id: "airstrikes:strike", in: {position: 34}) { id } }`)
	if !reflect.DeepEqual(data, object{"view": object{"claim": nil, "entity": nil}, "node": nil}) {
		t.Errorf("got %v, want nulls", data)
	}
	if p := s.refuse(`{ view(position: 34) { claim(id: "airstrikes:strikes") { id } } }`); p.Extensions.Code != "NOT_FOUND" {
		t.Errorf("a slip of the pen: got %+v, want NOT_FOUND", p)
	}
	shown := s.ask(`{ view(position: 1) { entity(id: "John Kirby") { id } } node(id: "John Kirby", in: {position: 1}) { label } }`)
	if !reflect.DeepEqual(shown, object{"view": object{"entity": nil}, "node": object{"label": "John Kirby"}}) {
		t.Errorf("described but not in the view: %v", shown)
	}
}
