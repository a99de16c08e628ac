package recorder_test

import (
	"fmt"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/recorder"
)

// Every case is one batch that must change nothing. The first words of a line say which code and path are wanted.
func TestWhatIsWrongIsTold(t *testing.T) {
	const used, fresh = dated, "01890000-0000-7000-8000-0000000000f1"
	good := `{"entity": {"kind": "PERSON", "name": "Good"}}`
	claim := func(fields string) string { return `{"action": {"category": "OTHER", "report": {}, ` + fields + `}}` }
	report := func(fields string) string { return `{"action": {"category": "OTHER", "report": {` + fields + `}}}` }
	more := func(fields string) string { return `{"report": {"claim": "w:strike", ` + fields + `}}` }
	correct := func(fields string) string {
		return `{"correction": {"target": "w:strike", "reason": "REFINED", ` + fields + `}}`
	}
	better := `"action": {"category": "ASSAULT"}`
	retract := func(fields string) string { return `{"retraction": {"reason": "ENTRY_ERROR", ` + fields + `}}` }

	cases := map[string]struct {
		want  string
		lines []string
	}{
		"unknown entity":       {"UNKNOWN_ID events.0.action.actors.0", []string{claim(`"actors": ["w:nobody"]`)}},
		"unknown id":           {"UNKNOWN_ID events.0.action.place", []string{claim(`"place": "` + fresh + `"`)}},
		"a name":               {"UNKNOWN_ID events.0.action.place", []string{claim(`"place": "Reuters"`)}},
		"a name with a colon":  {"UNKNOWN_ID events.0.action.place", []string{claim(`"place": "Operation: Resolve"`)}},
		"named too early":      {"UNKNOWN_ID events.0.action.actors.0", []string{claim(`"actors": ["w:late"]`), `{"entity": {"key": "w:late", "kind": "PERSON", "name": "Late"}}`}},
		"named by itself":      {"UNKNOWN_ID events.0.relation.subject", []string{`{"relation": {"key": "w:self", "type": "PART_OF", "subject": "w:self", "object": "w:strike", "report": {}}}`}},
		"ambiguous identifier": {"AMBIGUOUS events.0.action.place", []string{claim(`"place": "x:2"`)}},
		"not EDTF":             {"INVALID_DATE events.0.action.when.edtf", []string{claim(`"when": {"edtf": "last Friday"}`)}},
		"end before start":     {"INVALID_DATE events.0.relation.when.edtf", []string{`{"relation": {"type": "USES", "subject": "w:ap", "object": "w:kirby", "when": {"edtf": "2021-03/2021-02"}, "report": {}}}`}},
		"empty date":           {"REQUIRED events.0.action.when.edtf", []string{claim(`"when": {}`)}},
		"no such zone":         {"INVALID events.0.action.when.zone", []string{claim(`"when": {"edtf": "2021", "zone": "Mars"}`)}},
		"not an anchor":        {"INVALID_DATE events.0.action.when.anchor", []string{claim(`"when": {"edtf": "2021", "anchor": "noon"}`)}},
		"leaning on nothing":   {"UNKNOWN_ID events.0.action.when.relativeTo", []string{claim(`"when": {"edtf": "2021", "relativeTo": "w:nothing"}`)}},
		"told in the open":     {"INVALID_DATE events.0.action.report.reportedAt.edtf", []string{report(`"reportedAt": {"edtf": "2021/.."}`)}},
		"not retrieved":        {"INVALID_DATE events.0.document.retrievedAt", []string{`{"document": {"title": "A", "retrievedAt": "yesterday"}}`}},

		"a claim that acts":      {"WRONG_KIND events.0.action.actors.0", []string{claim(`"actors": ["w:strike"]`)}},
		"a document as object":   {"WRONG_KIND events.0.relation.object", []string{`{"relation": {"type": "USES", "subject": "w:ap", "object": "` + dated + `", "report": {}}}`}},
		"a claim in a chain":     {"WRONG_KIND events.0.action.report.chain.1", []string{report(`"chain": ["w:ap", "w:strike"]`)}},
		"an entity as document":  {"WRONG_KIND events.0.action.report.document", []string{report(`"document": "w:ap"`)}},
		"an action as statement": {"WRONG_KIND events.0.action.report.statement", []string{report(`"statement": "w:strike"`)}},
		"a report of an entity":  {"WRONG_KIND events.0.report.claim", []string{`{"report": {"claim": "w:ap"}}`}},
		"describing a claim":     {"WRONG_KIND events.0.entity.describes", []string{`{"entity": {"describes": "w:strike", "kind": "PERSON", "name": "A"}}`}},
		"judging a claim":        {"WRONG_KIND events.0.identity.b", []string{`{"identity": {"a": "w:ap", "b": "w:strike", "judgement": "SAME"}}`}},
		"assessing a document":   {"WRONG_KIND events.0.assessment.of", []string{`{"assessment": {"of": "` + dated + `", "note": "A"}}`}},
		"retracting an entity":   {"WRONG_KIND events.0.retraction.target", []string{retract(`"target": "w:ap"`)}},
		"correcting a document":  {"WRONG_KIND events.0.correction.target", []string{`{"correction": {"target": "` + dated + `", "reason": "REFINED", ` + better + `}}`}},
		"a duplicate of nobody":  {"WRONG_KIND events.0.correction.duplicateOf", []string{`{"correction": {"target": "w:strike", "reason": "DUPLICATE", "duplicateOf": "w:ap"}}`}},

		"an event that is no thing":  {"UNKNOWN_ID events.1.retraction.target", []string{`{"assessment": {"id": "` + fresh + `", "of": "w:ap", "note": "A"}}`, retract(`"target": "` + fresh + `"`)}},
		"key taken in the log":       {"KEY_TAKEN events.0.entity.key", []string{`{"entity": {"key": "w:ap", "kind": "PERSON", "name": "A"}}`}},
		"key taken in the batch":     {"KEY_TAKEN events.1.action.key", []string{claim(`"key": "w:new"`), claim(`"key": "w:new"`)}},
		"key of a better claim":      {"KEY_TAKEN events.0.correction.action.key", []string{correct(`"action": {"key": "w:ap", "category": "ASSAULT"}`)}},
		"key of another entity":      {"KEY_TAKEN events.0.entity.key", []string{`{"entity": {"describes": "w:ap", "key": "w:kirby", "kind": "PERSON", "name": "A"}}`}},
		"id of the log":              {"ID_REUSED events.0.entity.id", []string{`{"entity": {"id": "` + used + `", "kind": "PERSON", "name": "A"}}`}},
		"id of the batch":            {"ID_REUSED events.1.document.id", []string{`{"entity": {"id": "` + fresh + `", "kind": "PERSON", "name": "A"}}`, `{"document": {"id": "` + fresh + `", "title": "A"}}`}},
		"a report with its claim's":  {"ID_REUSED events.0.action.report.id", []string{`{"action": {"id": "` + fresh + `", "category": "OTHER", "report": {"id": "` + fresh + `"}}}`}},
		"an end with its own":        {"ID_REUSED events.0.correction.endId", []string{correct(`"id": "` + fresh + `", "endId": "` + fresh + `", ` + better)}},
		"a better claim of the log":  {"ID_REUSED events.0.correction.action.id", []string{correct(`"action": {"id": "` + used + `", "category": "ASSAULT"}`)}},
		"part of a batch is known":   {"ID_REUSED events.0.document.id", []string{`{"document": {"id": "` + used + `", "title": "Nine"}}`, good}},
		"not an id":                  {"INVALID events.0.entity.id", []string{`{"entity": {"id": "7", "kind": "PERSON", "name": "A"}}`}},
		"the id of zeros":            {"INVALID events.0.entity.id", []string{`{"entity": {"id": "00000000-0000-0000-0000-000000000000", "kind": "PERSON", "name": "A"}}`}},
		"half a count of people":     {"INVALID events.0.entity.count", []string{`{"entity": {"kind": "ANONYMOUS_SOURCE", "name": "A", "count": -1}}`}},
		"not a credibility":          {"INVALID events.0.assessment.credibility", []string{`{"assessment": {"of": "w:ap", "credibility": 0}}`}},
		"not a likelihood":           {"INVALID events.0.assessment.likelihood", []string{`{"assessment": {"of": "w:ap", "likelihood": "MAYBE"}}`}},
		"not a confidence":           {"INVALID events.0.assessment.confidence", []string{`{"assessment": {"of": "w:ap", "confidence": "SOME"}}`}},
		"no name":                    {"REQUIRED events.0.entity.name", []string{`{"entity": {"kind": "PERSON"}}`}},
		"no speaker":                 {"REQUIRED events.0.statement.speaker", []string{`{"statement": {"act": "STATE", "paraphrase": "A", "report": {}}}`}},
		"an empty name in a list":    {"REQUIRED events.0.action.actors.0", []string{claim(`"actors": [""]`)}},
		"too many in a list":         {"TOO_MANY events.0.action.actors", []string{claim(`"actors": ["w:ap"` + strings.Repeat(`, "w:ap"`, event.MaxList) + `]`)}},
		"twice in a chain":           {"INVALID events.0.action.report.chain.1", []string{report(`"chain": ["w:ap", "w:ap"]`)}},
		"no report":                  {"REQUIRED events.0.action.report", []string{`{"action": {"category": "OTHER"}}`}},
		"a report of something else": {"INVALID events.0.action.report.claim", []string{report(`"claim": "w:strike"`)}},
		"a speaker not at the end":   {"INVALID events.0.report.chain", []string{more(`"chain": ["w:kirby", "w:ap"], "statement": "w:said"`)}},
		"a wrong excerpt":            {"INVALID events.0.report.excerpts.0.exact", []string{more(`"document": "` + dated + `", "excerpts": [{"exact": "Ten", "start": 1, "end": 4}]`)}},
		"an excerpt past the text":   {"INVALID events.0.report.excerpts.0.end", []string{more(`"document": "` + dated + `", "excerpts": [{"exact": "Nine", "start": 1, "end": 400}]`)}},
		"too many excerpts":          {"TOO_MANY events.0.report.excerpts", []string{more(`"excerpts": [{}` + strings.Repeat(`, {}`, event.MaxList) + `]`)}},
		"a wrong excerpt of the batch": {"INVALID events.1.report.excerpts.1.exact", []string{`{"document": {"id": "` + fresh + `", "text": "Ten"}}`,
			more(`"document": "` + fresh + `", "excerpts": [{"exact": "en", "start": 1, "end": 3}, {"exact": "Te", "start": 1, "end": 3}]`)}},
		"an excerpt before it": {"INVALID events.0.report.excerpts.0.start", []string{more(`"document": "` + dated + `", "excerpts": [{"exact": "Nine", "start": -1, "end": 4}]`)}},

		"a correction to nothing":       {"ONE_OF events.0.correction", []string{correct(`"note": "A"`)}},
		"a correction to two":           {"ONE_OF events.0.correction", []string{correct(better + `, "duplicateOf": "w:damage"`)}},
		"a slip that was told":          {"INVALID events.0.correction.reportedAt", []string{correct(`"reportedAt": {"edtf": "2021"}, ` + better)}},
		"a slip with a report":          {"INVALID events.0.correction.action.report", []string{correct(`"action": {"category": "ASSAULT", "report": {}}`)}},
		"a retraction of ours, told":    {"INVALID events.0.retraction.reportedAt", []string{retract(`"target": "w:strike", "reportedAt": {"edtf": "2021"}`)}},
		"a judgement of ours, told":     {"INVALID events.0.identity.reportedAt", []string{`{"identity": {"a": "w:ap", "b": "w:kirby", "judgement": "SAME", "reportedAt": {"edtf": "2021"}}}`}},
		"a report of its own chain":     {"INVALID events.0.correction.action.report.chain", []string{correct(`"chain": ["w:reuters"], "action": {"category": "ASSAULT", "report": {"chain": ["w:ap"]}}`)}},
		"a report of its own document":  {"INVALID events.0.correction.action.report.document", []string{correct(`"chain": ["w:reuters"], "action": {"category": "ASSAULT", "report": {"document": "` + dated + `"}}`)}},
		"a report of its own time":      {"INVALID events.0.correction.action.report.reportedAt", []string{correct(`"chain": ["w:reuters"], "action": {"category": "ASSAULT", "report": {"reportedAt": {"edtf": "2021"}}}`)}},
		"a better claim denied":         {"INVALID events.0.correction.action.report.stance", []string{correct(`"chain": ["w:reuters"], "action": {"category": "ASSAULT", "report": {"stance": "DENIED"}}`)}},
		"a duplicate told by somebody":  {"INVALID events.0.correction.duplicateOf", []string{`{"correction": {"target": "w:strike", "reason": "DUPLICATE", "chain": ["w:reuters"], "duplicateOf": "w:damage"}}`}},
		"a duplicate for other reasons": {"INVALID events.0.correction.reason", []string{correct(`"duplicateOf": "w:damage"`)}},
		"a duplicate of itself":         {"INVALID events.0.correction.duplicateOf", []string{`{"correction": {"target": "w:strike", "reason": "DUPLICATE", "duplicateOf": "w:strike"}}`}},
		"an end by nobody":              {"REQUIRED events.0.retraction.chain", []string{retract(`"target": "w:strike", "document": "` + anonymous + `"`)}},
		"a retraction of nothing":       {"ONE_OF events.0.retraction.target", []string{retract(`"note": "A"`)}},
		"a retraction of what is not":   {"UNKNOWN_ID events.0.retraction.target", []string{retract(`"target": "w:nothing"`)}},
		"of who told nothing":           {"NOTHING_TO_RETRACT events.0.retraction.of", []string{retract(`"target": "w:strike", "of": ["w:kirby", "w:ap"], "chain": ["w:reuters"]`)}},
		"by who told nothing":           {"NOTHING_TO_RETRACT events.0.retraction.chain", []string{retract(`"target": "w:strike", "chain": ["w:reuters", "w:ap"]`)}},
		"in a paper that told nothing":  {"NOTHING_TO_RETRACT events.0.retraction.document", []string{retract(`"target": "w:damage", "document": "` + dated + `"`)}},
		"a slip of who told nothing":    {"NOTHING_TO_RETRACT events.0.retraction.of", []string{retract(`"target": "w:strike", "of": ["w:kirby"]`)}},
		"corrected by who told nothing": {"NOTHING_TO_RETRACT events.0.correction.chain", []string{correct(`"chain": ["w:ap"], ` + better)}},
		"corrected by another speaker":  {"NOTHING_TO_RETRACT events.0.correction.chain", []string{correct(`"chain": ["w:reuters"], "action": {"category": "ASSAULT", "report": {"statement": "w:said"}}`)}},
		"told only afterwards":          {"NOTHING_TO_RETRACT events.0.retraction.of", []string{retract(`"target": "w:strike", "of": ["w:ap"]`), more(`"chain": ["w:ap"]`)}},
		"a range without records":       {"NOTHING_TO_RETRACT events.0.retraction.positions", []string{retract(`"positions": {"from": 1, "to": 6}`)}},
		"a range past the head":         {"INVALID events.0.retraction.positions.to", []string{retract(`"positions": {"from": 1, "to": 10}`)}},
		"a range backwards":             {"INVALID events.0.retraction.positions", []string{retract(`"positions": {"from": 7, "to": 6}`)}},
		"of, and positions":             {"INVALID events.0.retraction.of", []string{retract(`"positions": {"from": 1, "to": 9}, "of": ["w:ap"]`)}},
		"of a report":                   {"INVALID events.1.retraction.of", []string{more(`"id": "` + fresh + `"`), retract(`"target": "` + fresh + `", "of": ["w:ap"]`)}},

		"one bad among good ones": {"INVALID_DATE events.1.action.when.edtf", []string{good, claim(`"when": {"edtf": "?"}`), good}},
		"everything at once": {"UNKNOWN_ID events.0.action.actors.1\nUNKNOWN_ID events.0.action.place\nINVALID_DATE events.0.action.when.edtf\nINVALID events.0.action.mode\nREQUIRED events.2.entity.name",
			[]string{claim(`"actors": ["w:ap", "w:nobody"], "place": "w:nowhere", "when": {"edtf": "?"}, "mode": "From Above"`), good, `{"entity": {"kind": "PERSON"}}`}},
		"nothing follows from what is wrong": {"INVALID_DATE events.0.action.when.edtf", []string{claim(`"key": "w:new", "when": {"edtf": "?"}`), more(`"excerpts": []`), claim(`"when": {"edtf": "2021", "relativeTo": "w:new"}`)}},
	}
	d := open(t, world...)
	before := d.log.Head()
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			out := d.record(t, test.lines...)
			if got := sketch(out.Errors); got != test.want {
				t.Errorf("got\n%s\nwant\n%s\n%v", got, test.want, out.Errors)
			}
			for _, p := range out.Errors {
				if p.Message == "" {
					t.Errorf("%v has no message", p.Path)
				}
			}
			if d.log.Head() != before {
				t.Error("the log should be as it was")
			}
		})
	}
}

