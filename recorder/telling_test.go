package recorder_test

import (
	"strings"
	"testing"
)

// An end of a claim ends a report of it: one of the log or of the batch, told by who is named or through them, or taken
// over from a slip; one that has ended already is one too.
func TestAnEndEndsSomething(t *testing.T) {
	slip := `{"correction": {"target": "w:strike", "reason": "ENTRY_ERROR", "action": {"key": "w:better", "category": "ASSAULT"}}}`
	same := `{"correction": {"target": "w:strike", "reason": "DUPLICATE", "duplicateOf": "w:damage"}}`
	kirby := `{"report": {"claim": "w:strike", "chain": ["w:ap", "w:kirby"]}}`
	for name, lines := range map[string][]string{
		"one more report":             {kirby, `{"retraction": {"target": "w:strike", "reason": "SOURCE_RETRACTED", "chain": ["w:kirby"]}}`},
		"who passed it on":            {kirby, `{"retraction": {"target": "w:strike", "reason": "SOURCE_RETRACTED", "chain": ["w:ap"]}}`},
		"the publisher":               {`{"retraction": {"target": "w:strike", "reason": "SOURCE_RETRACTED", "document": "` + dated + `"}}`},
		"the claim's own speaker":     {`{"statement": {"key": "w:own", "speaker": "w:kirby", "act": "STATE", "paraphrase": "A", "report": {}}}`, `{"retraction": {"target": "w:own", "reason": "SOURCE_RETRACTED", "chain": ["w:kirby"]}}`},
		"a report taken over":         {slip, `{"retraction": {"target": "w:better", "reason": "SOURCE_RETRACTED", "chain": ["w:reuters"]}}`},
		"a report taken over twice":   {slip, `{"correction": {"target": "w:better", "reason": "ENTRY_ERROR", "action": {"key": "w:best", "category": "ASSAULT"}}}`, `{"retraction": {"target": "w:best", "reason": "SOURCE_RETRACTED", "chain": ["w:reuters"]}}`},
		"what a duplicate takes over": {same, `{"retraction": {"target": "w:damage", "reason": "SOURCE_RETRACTED", "chain": ["w:reuters"]}}`},
		"a better claim":              {`{"correction": {"target": "w:strike", "reason": "REFINED", "chain": ["w:reuters"], "action": {"key": "w:better", "category": "ASSAULT"}}}`, `{"retraction": {"target": "w:better", "reason": "SOURCE_RETRACTED", "chain": ["w:reuters"]}}`},
		"what has ended already":      {`{"retraction": {"target": "w:strike", "reason": "ENTRY_ERROR"}}`, `{"retraction": {"target": "w:strike", "reason": "SOURCE_RETRACTED", "chain": ["w:reuters"]}}`},
	} {
		t.Run(name, func(t *testing.T) {
			open(t, world...).recorded(t, lines...)
			apart := open(t, world...)
			for _, line := range lines {
				apart.recorded(t, line)
			}
		})
	}
}

// A claim that a slip was put in place of, when nothing was left of the slip, has no report that could end.
func TestAClaimWithoutAReport(t *testing.T) {
	retract := `{"retraction": {"target": "w:empty", "reason": "ENTRY_ERROR"}}`
	d := open(t, world...)
	d.recorded(t, `{"retraction": {"target": "w:strike", "reason": "ENTRY_ERROR"}}`)
	d.recorded(t, `{"correction": {"target": "w:strike", "reason": "ENTRY_ERROR", "action": {"key": "w:empty", "category": "ASSAULT"}}}`)
	before := d.log.Head()
	if out := d.record(t, retract); sketch(out.Errors) != "NOTHING_TO_RETRACT events.0.retraction.target" {
		t.Errorf("got %v", out.Errors)
	}
	if d.log.Head() != before {
		t.Error("the log should be as it was")
	}
	d.recorded(t, `{"report": {"claim": "w:empty", "chain": ["w:ap"]}}`, retract)
}

// What is wrong with a report does not make an end of it wrong too, and the message says who was looked for.
func TestNothingToRetractIsSaidOnce(t *testing.T) {
	d := open(t, world...)
	out := d.record(t, `{"report": {"claim": "w:strike", "chain": ["w:nobody"]}}`, `{"retraction": {"target": "w:strike", "of": ["w:ap"], "reason": "ENTRY_ERROR"}}`,
		`{"action": {"key": "w:new", "category": "OTHER"}}`, `{"retraction": {"target": "w:new", "of": ["w:ap"], "reason": "ENTRY_ERROR"}}`)
	if got := sketch(out.Errors); got != "UNKNOWN_ID events.0.report.chain.0\nREQUIRED events.2.action.report" {
		t.Errorf("got %v", out.Errors)
	}
	out = d.record(t, `{"retraction": {"target": "w:strike", "of": ["w:ap", "w:kirby"], "reason": "ENTRY_ERROR"}}`)
	if len(out.Errors) != 1 || !strings.Contains(out.Errors[0].Message, `any of "w:ap", "w:kirby" as a source`) {
		t.Errorf("got %v", out.Errors)
	}
}
