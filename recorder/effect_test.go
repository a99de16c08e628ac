package recorder_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/recorder"
)

// A dry run says what goes, what names it, and which claims would hide or show; and that is what then happens.
func TestADryRunSaysWhatAnErasureChanges(t *testing.T) {
	const correction, end = "01890000-0000-7000-8000-0000000000c0", "01890000-0000-7000-8000-0000000000e0"
	slip := `{"correction": {"id": "` + correction + `", "target": "w:strike", "reason": "ENTRY_ERROR", "action": {"key": "w:better", "category": "ASSAULT"}}}`
	for name, test := range map[string]struct {
		lines                        []string // after those of the world, which are nine
		target                       string
		gone, named, hides, warnings string
		shows                        string
	}{
		"an entity":                   {nil, "w:ap", "entity", "8 9", "", "", ""},
		"an entity that nobody names": {[]string{`{"entity": {"key": "w:x", "kind": "PERSON", "name": "X"}}`}, "w:x", "entity", "", "", "", ""},
		"a document":                  {[]string{`{"report": {"claim": "w:strike", "document": "` + dated + `"}}`}, dated, "document", "10", "", "", ""},
		"a claim":                     {[]string{`{"report": {"claim": "w:strike", "chain": ["w:ap"]}}`}, "w:strike", "claim report report", "10", "", "", ""},
		"a claim that was a slip":     {[]string{slip}, "w:strike", "claim report report end", "10", "w:better", "", ""},
		"a correction":                {[]string{slip}, correction, "claim report correction end", "", "", "", "w:strike"},
		"a retraction":                {[]string{`{"retraction": {"id": "` + end + `", "target": "w:damage", "reason": "ENTRY_ERROR"}}`}, end, "end", "", "", "", "w:damage"},
		"one description of two":      {[]string{`{"entity": {"describes": "w:ap", "kind": "ORGANIZATION", "name": "Associated Press"}}`}, "w:ap", "", "", "", "STILL_DESCRIBED target", ""},
		"an assessment":               {[]string{`{"assessment": {"id": "` + end + `", "of": "w:ap", "reliability": "A"}}`}, end, "", "", "", "", ""},
		"the only report in force":    {[]string{`{"retraction": {"target": "w:said", "reason": "ENTRY_ERROR", "of": ["w:ap"]}}`, `{"report": {"id": "` + end + `", "claim": "w:said", "chain": ["w:reuters"]}}`}, end, "report", "", "w:said", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t, append(slices.Clone(world), test.lines...)...)
			called := func(ids []event.ID) string {
				var keys []string
				for _, id := range ids {
					for _, key := range []string{"w:strike", "w:damage", "w:said", "w:better"} {
						if named, err := d.view(t).LookupKey(key); err == nil && named == id {
							keys = append(keys, key)
						}
					}
				}
				return strings.Join(keys, " ")
			}
			head := d.log.Head()
			out := d.erase(t, recorder.Erasure{Target: test.target, Reason: order, DryRun: true})
			if len(out.Errors) > 0 || out.Receipt != nil || out.Effect == nil || d.log.Head() != head {
				t.Fatalf("got %+v", out)
			}
			var gone []string
			for _, thing := range out.Effect.Gone {
				gone = append(gone, thing.Kind)
			}
			if got := strings.Join(gone, " "); got != test.gone {
				t.Errorf("gone would be %q, want %q", got, test.gone)
			}
			if got := strings.Trim(fmt.Sprint(out.Effect.NamedBy), "[]"); got != test.named {
				t.Errorf("named by %q, want %q", got, test.named)
			}
			if got := called(out.Effect.Hides); got != test.hides {
				t.Errorf("it would hide %q, want %q", got, test.hides)
			}
			if got := called(out.Effect.Shows); got != test.shows {
				t.Errorf("it would show %q, want %q", got, test.shows)
			}
			if got := sketch(out.Warnings); got != test.warnings {
				t.Errorf("it warns of %q, want %q", got, test.warnings)
			}
			before := d.view(t)
			d.erased(t, test.target)
			after := d.view(t)
			if got := before.Lost(after); !slices.Equal(got, out.Effect.Gone) {
				t.Errorf("gone is %v, and %v was said", got, out.Effect.Gone)
			}
			for _, id := range out.Effect.Hides {
				if c, known := after.Claim(id); !known || c.Visible() {
					t.Errorf("%s should be there and hidden", id)
				}
			}
			for _, id := range out.Effect.Shows {
				if c, known := after.Claim(id); !known || !c.Visible() {
					t.Errorf("%s should be shown", id)
				}
			}
		})
	}
}