func TestBatchesHaveLimits(t *testing.T) {
	d := open(t)
	if out := d.record(t); sketch(out.Errors) != "REQUIRED events" {
		t.Errorf("empty: %v", out.Errors)
	}
	good := recorder.Draft{Entity: &recorder.EntityDraft{Kind: event.KindPerson, Name: "A"}}
	many := make([]recorder.Draft, 1001)
	for i := range many {
		many[i] = good
	}
	if out := d.request(t, recorder.Request{Drafts: many, By: "desk"}); sketch(out.Errors) != "TOO_MANY events" {
		t.Errorf("1001: %v", out.Errors)
	}
	if out := d.request(t, recorder.Request{Drafts: many[:1000], By: "desk"}); len(out.Errors) > 0 || out.Receipt.Last != 1000 {
		t.Errorf("1000: %v", out.Errors)
	}
	large := make([]recorder.Draft, 100)
	for i := range large {
		large[i] = recorder.Draft{Document: &recorder.DocumentDraft{Title: fmt.Sprint(i), Text: strings.Repeat("a", 20_000)}}
	}
	if out := d.request(t, recorder.Request{Drafts: large, By: "desk"}); sketch(out.Errors) != "TOO_LARGE events" {
		t.Errorf("2 MB: %v", out.Errors)
	}
	if out := d.request(t, recorder.Request{Drafts: many[:1]}); sketch(out.Errors) != "INVALID recordedBy" {
		t.Errorf("by nobody: %v", out.Errors)
	}
	for i := range many {
		many[i] = recorder.Draft{Entity: &recorder.EntityDraft{}} // no kind and no name
	}
	if out := d.request(t, recorder.Request{Drafts: many[:1000], By: "desk"}); len(out.Errors) != 1000 {
		t.Errorf("%d problems are told, want those of the first 500 events", len(out.Errors))
	}
	for _, drafts := range [][]recorder.Draft{{{}}, {{Entity: good.Entity, Report: &recorder.ReportDraft{}}}} {
		if out := d.request(t, recorder.Request{Drafts: drafts, By: "desk"}); sketch(out.Errors) != "ONE_OF events.0" {
			t.Errorf("%+v: %v", drafts, out.Errors)
		}
	}
	if head := d.log.Head().Position; head != 1000 {
		t.Errorf("the log ends at %d, want 1000", head)
	}
}
