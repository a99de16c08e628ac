package api_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// TestReports asks who tells of the raised threat level: a chain, and its hedge.
func TestReports(t *testing.T) {
	data := readStory(t).ask(`{ view { claim(id: "airstrikes:threat-level-raised") { independentOrigins stance status holds reports {
		id inForce ends { id } from to told stance chain { name count } document { id publisher { name } } excerpts { exact prefix suffix start end }
		cue evidence modality statement { key } position recordedBy } } } }`)
	claim := at(data, "view", "claim")
	report := at(claim, "reports", 0)
	want := object{"inForce": true, "ends": []any{}, "from": "2021-02-27T01:42:00Z", "to": "2021-02-27T01:42:00Z", "told": "YES", "stance": "AFFIRMED",
		"chain":    []any{object{"name": "Sputnik", "count": nil}, object{"name": "Fox News", "count": nil}, object{"name": "Two sources familiar with the changes", "count": 2.0}},
		"document": object{"id": "0177e13f-f0c0-7564-bd59-36259652e908", "publisher": object{"name": "Sputnik"}},
		"excerpts": []any{}, "cue": "reportedly", "evidence": nil, "modality": "CERTAIN", "statement": nil, "position": 57.0, "recordedBy": "sample"}
	want["id"], want["from"], want["to"] = at(report, "id"), at(report, "from"), at(report, "to")
	if !reflect.DeepEqual(report, want) || len(list(claim, "reports")) != 1 {
		t.Errorf("got %v, want %v alone", report, want)
	}
	if at(claim, "independentOrigins") != 1.0 || at(claim, "stance") != "AFFIRMED" || at(claim, "status") != "CURRENT" || at(claim, "holds") != nil {
		t.Errorf("got %v", claim)
	}
}

func TestToldAndExcerpts(t *testing.T) {
	s := newStory(t)
	const ask = `{ claim(id: "airstrikes:two-facilities-damaged") { reports { told from to cue modality chain { name } } } }`
	noon := s.ask(`{ view(reportedAt: "2021-02-26T17:00:00Z") ` + ask + ` }`)
	want := []any{object{"told": "MAYBE", "from": "2021-02-26T05:00:00Z", "to": "2021-02-27T04:59:59.999999Z", "cue": nil, "modality": "CERTAIN",
		"chain": []any{object{"name": "DoD News"}, object{"name": "US Defense Department"}, object{"name": "John Kirby"}}}}
	if got := at(noon, "view", "claim", "reports"); !reflect.DeepEqual(got, want) {
		t.Errorf("at noon %v, want %v", got, want)
	}
	end := list(s.ask(`{ view `+ask+` }`), "view", "claim", "reports")
	if got := fmt.Sprint(each(end, "told"), each(end, "cue"), each(end, "modality")); got != "[YES YES] [<nil> believed to] [CERTAIN PROBABLE]" {
		t.Errorf("at the end, the first reported first: %s", got)
	}
	s.record(`{"document": {"id": "01890000-0000-7000-8000-0000000000d0", "text": "He said: run."}}`,
		`{"relation": {"key": "t:excerpt", "type": "ASSOCIATE", "subject": "airstrikes:kirby", "object": "airstrikes:austin", "report": {"document": "01890000-0000-7000-8000-0000000000d0",
			"excerpts": [{"exact": "run", "prefix": "said: ", "suffix": ".", "start": 9, "end": 12}], "evidence": "FIRSTHAND", "modality": "POSSIBLE", "stance": "DENIED"}}}`)
	data := s.ask(`{ view { claim(id: "t:excerpt") { stance reports { stance evidence modality chain { id } excerpts { exact prefix suffix start end } } } } }`)
	if got := at(data, "view", "claim"); !reflect.DeepEqual(got, object{"stance": "DENIED", "reports": []any{object{"stance": "DENIED", "evidence": "FIRSTHAND", "modality": "POSSIBLE",
		"chain": []any{}, "excerpts": []any{object{"exact": "run", "prefix": "said: ", "suffix": ".", "start": 9.0, "end": 12.0}}}}}) {
		t.Errorf("got %v", got)
	}
}

