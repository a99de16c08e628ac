package main

import (
	"fmt"
	"strings"
	"testing"
)

// Question 28: the death toll by source, over the time in which each stood.
func TestTollBySource(t *testing.T) {
	type figure struct {
		Quantity struct {
			Value, Min *float64
			Text       string
		}
		Report struct {
			Chain []struct{ Name string }
		}
		From, To string
		InForce  bool
	}
	var answer struct {
		Everyone, AFP struct{ Figures []figure }
	}
	newStory(t).ask(t, `{ everyone: view { ...toll } afp: view(accordingTo: ["AFP"]) { ...toll } }
		fragment toll on View { figures(about: "airstrikes:strike", measure: "killed") { quantity { value min text } report { chain { name } } from to inForce } }`, nil, &answer)
	said := func(figures []figure) (lines []string) {
		for _, f := range figures {
			var chain []string
			for _, e := range f.Report.Chain {
				chain = append(chain, e.Name)
			}
			lines = append(lines, fmt.Sprintf("%s | %s | %s | %s | %t", f.Quantity.Text, strings.Join(chain, " <- "), f.From, f.To, f.InForce))
		}
		return lines
	}
	const byAFP = "UrduPoint <- Agence France-Presse <- Syrian Observatory for Human Rights <- Rami Abdul Rahman"
	same(t, "by everyone", []string{
		"at least 17 | " + byAFP + " | 2021-02-26T05:00:00Z | 2021-02-27T04:59:59.999998Z | false",
		"22 | Shafaq News <- Syrian Observatory for Human Rights | 2021-02-26T05:00:00Z |  | true",
		"one | The Washington Post <- John Kirby | 2021-03-01T05:00:00Z |  | true",
	}, said(answer.Everyone.Figures))
	same(t, "by AFP", []string{"at least 17 | " + byAFP + " | 2021-02-26T05:00:00Z |  | true"}, said(answer.AFP.Figures))
}

// Question 29: what contradicts what.
func TestStoryContradictions(t *testing.T) {
	var answer map[string]struct {
		Contradictions struct {
			Nodes []struct {
				Kind, Measure     string
				Claims, Relations keyed
			}
		}
	}
	newStory(t).ask(t, `{ now: view { ...groups } evening: view(reportedAt: "2021-02-26", zone: "America/New_York") { ...groups }
		noon: view(reportedAt: "2021-02-26T17:00:00Z") { ...groups } theTwo: view(accordingTo: ["Kirby", "SOHR"]) { ...groups } }
		fragment groups on View { contradictions { nodes { kind measure claims { key } relations { key } } } }`, nil, &answer)
	const (
		said     = "RECORDED austin-on-iraqi-intelligence ministry-denies-exchange by denial-contradicts-austin"
		disputed = "DISPUTED iraqi-intelligence-helped by "
		desk     = "RECORDED twenty-two-killed one-killed-two-wounded by one-contradicts-twenty-two"
		killed   = "FIGURES killed twenty-two-killed one-killed-two-wounded by "
	)
	for view, want := range map[string][]string{"now": {said, desk, killed}, "evening": {said, disputed}, "noon": {said, disputed}, "theTwo": {killed}} {
		var got []string
		for _, n := range answer[view].Contradictions.Nodes {
			words := append(strings.Fields(n.Kind+" "+n.Measure), n.Claims.list()...)
			got = append(got, strings.Join(words, " ")+" by "+strings.Join(n.Relations.list(), " "))
		}
		same(t, view, want, got)
	}
}

// Question 30: what the retraction of the Iraqi intelligence claim touches.
func TestTouched(t *testing.T) {
	var answer struct {
		View struct {
			Claim struct {
				Affects struct {
					Nodes []struct {
						Distance       int
						Claim, Through struct{ Key string }
					}
				}
			}
		}
	}
	newStory(t).ask(t, `{ view(reportedAt: "2021-02-28", zone: "America/New_York") { claim(id: "airstrikes:iraqi-intelligence-helped") {
		affects { nodes { distance claim { key } through { key } } } } } }`, nil, &answer)
	var got []string
	for _, n := range answer.View.Claim.Affects.Nodes {
		got = append(got, strings.ReplaceAll(fmt.Sprint(n.Distance, " ", n.Claim.Key, " ", n.Through.Key), "airstrikes:", ""))
	}
	same(t, "touched", []string{"1 ministry-denies-exchange iraqi-intelligence-helped", "1 kirby-takes-back-intelligence iraqi-intelligence-helped",
		"2 denial-contradicts-austin ministry-denies-exchange", "2 kirby-answers-austin kirby-takes-back-intelligence"}, got)
}

