package api_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestEveryFieldOfAnEntity(t *testing.T) {
	s := newStory(t)
	s.record(`{"entity": {"describes": "airstrikes:balad", "kind": "FACILITY", "name": "Balad Air Base", "aliases": ["Balad", "LSA Anaconda"], "description": "An air base.",
		"identifiers": [{"scheme": "wikidata", "value": "Q1234"}], "latitude": 33.94, "longitude": 44.36}}`)
	const ask = `{ entity(id: "airstrikes:balad") { id label key kind name aliases description count latitude longitude identifiers { scheme value } mergedIds conflicts { id } sameAs { id } } }`
	data := s.ask(`{ now: view ` + ask + ` then: view(position: 146) ` + ask + ` two: view { entity(id: "airstrikes:two-sources") { count } } }`)
	id := at(data, "now", "entity", "id")
	want := object{"id": id, "label": "Balad Air Base", "key": "airstrikes:balad", "kind": "FACILITY", "name": "Balad Air Base", "aliases": []any{"Balad", "LSA Anaconda"},
		"description": "An air base.", "count": nil, "latitude": 33.94, "longitude": 44.36, "identifiers": []any{object{"scheme": "wikidata", "value": "Q1234"}},
		"mergedIds": []any{id}, "conflicts": []any{}, "sameAs": []any{}}
	if got := at(data, "now", "entity"); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%v, want\n%v", got, want)
	}
	want["aliases"], want["description"], want["identifiers"] = []any{"Balad"}, nil, []any{}
	if got := at(data, "then", "entity"); !reflect.DeepEqual(got, want) {
		t.Errorf("before it was described anew\n%v, want\n%v", got, want)
	}
	if got := at(data, "two", "entity", "count"); got != 2.0 {
		t.Errorf("two sources count %v", got)
	}
}

func TestWhatAnEntityTakesPartIn(t *testing.T) {
	s := readStory(t)
	data := s.ask(`{ view { entity(id: "Iraq") {
		claims(orderBy: {field: RECORDED}) { nodes { key } } actions: claims(filter: {kinds: [ACTION]}) { nodes { key } }
		relations { nodes { key subject { label } type } } in: relations(direction: IN, types: [LOCATED_IN]) { nodes { key } } out: relations(direction: OUT) { totalCount }
		neighbors { nodes { name } } } } }`)
	e := at(data, "view", "entity")
	for field, want := range map[string]string{"actions": "[airstrikes:threat-level-raised]", "in": "[airstrikes:balad-in-iraq airstrikes:service-members-in-iraq]",
		"claims":    "[airstrikes:balad-in-iraq airstrikes:service-members-in-iraq airstrikes:threat-level-raised airstrikes:defense-ministry-of-iraq]",
		"relations": "[airstrikes:balad-in-iraq airstrikes:service-members-in-iraq airstrikes:defense-ministry-of-iraq]"} {
		if got := fmt.Sprint(each(list(e, field, "nodes"), "key")); got != want {
			t.Errorf("%s: %s, want %s", field, got, want)
		}
	}
	if got := at(e, "out", "totalCount"); got != 0.0 {
		t.Errorf("Iraq is the subject of %v relations", got)
	}
	if got := at(e, "relations", "nodes", 0); !reflect.DeepEqual(got, object{"key": "airstrikes:balad-in-iraq", "subject": object{"label": "Balad Air Base"}, "type": "LOCATED_IN"}) {
		t.Errorf("got %v", got)
	}
	want := "[Combined Joint Task Force - Operation Inherent Resolve American service members in Iraq Balad Air Base Iraqi Ministry of Defense]"
	if got := fmt.Sprint(each(list(e, "neighbors", "nodes"), "name")); got != want {
		t.Errorf("neighbours %s, want %s", got, want)
	}
}

