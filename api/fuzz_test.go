package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// FuzzQuery hands arbitrary documents and variables to the handler: it answers with JSON, never with a fault of its own.
func FuzzQuery(f *testing.F) {
	for _, query := range []string{
		`{ view(validAt: "2021-02-25", zone: "America/New_York") { snapshot { root } timeline(first: 2) { nodes { summary reports { chain { name } } } } } }`,
		`query($id: ID!, $in: ViewInput) { node(id: $id, in: $in) { __typename id label ... on Claim { history { key } ends { reason } } ... on Document { claims { totalCount } } } }`,
		`{ view { graph(focus: ["Kirby"], lift: [VALID, REPORTED]) { nodes { name } edges { label valid { inner { from } } } } paths(from: "Kirby", to: "Syria") { length } } }`,
		`{ view { steps(axis: RECORDED) { before { id } nodes { at } } sources { nodes { claims } } documents(filter: {publisher: "NPR"}) { nodes { title } } } }`,
		`{ view { entities(filter: {name: "k"}, last: 3) { edges { cursor } } entity(id: "Pentagon") { sameAs { judgement } conflicts { id } neighbors { totalCount } } } }`,
		`mutation($e: [EventInput!]!) { recordEvents(input: {events: $e, dryRun: true}) { errors { code path message } } }`,
		`{ __schema { types { name } } log(first: 3) { nodes { payload claim { summary } } } }`,
		`subscription { recorded(after: 0) { position } }`, `{ view { ...f } } fragment f on View { ...f }`, "{", "", "\x00", `{ view(position: -1) { __typename } }`,
	} {
		f.Add(query, `{"id": "airstrikes:strike", "in": {"position": 73}, "e": [{"entity": {"kind": "PERSON", "name": "A"}, "report": {}}]}`)
	}
	f.Add(`query($v: Moment, $p: Position) { view(validAt: $v, position: $p) { timeline { totalCount } } }`, `{"v": {"a": [1]}, "p": 1e400}`)
	s := readStory(f)
	f.Fuzz(func(t *testing.T, query, variables string) {
		if strings.Count(query, "{") > 20 || strings.Count(query, "...") > 10 {
			return // how deep a query may go is not looked at here
		}
		document, err := json.Marshal(query)
		if err != nil {
			t.Fatal(err)
		}
		body := `{"query": ` + string(document) + `, "variables": ` + variables + `}`
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		s.Config.Handler.ServeHTTP(w, r)
		var a answer
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || w.Code >= 500 {
			t.Fatalf("%s\n%s\ngave %d %s", query, variables, w.Code, w.Body)
		}
		for _, p := range a.Errors {
			if p.Extensions.Code == "" || p.Extensions.Code == "INTERNAL" {
				t.Fatalf("%s\n%s\ngave %+v", query, variables, p)
			}
		}
	})
}
