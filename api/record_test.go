package api_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// recordEvents is the mutation by variables.
const recordEvents = `mutation($input: RecordEventsInput!) { recordEvents(input: $input) { receipt { first last recordedAt duplicate ids } errors { code message path } warnings { code message path } } }`

// try records events given as JSON, by variables.
func (s *server) try(events string, more ...any) any {
	s.t.Helper()
	input := object{"events": json.RawMessage(events)}
	for i := 0; i < len(more); i += 2 {
		input[more[i].(string)] = more[i+1]
	}
	return at(s.ask(recordEvents, "input", input), "recordEvents")
}

func TestRecordByLiteralsAndByVariables(t *testing.T) {
	s := newServer(t)
	literal := at(s.ask(`mutation { recordEvents(input: {events: [
		{entity: {id: "01890000-0000-7000-8000-000000000001", key: "t:ann", kind: PERSON, name: "Ann", identifiers: [{scheme: "wikidata", value: "Q1"}]}},
		{statement: {speaker: "01890000-0000-7000-8000-000000000001", act: STATE, quotes: ["Yes."], when: {edtf: "2021-02-26", zone: "America/New_York"}, report: {cue: "reportedly", modality: PROBABLE}}}]})
		{ receipt { first last recordedAt duplicate ids } errors { code } warnings { code } } }`), "recordEvents")
	if r := at(literal, "receipt"); at(r, "first") != 1.0 || at(r, "last") != 2.0 || at(r, "duplicate") != false || len(list(r, "ids")) != 3 || at(r, "recordedAt") == nil {
		t.Errorf("by literals: %v", literal)
	}
	variables := s.try(`[{"relation": {"key": "t:knows", "type": "ASSOCIATE", "subject": "t:ann", "object": "wikidata:Q2", "report": {"stance": "DENIED"}}}]`)
	if p := at(variables, "errors", 0); at(p, "code") != "UNKNOWN_ID" || fmt.Sprint(at(p, "path")) != "[events 0 relation object]" {
		t.Errorf("an unknown identifier: %v", variables)
	}
	good := s.try(`[{"entity": {"key": "t:bob", "kind": "PERSON", "name": "Bob"}}, {"relation": {"key": "t:knows", "type": "ASSOCIATE", "subject": "wikidata:Q1", "object": "t:bob", "report": {"stance": "DENIED"}}}]`)
	if len(list(good, "errors")) > 0 || at(good, "receipt", "last") != 4.0 {
		t.Errorf("by variables: %v", good)
	}
	data := s.ask(`{ view { claim(id: "t:knows") { stance recordedBy reports { modality chain { id } } } timeline(filter: {acts: [STATE]}) { nodes { summary reports { cue modality stance } } } } }`)
	want := object{"claim": object{"stance": "DENIED", "recordedBy": "tester", "reports": []any{object{"modality": "CERTAIN", "chain": []any{}}}},
		"timeline": object{"nodes": []any{object{"summary": "Ann said: “Yes.”", "reports": []any{object{"cue": "reportedly", "modality": "PROBABLE", "stance": "AFFIRMED"}}}}}}
	if got := at(data, "view"); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestBadEvents(t *testing.T) {
	s := newStory(t)
	for name, test := range map[string]struct{ events, code, path, message string }{
		"an unknown entity":        {`[{"statement": {"speaker": "airstrikes:nobody", "act": "STATE", "report": {}}}]`, "UNKNOWN_ID", "events.0.statement.speaker", "airstrikes:nobody"},
		"a name, not a key":        {`[{"statement": {"speaker": "Joe Biden", "act": "STATE", "report": {}}}]`, "UNKNOWN_ID", "events.0.statement.speaker", "Joe Biden"},
		"a date that is not EDTF":  {`[{"statement": {"speaker": "airstrikes:biden", "act": "STATE", "when": {"edtf": "Friday"}, "report": {}}}]`, "INVALID_DATE", "events.0.statement.when.edtf", "Friday"},
		"an end before a start":    {`[{"relation": {"type": "HOLDS", "subject": "airstrikes:biden", "object": "airstrikes:president-of-the-us", "when": {"edtf": "2022/2021"}, "report": {}}}]`, "", "events.0.relation.when.edtf", "2022/2021"},
		"a retraction of nothing":  {`[{"retraction": {"target": "airstrikes:nothing", "reason": "ENTRY_ERROR"}}]`, "UNKNOWN_ID", "events.0.retraction.target", "airstrikes:nothing"},
		"a retraction without":     {`[{"retraction": {"reason": "ENTRY_ERROR"}}]`, "ONE_OF", "events.0.retraction.target", "exactly one"},
		"a key that is taken":      {`[{"entity": {"key": "airstrikes:biden", "kind": "PERSON", "name": "Joe"}}]`, "KEY_TAKEN", "events.0.entity.key", "airstrikes:biden"},
		"two keys of a oneOf":      {`[{"entity": {"kind": "PERSON", "name": "A"}, "report": {}}]`, "ONE_OF", "events.0", "entity and report"},
		"a null beside a key":      {`[{"entity": {"kind": "PERSON", "name": "A"}, "report": null}]`, "ONE_OF", "events.0", "a null"},
		"no key of a oneOf":        {`[{}]`, "ONE_OF", "events.0", "none"},
		"one bad among good":       {`[{"entity": {"kind": "PERSON", "name": "A"}}, {"entity": {"kind": "PERSON", "name": ""}}, {"entity": {"kind": "PERSON", "name": "C"}}]`, "", "events.1.entity.name", ""},
		"no events":                {`[]`, "REQUIRED", "events", "at least one"},
		"an id that is none":       {`[{"entity": {"id": "7", "kind": "PERSON", "name": "A"}}]`, "", "events.0.entity.id", "7"},
		"an anchor that is none":   {`[{"statement": {"speaker": "airstrikes:biden", "act": "STATE", "when": {"text": "Friday", "anchor": "yesterday"}, "report": {}}}]`, "", "events.0.statement.when.anchor", "yesterday"},
		"a place that is a claim":  {`[{"statement": {"speaker": "airstrikes:biden", "act": "STATE", "place": "airstrikes:strike", "report": {}}}]`, "", "events.0.statement.place", "airstrikes:strike"},
		"a later event of a batch": {`[{"relation": {"type": "OWNS", "subject": "t:a", "object": "t:a", "report": {}}}, {"entity": {"key": "t:a", "kind": "PERSON", "name": "A"}}]`, "UNKNOWN_ID", "events.0.relation.subject", "t:a"},
	} {
		t.Run(name, func(t *testing.T) {
			s := s.in(t)
			before := s.log.Head()
			payload := s.try(test.events)
			p := at(payload, "errors", 0)
			var path []string
			for _, step := range list(p, "path") {
				path = append(path, fmt.Sprint(step))
			}
			if got := strings.Join(path, "."); got != test.path {
				t.Errorf("the path is %s, want %s: %v", got, test.path, payload)
			}
			if code := fmt.Sprint(at(p, "code")); test.code != "" && code != test.code || code == "" {
				t.Errorf("the code is %s, want %s: %v", code, test.code, p)
			}
			if message := fmt.Sprint(at(p, "message")); !strings.Contains(message, test.message) || len(message) < 10 || leaks(message) {
				t.Errorf("%q does not say what is wrong with %q", message, test.message)
			}
			if at(payload, "receipt") != nil || s.log.Head() != before {
				t.Errorf("something was recorded: %v, the head %v was %v", payload, s.log.Head(), before)
			}
		})
	}
}

// leaks reports whether a message speaks of our insides.
func leaks(message string) bool {
	for _, inside := range []string{"map[", "interface", "struct", ".go:", "goroutine", "onrecord/", "runtime", "nil pointer", "0x", "json:", "%!", "strconv", "recorder."} {
		if strings.Contains(message, inside) {
			return true
		}
	}
	return false
}

func TestRecordingAgainGivesTheSameReceipt(t *testing.T) {
	s := newServer(t)
	const events = `[{"entity": {"id": "01890000-0000-7000-8000-000000000001", "key": "t:ann", "kind": "PERSON", "name": "Ann"}}, {"action": {"id": "01890000-0000-7000-8000-000000000002", "category": "OTHER", "actors": ["t:ann"], "report": {}}}]`
	first, again := at(s.try(events), "receipt"), at(s.try(events), "receipt")
	if at(first, "duplicate") != false || at(again, "duplicate") != true {
		t.Fatalf("first %v, again %v", first, again)
	}
	again.(object)["duplicate"] = false
	if !reflect.DeepEqual(first, again) || s.log.Head().Position != 2 {
		t.Errorf("first %v, again %v, the head %d", first, again, s.log.Head().Position)
	}
	other := s.try(strings.ReplaceAll(events, "Ann", "Bob"))
	if at(other, "errors", 0, "code") != "ID_REUSED" || at(other, "receipt") != nil {
		t.Errorf("other content under the same ids: %v", other)
	}
}

func TestDryRun(t *testing.T) {
	s := newStory(t)
	before := s.log.Head()
	if got := s.try(`[{"entity": {"kind": "PERSON", "name": "A"}}]`, "dryRun", true); !reflect.DeepEqual(got, object{"receipt": nil, "errors": []any{}, "warnings": []any{}}) {
		t.Errorf("a dry run: %v", got)
	}
	if got := s.try(`[{"report": {"claim": "airstrikes:nothing"}}]`, "dryRun", true); at(got, "errors", 0, "code") != "UNKNOWN_ID" {
		t.Errorf("a dry run of what is wrong: %v", got)
	}
	const late = `[{"report": {"claim": "airstrikes:iraqi-intelligence-helped", "chain": ["airstrikes:npr", "airstrikes:austin"]}}]`
	if got := s.try(late, "dryRun", true); at(got, "warnings", 0, "code") != "REPORT_NOT_IN_FORCE" {
		t.Errorf("a dry run of what is odd: %v", got)
	}
	if s.log.Head() != before {
		t.Error("a dry run recorded something")
	}
	if got := s.try(late); at(got, "warnings", 0, "code") != "REPORT_NOT_IN_FORCE" || fmt.Sprint(at(got, "warnings", 0, "path", 0)) != "events" || at(got, "receipt") == nil {
		t.Errorf("what is odd is recorded: %v", got)
	}
}

func TestConditions(t *testing.T) {
	s := newStory(t)
	condition := func(after int, things ...string) object { return object{"touching": things, "after": after} }
	const event = `[{"relation": {"type": "ASSOCIATE", "subject": "airstrikes:kirby", "object": "airstrikes:austin", "report": {}}}]`
	if got := s.try(event, "condition", condition(3, "airstrikes:kirby")); at(got, "errors", 0, "code") != "CONFLICT" || fmt.Sprint(at(got, "errors", 0, "path", 0)) != "condition" {
		t.Errorf("touched since: %v", got)
	}
	if got := s.try(event, "condition", condition(146, "airstrikes:nothing")); at(got, "errors", 0, "code") != "UNKNOWN_ID" || s.log.Head().Position != 146 {
		t.Errorf("on nothing: %v", got)
	}
	if got := s.try(event, "condition", condition(146, "airstrikes:kirby", "wikidata:Q858")); at(got, "receipt", "first") != 147.0 {
		t.Errorf("not touched: %v", got)
	}
	if got := s.try(event, "condition", condition(146, "airstrikes:kirby")); at(got, "errors", 0, "code") != "CONFLICT" {
		t.Errorf("touched by the one before: %v", got)
	}
}

func TestTheLogShowsWhatWasRecorded(t *testing.T) {
	s := readStory(t)
	data := s.ask(`{ log(after: 38, first: 1) { nodes { id position recordedAt recordedBy type payload claim { key holds } } } }`)
	e := at(data, "log", "nodes", 0)
	if at(e, "position") != 39.0 || at(e, "type") != "ActionTaken" || at(e, "recordedBy") != "sample" || at(e, "claim", "key") != "airstrikes:strike" || at(e, "recordedAt") == nil {
		t.Errorf("got %v", e)
	}
	payload := at(e, "payload")
	if at(payload, "category") != "ASSAULT" || at(payload, "when", "edtf") != "2021-02-25" || at(payload, "key") != "airstrikes:strike" || at(payload, "description") != "US airstrikes in Syria" {
		t.Errorf("the payload is %v", payload)
	}
	position := at(s.ask(`{ node(id: "John Kirby") { id } log(first: 1) { nodes { id claim { id } } } }`), "log", "nodes", 0)
	if at(position, "claim") != nil {
		t.Errorf("an entity is no claim: %v", position)
	}
}
