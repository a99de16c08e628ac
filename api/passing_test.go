package api_test

import (
	"fmt"
	"testing"

	"onrecord/event"
)

// TestFollowersHearWhatIsTakenAway: whoever follows a filter hears of everything that changes a claim which passes, or
// passed until then, and of nothing else.
func TestFollowersHearWhatIsTakenAway(t *testing.T) {
	id := func(n int) string { return fmt.Sprintf("01890000-0000-7000-8000-%012d", n) }
	strike := func(key string) string {
		return `{"action": {"key": "` + key + `", "category": "ASSAULT", "place": "p:syria", "report": {"id": "` + id(1) + `", "chain": ["p:ap"]}}}`
	}
	retract := func(what string) string { return `{"retraction": {` + what + `, "reason": "ENTRY_ERROR"}}` }
	other := `{"action": {"key": "p:other", "category": "ASSAULT", "place": "p:iraq", "report": {"chain": ["p:ap"]}}}`
	for name, test := range map[string]struct {
		lines []string // after two places and a source, each an append of its own
		heard []event.Position
	}{
		"a claim retracted":             {[]string{strike("p:s"), other, retract(`"target": "p:s"`)}, []event.Position{4, 6}},
		"another retracted":             {[]string{strike("p:s"), other, retract(`"target": "p:other"`)}, []event.Position{4}},
		"its report retracted":          {[]string{strike("p:s"), other, retract(`"target": "` + id(1) + `"`)}, []event.Position{4, 6}},
		"a range that holds it":         {[]string{strike("p:s"), other, retract(`"positions": {"from": 4, "to": 5}`)}, []event.Position{4, 6}},
		"a range that does not hold it": {[]string{strike("p:s"), other, retract(`"positions": {"from": 5, "to": 5}`)}, []event.Position{4}},
		"retracted, and restored": {[]string{strike("p:s"), other, `{"retraction": {"target": "p:s", "reason": "SOURCE_RETRACTED", "chain": ["p:ap"]}}`,
			retract(`"positions": {"from": 6, "to": 6}`)}, []event.Position{4, 6, 7}},
		"corrected to what does not pass": {[]string{strike("p:s"), `{"correction": {"target": "p:s", "reason": "WRONG_PLACE", "chain": ["p:ap"], "action": {"key": "p:t", "category": "ASSAULT", "place": "p:iraq"}}}`,
			`{"report": {"claim": "p:t", "chain": ["p:ap"]}}`}, []event.Position{4, 5}},
		"corrected to what passes": {[]string{other, `{"correction": {"target": "p:other", "reason": "WRONG_PLACE", "chain": ["p:ap"], "action": {"key": "p:t", "category": "ASSAULT", "place": "p:syria"}}}`},
			[]event.Position{5}},
		"a correction taken back": {[]string{strike("p:s"), `{"correction": {"id": "` + id(2) + `", "target": "p:s", "reason": "WRONG_PLACE", "chain": ["p:ap"], "action": {"category": "ASSAULT", "place": "p:iraq"}}}`,
			retract(`"target": "` + id(2) + `"`)}, []event.Position{4, 5, 6}},
		"denied, for who asks for what is affirmed": {[]string{strike("p:s"), `{"report": {"claim": "p:s", "chain": ["p:iraq"], "stance": "DENIED"}}`, other}, []event.Position{4, 5}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			for _, key := range []string{"p:ap", "p:syria", "p:iraq"} {
				s.record(`{"entity": {"key": "` + key + `", "kind": "LOCATION", "name": "` + key + `"}}`)
			}
			for _, line := range append(test.lines, strike0) {
				s.record(line)
			}
			last := s.log.Head().Position // a claim that passes, to know that nothing came before it
			st := overWebSocket(s, `subscription { recorded(after: 0, filter: {involving: ["p:syria"], stances: [AFFIRMED]}) { position } }`)
			for _, want := range append(test.heard, last) {
				if got := position(t, st); got != want {
					t.Fatalf("heard of position %d, want %d", got, want)
				}
			}
		})
	}
}

const strike0 = `{"action": {"category": "OTHER", "place": "p:syria", "report": {}}}`