// TestEnds looks at Austin's report, which Kirby took back, on both sides of that.
func TestEnds(t *testing.T) {
	s := newStory(t)
	data := s.ask(`{ before: view(reportedAt: "2021-02-26", zone: "America/New_York") { ...c } after: view(reportedAt: "2021-02-28", zone: "America/New_York") { ...c }
		antiwar: view(accordingTo: ["Antiwar.com"]) { ...c } }
		fragment c on View { claim(id: "airstrikes:iraqi-intelligence-helped") { id stance status independentOrigins reports { inForce ends { id } chain { name } }
			ends { id target of { name } inForce reason note chain { name } document { publisher { name } } from to position recordedAt recordedBy } } }`)
	for view, want := range map[string]string{"before": "DISPUTED [true true]", "after": "DENIED [false true]", "antiwar": "AFFIRMED [true]"} {
		claim := at(data, view, "claim")
		if got := fmt.Sprint(at(claim, "stance"), " ", each(list(claim, "reports"), "inForce")); got != want {
			t.Errorf("%s: %s, want %s", view, got, want)
		}
	}
	claim := at(data, "after", "claim")
	end := at(claim, "ends", 0)
	want := object{"id": at(claim, "reports", 0, "ends", 0, "id"), "target": at(claim, "id"), "of": []any{object{"name": "Lloyd Austin"}}, "inForce": true,
		"reason": "SOURCE_RETRACTED", "note": "Kirby takes Austin's claim back.", "chain": []any{object{"name": "Shafaq News"}, object{"name": "John Kirby"}},
		"document": object{"publisher": object{"name": "Shafaq News"}}, "from": "2021-02-27T05:00:00Z", "to": "2021-02-28T04:59:59.999999Z", "position": 127.0,
		"recordedAt": at(end, "recordedAt"), "recordedBy": "sample"}
	if !reflect.DeepEqual(end, want) || at(end, "recordedAt") == nil || len(list(claim, "ends")) != 1 {
		t.Errorf("got %v, want %v alone", end, want)
	}
	if got := at(data, "before", "claim", "ends"); !reflect.DeepEqual(got, []any{}) {
		t.Errorf("the end was not told on the 26th: %v", got)
	}

	s.record(`{"retraction": {"target": "airstrikes:three-lorries-destroyed", "reason": "ENTRY_ERROR", "note": "A slip."}}`)
	slip := s.ask(`{ view { claim(id: "airstrikes:three-lorries-destroyed") { status stance independentOrigins ends { of { id } chain { id } document { id } from to reason } } } }`)
	if got := at(slip, "view", "claim"); !reflect.DeepEqual(got, object{"status": "ENDED", "stance": nil, "independentOrigins": 0.0,
		"ends": []any{object{"of": nil, "chain": nil, "document": nil, "from": nil, "to": nil, "reason": "ENTRY_ERROR"}}}) {
		t.Errorf("a slip of our own: %v", got)
	}
}

func TestReplacements(t *testing.T) {
	s := readStory(t)
	data := s.ask(`{ view { old: claim(id: "airstrikes:seventeen-killed") { ...c } new: claim(id: "airstrikes:twenty-two-killed") { ...c ...d } }
		afp: view(accordingTo: ["AFP"]) { old: claim(id: "airstrikes:seventeen-killed") { ...c } } }
		fragment c on Claim { status replaces { key } replacedBy { key } history { key } }
		fragment d on Claim { contradictedBy { key } }`)
	history := []any{object{"key": "airstrikes:seventeen-killed"}, object{"key": "airstrikes:twenty-two-killed"}}
	if got := at(data, "view", "old"); !reflect.DeepEqual(got, object{"status": "ENDED", "replaces": nil, "replacedBy": history[1], "history": history}) {
		t.Errorf("the 17: %v", got)
	}
	if got := at(data, "view", "new"); !reflect.DeepEqual(got, object{"status": "CURRENT", "replaces": history[0], "replacedBy": nil, "history": history,
		"contradictedBy": []any{object{"key": "airstrikes:one-killed-two-wounded"}}}) {
		t.Errorf("the 22: %v", got)
	}
	if got := at(data, "afp", "old"); at(got, "status") != "CURRENT" || at(got, "replacedBy") != nil {
		t.Errorf("AFP never told the 22: %v", got)
	}
	// What names the 17 shows the 22 in its place; its summary keeps what was said.
	data = s.ask(`{ view { claim(id: "airstrikes:strike-killed-seventeen") { summary ... on Relation { object { label } } } } }`)
	if got := at(data, "view", "claim"); !reflect.DeepEqual(got, object{"summary": "[US airstrikes in Syria] resulted in [Preliminary count of the dead (at least 17 people killed)]",
		"object": object{"label": "22 killed"}}) {
		t.Errorf("got %v", got)
	}
}