// TestIdentity follows a judgement, its contradiction inside the cluster, and its reversal.
func TestIdentity(t *testing.T) {
	s := newStory(t)
	const ask = `{ entity(id: "Pentagon") { id name mergedIds sameAs { judgement note position a { name } b { name } } conflicts { id judgement } claims { totalCount } } entities(first: 1000) { totalCount } }`
	look := func() any { t.Helper(); return at(s.ask(`{ view `+ask+` }`), "view") }
	same := look()
	ids := list(same, "entity", "mergedIds")
	if len(ids) != 2 || ids[1] != at(same, "entity", "id") || at(same, "entity", "name") != "The Pentagon" || at(same, "entities", "totalCount") != 43.0 {
		t.Errorf("judged the same: %v", same)
	}
	if got := at(same, "entity", "sameAs"); !reflect.DeepEqual(got, []any{object{"judgement": "SAME", "note": "Two names of one body; the article uses both for Kirby's.", "position": 144.0,
		"a": object{"name": "US Defense Department"}, "b": object{"name": "The Pentagon"}}}) {
		t.Errorf("the judgement: %v", got)
	}
	s.record(`{"entity": {"key": "t:dod", "kind": "PUBLIC_BODY", "name": "DoD"}}`, `{"identity": {"a": "t:dod", "b": "airstrikes:defense-department", "judgement": "SAME"}}`,
		`{"identity": {"a": "t:dod", "b": "airstrikes:pentagon", "judgement": "DIFFERENT"}}`)
	conflict := look()
	if got := list(conflict, "entity", "conflicts"); len(got) != 1 || at(got, 0, "judgement") != "DIFFERENT" || len(list(conflict, "entity", "mergedIds")) != 3 {
		t.Errorf("a conflict: %v", conflict)
	}
	s.record(`{"identity": {"a": "airstrikes:defense-department", "b": "airstrikes:pentagon", "judgement": "DIFFERENT", "note": "Apart after all."}}`)
	apart := look()
	if got := list(apart, "entity", "mergedIds"); !reflect.DeepEqual(got, ids[1:]) || len(list(apart, "entity", "conflicts")) != 0 {
		t.Errorf("judged apart: %v", apart)
	}
	if at(apart, "entity", "claims", "totalCount").(float64) >= at(same, "entity", "claims", "totalCount").(float64) {
		t.Errorf("apart it takes part in %v claims, together in %v", at(apart, "entity", "claims"), at(same, "entity", "claims"))
	}
	if then := at(s.ask(`{ view(position: 146) `+ask+` }`), "view"); !reflect.DeepEqual(then, same) {
		t.Errorf("as of then: %v, want %v", then, same)
	}
}

func TestNamesOfAClusterCountOnce(t *testing.T) {
	s := newStory(t)
	s.record(`{"entity": {"key": "t:pentagon", "kind": "PUBLIC_BODY", "name": "Pentagon"}}`)
	if p := s.refuse(`{ view { entity(id: "Pentagon") { id } } }`); p.Extensions.Code != "AMBIGUOUS" || len(p.Extensions.Candidates) != 2 {
		t.Errorf("two bodies of one name: %+v", p)
	}
	s.record(`{"identity": {"a": "t:pentagon", "b": "airstrikes:pentagon", "judgement": "SAME"}}`)
	if got := at(s.ask(`{ view { entity(id: "Pentagon") { mergedIds } } }`), "view", "entity", "mergedIds"); len(got.([]any)) != 3 {
		t.Errorf("one body: %v", got)
	}
}

