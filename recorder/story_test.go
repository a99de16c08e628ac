package recorder_test

import (
	"reflect"
	"testing"

	"onrecord/event"
	"onrecord/graph"
)

func TestTheStoryLoadsAndLoadsAgain(t *testing.T) {
	d := open(t)
	files := story(t)
	heads := []event.Position{34, 73, 146}
	for i, lines := range files {
		first := d.record(t, lines...)
		if len(first.Errors)+len(first.Warnings) > 0 {
			t.Fatalf("file %d: %v %v", i+1, first.Errors, first.Warnings)
		}
		if first.Receipt.Last != heads[i] || first.Receipt.Duplicate {
			t.Errorf("file %d: %+v, want the last position %d", i+1, first.Receipt, heads[i])
		}
	}
	root := d.log.Head().Root
	for i, lines := range files {
		again := d.record(t, lines...)
		if len(again.Errors)+len(again.Warnings) > 0 {
			t.Fatalf("file %d again: %v %v", i+1, again.Errors, again.Warnings)
		}
		if again.Receipt.Last != heads[i] || !again.Receipt.Duplicate {
			t.Errorf("file %d again: %+v", i+1, again.Receipt)
		}
	}
	if d.log.Head().Root != root {
		t.Error("loading again should change nothing")
	}

	v, err := d.graph.View(graph.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	for key, visible := range map[string]bool{"airstrikes:twenty-two-killed": true, "airstrikes:seventeen-killed": false, "airstrikes:strike": true} {
		if c, found := v.Claim(d.id(t, key)); !found || c.Visible() != visible {
			t.Errorf("%s: found %t, visible %t; want visible %t", key, found, found && c.Visible(), visible)
		}
	}
	if c, _ := v.Claim(d.id(t, "airstrikes:iraqi-intelligence-helped")); c.Stance() != graph.Denied {
		t.Errorf("Austin's claim is %v, want denied: only his own report was taken back", c.Stance())
	}
}

func TestReceiptsListWhatIsIntroduced(t *testing.T) {
	const a, b, c, e = "01890000-0000-7000-8000-00000000000a", "01890000-0000-7000-8000-00000000000b", "01890000-0000-7000-8000-00000000000c", "01890000-0000-7000-8000-00000000000e"
	id := func(s string) event.ID {
		id, err := event.ParseID(s)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	for name, test := range map[string]struct {
		line string
		want []event.ID
	}{
		"entity":       {`{"entity": {"id": "` + a + `", "kind": "PERSON", "name": "A"}}`, []event.ID{id(a)}},
		"document":     {`{"document": {"id": "` + a + `", "title": "A"}}`, []event.ID{id(a)}},
		"claim":        {`{"action": {"id": "` + a + `", "category": "OTHER", "report": {}}}`, []event.ID{id(a), id(a).Derive("report")}},
		"named report": {`{"action": {"id": "` + a + `", "category": "OTHER", "report": {"id": "` + b + `"}}}`, []event.ID{id(a), id(b)}},
		"report":       {`{"report": {"id": "` + a + `", "claim": "w:strike", "chain": ["w:ap"]}}`, []event.ID{id(a)}},
		"correction": {`{"correction": {"id": "` + a + `", "target": "w:strike", "reason": "REFINED", "chain": ["w:reuters"], "action": {"category": "ASSAULT"}}}`,
			[]event.ID{id(a), id(a).Derive("end"), id(a).Derive("claim"), id(a).Derive("claim").Derive("report")}},
		"correction, all named": {`{"correction": {"id": "` + a + `", "endId": "` + b + `", "target": "w:strike", "reason": "REFINED", "chain": ["w:reuters"],
			"action": {"id": "` + c + `", "category": "ASSAULT", "report": {"id": "` + e + `"}}}}`, []event.ID{id(a), id(b), id(c), id(e)}},
		"slip":            {`{"correction": {"id": "` + a + `", "target": "w:strike", "reason": "ENTRY_ERROR", "action": {"category": "ASSAULT"}}}`, []event.ID{id(a), id(a).Derive("end"), id(a).Derive("claim")}},
		"duplicate":       {`{"correction": {"id": "` + a + `", "target": "w:strike", "reason": "DUPLICATE", "duplicateOf": "w:damage"}}`, []event.ID{id(a), id(a).Derive("end")}},
		"retraction":      {`{"retraction": {"id": "` + a + `", "target": "w:strike", "reason": "ENTRY_ERROR"}}`, []event.ID{id(a), id(a).Derive("end")}},
		"retracted range": {`{"retraction": {"id": "` + a + `", "positions": {"from": 1, "to": 9}, "reason": "ENTRY_ERROR"}}`, []event.ID{id(a), id(a).Derive("end")}},
		"identity":        {`{"identity": {"id": "` + a + `", "a": "w:ap", "b": "w:reuters", "judgement": "DIFFERENT"}}`, []event.ID{id(a)}},
		"assessment":      {`{"assessment": {"id": "` + a + `", "of": "w:ap", "reliability": "A"}}`, []event.ID{id(a)}},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t, world...)
			receipt := d.recorded(t, test.line)
			if !reflect.DeepEqual(receipt.IDs, test.want) {
				t.Errorf("got %v, want %v", receipt.IDs, test.want)
			}
			again := d.recorded(t, test.line)
			if receipt.Duplicate = true; !reflect.DeepEqual(again, receipt) {
				t.Errorf("again: got %+v, want %+v", again, receipt)
			}
		})
	}
}

func TestReceiptsListTheEndsOfACorrection(t *testing.T) {
	const correction, a = "01890000-0000-7000-8000-0000000000c0", "01890000-0000-7000-8000-00000000000a"
	restore := `{"retraction": {"id": "` + a + `", "target": "` + correction + `", "reason": "ENTRY_ERROR"}}`
	for name, test := range map[string]struct {
		lines []string // before
		ends  int
	}{
		"of a better claim":                {[]string{`{"correction": {"id": "` + correction + `", "target": "w:strike", "reason": "REFINED", "chain": ["w:reuters"], "action": {"category": "ASSAULT"}}}`}, 2},
		"of a duplicate":                   {[]string{`{"correction": {"id": "` + correction + `", "target": "w:strike", "reason": "DUPLICATE", "duplicateOf": "w:damage"}}`}, 2},
		"of a duplicate with more reports": {[]string{`{"report": {"claim": "w:strike"}}`, `{"correction": {"id": "` + correction + `", "target": "w:strike", "reason": "DUPLICATE", "duplicateOf": "w:damage"}}`}, 3},
		"of a duplicate without reports": {[]string{`{"retraction": {"target": "w:strike", "reason": "ENTRY_ERROR"}}`,
			`{"correction": {"id": "` + correction + `", "target": "w:strike", "reason": "DUPLICATE", "duplicateOf": "w:damage"}}`}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t, world...)
			d.recorded(t, test.lines...)
			receipt := d.recorded(t, restore, `{"report": {"claim": "w:damage", "chain": ["w:reuters"]}}`)
			v, err := d.graph.View(graph.Spec{})
			if err != nil {
				t.Fatal(err)
			}
			ends := receipt.IDs[1 : len(receipt.IDs)-1]
			if len(ends) != test.ends {
				t.Errorf("%d ends are listed, want %d", len(ends), test.ends)
			}
			for _, id := range ends {
				if kind := v.KindOf(id); kind != "end" {
					t.Errorf("the graph knows %s as %q, want an end", id, kind)
				}
			}
		})
	}
}