func TestIndependentOrigins(t *testing.T) {
	data := readStory(t).ask(`{ end: view { ...c } half: view(position: 73) { ...c } first: view(reportedAt: "2021-02-25", zone: "America/New_York") { ...c } }
		fragment c on View { claim(id: "airstrikes:strike") { independentOrigins reports { id } } }`)
	for view, want := range map[string]string{"end": "4 of 7", "half": "3 of 4", "first": "1 of 1"} {
		claim := at(data, view, "claim")
		if got := fmt.Sprint(at(claim, "independentOrigins"), " of ", len(list(claim, "reports"))); got != want {
			t.Errorf("%s: %s, want %s", view, got, want)
		}
	}
}

func TestHolds(t *testing.T) {
	s := readStory(t)
	for args, want := range map[string]any{
		`validAt: "2021-02-25", zone: "America/New_York"`: "YES",
		`validAt: "2021-02-25"`:                           "MAYBE",
		`validAt: "2021-02-24"`:                           "NO",
		`reportedAt: "2021-03-05"`:                        nil,
	} {
		if got := at(s.ask(`{ view(`+args+`) { claim(id: "airstrikes:strike") { holds } } }`), "view", "claim", "holds"); got != want {
			t.Errorf("%s: %v, want %v", args, got, want)
		}
	}
	data := s.ask(`{ view(validAt: "2021-02-25") { claim(id: "airstrikes:balad-in-iraq") { holds when { edtf earliest latest surelyFrom surelyTo precision } } } }`)
	if got := at(data, "view", "claim"); !reflect.DeepEqual(got, object{"holds": "UNDATED",
		"when": object{"edtf": nil, "earliest": nil, "latest": nil, "surelyFrom": nil, "surelyTo": nil, "precision": "UNKNOWN"}}) {
		t.Errorf("undated: %v", got)
	}
}

func TestEveryFieldOfAStatement(t *testing.T) {
	s := newStory(t)
	s.record(`{"statement": {"key": "t:said", "speaker": "airstrikes:kirby", "onBehalfOf": "airstrikes:pentagon", "act": "WARN", "addressees": ["airstrikes:iran", "airstrikes:iraq"],
		"quotes": ["Be\ncareful", "all of you"], "paraphrase": "A warning.", "about": ["airstrikes:syria", "airstrikes:seventeen-killed"], "place": "airstrikes:iraq",
		"when": {"edtf": "2021-02-26", "text": "Friday", "anchor": "2021-02-27T01:42:00Z", "zone": "America/New_York", "relativeTo": "airstrikes:strike"}, "report": {"chain": ["airstrikes:npr"]}}}`)
	data := s.ask(`{ view { claim(id: "t:said") { id __typename label key summary status recordedAt recordedBy position
		when { edtf earliest latest surelyFrom surelyTo precision text anchor zone relativeTo }
		... on Statement { speaker { name } onBehalfOf { name } act addressees { name } quotes paraphrase about { __typename label } place { name } } } strike: claim(id: "airstrikes:strike") { id } } }`)
	claim := at(data, "view", "claim").(object)
	want := object{"__typename": "Statement", "key": "t:said", "summary": "John Kirby, for The Pentagon, warned: “Be careful” … “all of you”",
		"label": "John Kirby, for The Pentagon, warned: “Be careful” … “all of you”", "status": "CURRENT", "recordedBy": "tester", "position": 147.0,
		"when": object{"edtf": "2021-02-26", "earliest": "2021-02-26T05:00:00Z", "latest": nil, "surelyFrom": "2021-02-27T04:59:59.999999Z", "surelyTo": nil, "precision": "DAY",
			"text": "Friday", "anchor": "2021-02-27T01:42:00Z", "zone": "America/New_York", "relativeTo": at(data, "view", "strike", "id")},
		"speaker": object{"name": "John Kirby"}, "onBehalfOf": object{"name": "The Pentagon"}, "act": "WARN", "addressees": []any{object{"name": "Iran"}, object{"name": "Iraq"}},
		"quotes": []any{"Be\ncareful", "all of you"}, "paraphrase": "A warning.", "place": object{"name": "Iraq"},
		"about": []any{object{"__typename": "Entity", "label": "Syria"}, object{"__typename": "Action", "label": "22 killed"}},
		"id":    claim["id"], "recordedAt": claim["recordedAt"]}
	if !reflect.DeepEqual(claim, want) {
		t.Errorf("got\n%v, want\n%v", claim, want)
	}
}