func TestDocuments(t *testing.T) {
	s := newStory(t)
	hash := strings.Repeat("ab", 32)
	s.record(`{"document": {"id": "01890000-0000-7000-8000-0000000000d0", "title": "A note on things", "url": "https://example.org/note", "archiveUrl": "https://archive.example.org/note", "publisher": "airstrikes:npr",
		"publishedAt": {"edtf": "2021-03-10"}, "retrievedAt": "2021-03-11T08:00:00Z", "language": "en", "sha256": "`+hash+`", "text": "Some text."}}`,
		`{"document": {"id": "01890000-0000-7000-8000-0000000000d1", "text": "Words."}}`)
	data := s.ask(`{ view { documents(filter: {url: "https://example.org/note"}) { nodes { id label publisher { name } title url archiveUrl publishedAt { edtf earliest } retrievedAt language sha256 text claims { totalCount } } } } }`)
	want := []any{object{"id": "01890000-0000-7000-8000-0000000000d0", "label": "A note on things", "publisher": object{"name": "NPR"}, "title": "A note on things", "url": "https://example.org/note",
		"archiveUrl": "https://archive.example.org/note", "publishedAt": object{"edtf": "2021-03-10", "earliest": "2021-03-10T00:00:00Z"}, "retrievedAt": "2021-03-11T08:00:00Z",
		"language": "en", "sha256": hash, "text": "Some text.", "claims": object{"totalCount": 0.0}}}
	if got := at(data, "view", "documents", "nodes"); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%v, want\n%v", got, want)
	}
	for filter, want := range map[string]float64{`sha256: "` + strings.ToUpper(hash) + `"`: 1, `publisher: "Shafaq"`: 2, `publisher: "NPR"`: 2, `publisher: "NPR", url: "https://example.org/note"`: 1,
		`publisher: "Syria"`: 0, `url: ""`: 10, ``: 12} {
		if got := at(s.ask(`{ view { documents(filter: {`+filter+`}) { totalCount } } }`), "view", "documents", "totalCount"); got != want {
			t.Errorf("%s: %v, want %v", filter, got, want)
		}
	}
	if p := s.refuse(`{ view { documents(filter: {publisher: "nobody"}) { totalCount } } }`); fmt.Sprint(p.Extensions.Code, p.Extensions.Field) != "NOT_FOUND[filter publisher]" {
		t.Errorf("got %+v", p)
	}
	for view, want := range map[string]float64{`(reportedAt: "2021-02-26", zone: "America/New_York")`: 7, `(accordingTo: ["Shafaq"])`: 2, `(position: 73)`: 1} {
		if got := at(s.ask(`{ view`+view+` { documents { totalCount } } }`), "view", "documents", "totalCount"); got != want {
			t.Errorf("view%s: %v documents, want %v", view, got, want)
		}
	}
	if got := at(s.ask(`{ node(id: "01890000-0000-7000-8000-0000000000d1") { label ... on Document { publisher { id } publishedAt { edtf } title } } }`), "node"); !reflect.DeepEqual(got,
		object{"label": "document", "publisher": nil, "publishedAt": nil, "title": nil}) {
		t.Errorf("a document of which only the text is known: %v", got)
	}
}

func TestSources(t *testing.T) {
	s := readStory(t)
	data := s.ask(`{ view(position: 73) { sources { nodes { entity { name } claims reports asOrigin } } } }`)
	sources := list(data, "view", "sources", "nodes")
	if got := at(sources, 0); !reflect.DeepEqual(got, object{"entity": object{"name": "Sputnik"}, "claims": 34.0, "reports": 37.0, "asOrigin": 12.0}) {
		t.Errorf("the most cited of the article: %v", got)
	}
	for i := 1; i < len(sources); i++ {
		if at(sources, i, "claims").(float64) > at(sources, i-1, "claims").(float64) {
			t.Errorf("%v comes after %v", at(sources, i), at(sources, i-1))
		}
	}
	// What a source is said to tell is what a view according to it shows.
	for _, source := range sources {
		name := at(source, "entity", "name")
		shown := at(s.ask(`query($name: ID!) { view(position: 73, accordingTo: [$name]) { timeline { totalCount } } }`, "name", name), "view", "timeline", "totalCount")
		if shown != at(source, "claims") {
			t.Errorf("%v tells %v claims, and its view shows %v", name, at(source, "claims"), shown)
		}
	}
}
