package recorder_test

import (
	"strings"
	"testing"

	"onrecord/recorder"
)

func TestWhatIsOddIsRecordedWithAWarning(t *testing.T) {
	const correction, end = "01890000-0000-7000-8000-0000000000c0", "01890000-0000-7000-8000-0000000000e0"
	report := `{"report": {"claim": "w:strike", "chain": ["w:reuters"]}}`
	other := `{"report": {"claim": "w:strike", "chain": ["w:ap"]}}`
	retract := `{"retraction": {"target": "w:strike", "reason": "SOURCE_RETRACTED", "chain": ["w:reuters"]}}`
	slip := `{"retraction": {"target": "w:strike", "reason": "ENTRY_ERROR"}}`
	correct := `{"correction": {"id": "` + correction + `", "endId": "` + end + `", "target": "w:strike", "reason": "REFINED", "chain": ["w:reuters"], "action": {"key": "w:better", "category": "ASSAULT"}}}`
	restore := `{"retraction": {"target": "` + correction + `", "reason": "ENTRY_ERROR"}}`
	lift := `{"retraction": {"target": "` + end + `", "reason": "ENTRY_ERROR"}}`
	named := `{"retraction": {"id": "` + end + `", "target": "w:strike", "reason": "ENTRY_ERROR"}}`
	naming := `{"relation": {"type": "PART_OF", "subject": "w:damage", "object": "w:strike", "report": {}}}`
	unsay := `{"retraction": {"target": "w:said", "reason": "SOURCE_RETRACTED", "chain": ["w:kirby"]}}`

	for name, test := range map[string]struct {
		lines []string
		want  string // the warnings of the last line
		says  string // a part of the first message
	}{
		"a report that an end covers":           {[]string{retract, report}, "REPORT_NOT_IN_FORCE events.#.report", "SOURCE_RETRACTED"},
		"a report of somebody else":             {[]string{retract, other}, "", ""},
		"any report after a slip":               {[]string{slip, other}, "REPORT_NOT_IN_FORCE events.#.report", "ENTRY_ERROR"},
		"what an outlet has from who unsaid it": {[]string{unsay, `{"report": {"claim": "w:said", "chain": ["w:reuters"]}}`}, "REPORT_NOT_IN_FORCE events.#.report", ""},
		"retracted twice":                       {[]string{slip, slip}, "ALREADY_ENDED events.#.retraction.target", "ENTRY_ERROR"},
		"naming what was replaced":              {[]string{correct, naming}, "REPLACED events.#.relation.object", "w:strike"},
		"naming what was restored":              {[]string{correct, restore, naming}, "", ""},
		"a retraction is taken back by its id":  {[]string{named, lift, other}, "", ""},
		"reporting what was restored":           {[]string{correct, lift, report}, "", ""},
		"reporting what was replaced":           {[]string{correct, report}, "REPLACED events.#.report.claim\nREPORT_NOT_IN_FORCE events.#.report", ""},
	} {
		t.Run(name, func(t *testing.T) {
			last := len(test.lines) - 1
			apart, together := open(t, world...), open(t, world...)
			for _, line := range test.lines[:last] {
				apart.recorded(t, line)
			}
			check(t, apart.record(t, test.lines[last]), strings.ReplaceAll(test.want, "#", "0"), test.says)
			check(t, together.record(t, test.lines...), strings.ReplaceAll(test.want, "#", string(rune('0'+last))), test.says)
		})
	}

	t.Run("a duplicate that is none has reports of its own", func(t *testing.T) {
		d := open(t, world...)
		duplicate := `{"correction": {"id": "` + correction + `", "target": "w:strike", "reason": "DUPLICATE", "duplicateOf": "w:damage"}}`
		check(t, d.record(t, duplicate, restore, `{"report": {"claim": "w:damage", "chain": ["w:kirby"]}}`), "", "")
	})
	t.Run("restored in the batch that reports it", func(t *testing.T) {
		d := open(t, world...)
		d.recorded(t, correct)
		check(t, d.record(t, restore, report, naming), "", "")
	})
}

func check(t *testing.T, out recorder.Outcome, want, says string) {
	t.Helper()
	if len(out.Errors) > 0 {
		t.Fatal(out.Errors)
	}
	if got := sketch(out.Warnings); got != want {
		t.Errorf("got %q, want %q\n%v", got, want, out.Warnings)
	}
	if len(out.Warnings) > 0 && !strings.Contains(out.Warnings[0].Message, says) {
		t.Errorf("%q should say %q", out.Warnings[0].Message, says)
	}
}