func TestEveryFieldOfAnAction(t *testing.T) {
	s := newStory(t)
	s.record(`{"action": {"key": "t:done", "category": "ASSAULT", "mode": "drone", "contexts": ["military", "territory"], "actors": ["airstrikes:united-states"], "recipients": ["airstrikes:iran"],
		"instrument": "a drone", "place": "airstrikes:abu-kamal", "purpose": "To try", "quantities": [{"measure": "killed", "min": 1, "max": 3.5, "unit": "people"}, {"measure": "damaged", "text": "several"}], "report": {}}}`)
	data := s.ask(`{ view { claim(id: "t:done") { summary ... on Action { category mode contexts actors { name } recipients { name } instrument place { name } purpose description
		quantities { measure value min max unit text } } } } }`)
	want := object{"summary": "United States: assault (drone) of Iran in Abu Kamal (1 to 3.5 people killed, several damaged)", "category": "ASSAULT", "mode": "drone",
		"contexts": []any{"military", "territory"}, "actors": []any{object{"name": "United States"}}, "recipients": []any{object{"name": "Iran"}}, "instrument": "a drone",
		"place": object{"name": "Abu Kamal"}, "purpose": "To try", "description": nil, "quantities": []any{
			object{"measure": "killed", "value": nil, "min": 1.0, "max": 3.5, "unit": "people", "text": nil},
			object{"measure": "damaged", "value": nil, "min": nil, "max": nil, "unit": nil, "text": "several"}}}
	if got := at(data, "view", "claim"); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%v, want\n%v", got, want)
	}
	bare := s.ask(`{ view { claim(id: "airstrikes:three-lorries-destroyed") { ... on Action { mode contexts actors { id } recipients { id } instrument place { id } purpose } } } }`)
	if got := at(bare, "view", "claim"); !reflect.DeepEqual(got, object{"mode": nil, "contexts": []any{}, "actors": []any{}, "recipients": []any{}, "instrument": nil, "place": nil, "purpose": nil}) {
		t.Errorf("what is not given is null or empty: %v", got)
	}
}

func TestEveryFieldOfARelation(t *testing.T) {
	data := readStory(t).ask(`{ view { claim(id: "airstrikes:threat-level-responds-to-strike") { summary label ... on Relation { type subject { __typename ... on Claim { key } } object { id label } } } } }`)
	claim := at(data, "view", "claim")
	if at(claim, "type") != "RESPONSE_TO" || at(claim, "subject", "key") != "airstrikes:threat-level-raised" || at(claim, "object", "label") != "US airstrikes in Syria" {
		t.Errorf("got %v", claim)
	}
	if got := at(claim, "summary"); got != "[Leaders of the task force raised the threat level] responded to [US airstrikes in Syria]" {
		t.Errorf("the summary is %q", got)
	}
}

// TestLabelsAndSummaries reads what every claim of the story says of itself.
func TestLabelsAndSummaries(t *testing.T) {
	data := readStory(t).ask(`{ view { timeline(first: 1000, filter: {statuses: [CURRENT, ENDED]}) { nodes { label summary } } entities(first: 1000) { nodes { label } } documents { nodes { label } } } }`)
	claims := list(data, "view", "timeline", "nodes")
	if len(claims) != 77 {
		t.Errorf("the story has %d claims, want 77", len(claims))
	}
	for _, c := range append(claims, append(list(data, "view", "entities", "nodes"), list(data, "view", "documents", "nodes")...)...) {
		label, _ := at(c, "label").(string)
		if n := len([]rune(label)); n == 0 || n > 80 || strings.ContainsAny(label, "\n\t") {
			t.Errorf("%q is not one short line", label)
		}
		if summary, is := at(c, "summary").(string); is && (strings.Contains(summary, "  ") || strings.Contains(summary, "()") || strings.ContainsAny(summary, "\n\t") ||
			!strings.HasPrefix(summary, strings.TrimSuffix(label, "…"))) {
			t.Errorf("%q is not one line that begins as %q", summary, label)
		}
	}
}