// Question 31: what changed between the evening of 26 February and 2 March.
func TestStoryChanges(t *testing.T) {
	var answer struct {
		View struct {
			Changes struct{ Appears, Ends, Changes keyed }
		}
	}
	newStory(t).ask(t, `{ view(reportedAt: "2021-03-02", zone: "America/New_York") { changes(since: {reportedAt: "2021-02-26", zone: "America/New_York"}) {
		appears { key } ends { key } changes { key } } } }`, nil, &answer)
	changes := answer.View.Changes
	same(t, "appears", []string{"kirby-takes-back-intelligence", "kirby-answers-austin", "kirby-assessment", "one-killed-two-wounded", "strike-killed-one",
		"one-contradicts-twenty-two", "buildings-repeat-facilities"}, changes.Appears.list())
	same(t, "ends", []string(nil), changes.Ends.list())
	same(t, "changes", []string{"nine-buildings-destroyed", "strike-destroyed-nine-buildings", "iraqi-intelligence-helped"}, changes.Changes.list())
}

// Question 32: what is only concluded, and what several say on their own.
func TestStoryByReports(t *testing.T) {
	var answer struct {
		View map[string]struct{ Nodes keyed }
	}
	newStory(t).ask(t, `{ view { concluded: timeline(filter: {evidence: [INFERRED]}) { nodes { key } } probable: timeline(filter: {modalities: [PROBABLE, POSSIBLE]}) { nodes { key } }
		seen: timeline(filter: {evidence: [FIRSTHAND, DOCUMENTED]}) { nodes { key } } several: timeline(filter: {minIndependentOrigins: 2}) { nodes { key } } } }`, nil, &answer)
	four := []string{"nine-buildings-destroyed", "strike-destroyed-nine-buildings", "two-facilities-damaged", "strike-damaged-two-facilities"}
	for name, want := range map[string][]string{"concluded": four, "probable": four, "seen": nil, "several": {"strike"}} {
		same(t, name, want, answer.View[name].Nodes.list())
	}
}

// A batch is undone by retracting the positions of its receipt; the view is as it was, but for where it stands.
func TestUndoOfABatch(t *testing.T) {
	const shown = `{ view { timeline(first: 1000) { nodes { key stance independentOrigins } } figures(about: "airstrikes:strike", measure: "killed") { claim { key } from to inForce } } }`
	s := newStory(t)
	var before, after any
	s.ask(t, shown, nil, &before)
	var recorded struct {
		RecordEvents struct {
			Receipt struct{ First, Last int }
			Errors  []struct{ Message string }
		}
	}
	record := func(events ...any) {
		t.Helper()
		s.ask(t, `mutation($input: RecordEventsInput!) { recordEvents(input: $input) { receipt { first last } errors { message } } }`,
			map[string]any{"input": map[string]any{"events": events}}, &recorded)
		if len(recorded.RecordEvents.Errors) > 0 {
			t.Fatal(recorded.RecordEvents.Errors)
		}
	}
	type fields = map[string]any
	record(fields{"report": fields{"claim": "airstrikes:strike", "chain": []string{"airstrikes:npr"}}},
		fields{"retraction": fields{"target": "airstrikes:twenty-two-killed", "reason": "ENTRY_ERROR"}},
		fields{"correction": fields{"target": "airstrikes:one-killed-two-wounded", "reason": "ENTRY_ERROR", "action": fields{"key": "undo:two", "category": "CASUALTIES",
			"quantities": []any{fields{"measure": "killed", "value": 2}}}}})
	batch := recorded.RecordEvents.Receipt
	record(fields{"retraction": fields{"positions": fields{"from": batch.First, "to": batch.Last}, "reason": "ENTRY_ERROR"}})
	s.ask(t, shown, nil, &after)
	same(t, "the view after the batch was undone", before, after)
}
