package recorder_test

import (
	"fmt"
	"testing"

	"onrecord/graph"
	"onrecord/recorder"
)

// duplicate is a line that says that a claim is a duplicate of another.
func duplicate(target, of string) string {
	return fmt.Sprintf(`{"correction": {"target": %q, "reason": "DUPLICATE", "duplicateOf": %q}}`, target, of)
}

func action(key string) string {
	return fmt.Sprintf(`{"action": {"key": %q, "category": "CASUALTIES", "report": {"chain": ["w:ap"]}}}`, key)
}

// TestDuplicatesInACircleAreRefused, as each claim would be gone for the sake of the next.
func TestDuplicatesInACircleAreRefused(t *testing.T) {
	const correction = "01890000-0000-7000-8000-0000000000c0"
	const refused = "INVALID events.%d.correction.duplicateOf"
	slip := `{"correction": {"target": "w:a", "reason": "ENTRY_ERROR", "action": {"key": "w:b", "category": "CASUALTIES"}}}`
	taken := `{"correction": {"id": "` + correction + `", "target": "w:a", "reason": "DUPLICATE", "duplicateOf": "w:b"}}`
	for name, test := range map[string]struct {
		before []string // recorded, in the log
		batch  []string
		want   string
	}{
		"of each other":              {[]string{action("w:a"), action("w:b"), duplicate("w:a", "w:b")}, []string{duplicate("w:b", "w:a")}, fmt.Sprintf(refused, 0)},
		"of each other, in a batch":  {[]string{action("w:a"), action("w:b")}, []string{duplicate("w:a", "w:b"), duplicate("w:b", "w:a")}, fmt.Sprintf(refused, 1)},
		"three, in a batch":          {nil, []string{action("w:a"), action("w:b"), action("w:c"), duplicate("w:a", "w:b"), duplicate("w:b", "w:c"), duplicate("w:c", "w:a")}, fmt.Sprintf(refused, 5)},
		"three, half in the log":     {[]string{action("w:a"), action("w:b"), action("w:c"), duplicate("w:a", "w:b")}, []string{duplicate("w:b", "w:c"), duplicate("w:c", "w:a")}, fmt.Sprintf(refused, 1)},
		"of what it was put for":     {[]string{action("w:a"), slip}, []string{duplicate("w:b", "w:a")}, fmt.Sprintf(refused, 0)},
		"one after the other":        {[]string{action("w:a"), action("w:b"), action("w:c"), duplicate("w:a", "w:b")}, []string{duplicate("w:b", "w:c")}, ""},
		"two of one":                 {[]string{action("w:a"), action("w:b"), action("w:c"), duplicate("w:a", "w:b")}, []string{duplicate("w:c", "w:b")}, ""},
		"the other way round, after": {[]string{action("w:a"), action("w:b"), taken}, []string{`{"retraction": {"target": "` + correction + `", "reason": "ENTRY_ERROR"}}`, duplicate("w:b", "w:a")}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t, world...)
			if len(test.before) > 0 {
				d.recorded(t, test.before...)
			}
			if out := d.record(t, test.batch...); sketch(out.Errors) != test.want {
				t.Errorf("got %v, want %q", out.Errors, test.want)
			}
		})
	}
}

// TestDuplicatesInACircleAtOnce are refused too, whoever comes first.
func TestDuplicatesInACircleAtOnce(t *testing.T) {
	d := open(t, world...)
	for round := range 20 {
		a, b := fmt.Sprintf("a:%d", round), fmt.Sprintf("b:%d", round)
		d.recorded(t, action(a), action(b))
		won := 0
		for _, out := range together(t, d, []recorder.Request{
			{Drafts: parse(t, duplicate(a, b)), By: "desk"}, {Drafts: parse(t, duplicate(b, a)), By: "desk"},
		}) {
			if out.Receipt != nil {
				won++
			} else if got := sketch(out.Errors); got != "INVALID events.0.correction.duplicateOf" {
				t.Errorf("got %v", out.Errors)
			}
		}
		v, err := d.graph.View(graph.Spec{})
		if err != nil {
			t.Fatal(err)
		}
		visible := 0
		for _, id := range d.ids(t, a, b) {
			if c, found := v.Claim(id); found && c.Visible() {
				visible++
			}
		}
		if won != 1 || visible != 1 {
			t.Fatalf("round %d: %d were recorded, and %d of the two claims is visible; want 1 and 1", round, won, visible)
		}
	}
}
