package recorder_test

import (
	"reflect"
	"testing"

	"onrecord/recorder"
)

const repeated = "01890000-0000-7000-8000-0000000000a1"

// Everything that a batch was resolved against may have changed since.
func TestABatchIsRepeatedWhateverCameSince(t *testing.T) {
	d := open(t, world...)
	lines := []string{
		`{"action": {"id": "` + repeated + `", "key": "w:new", "category": "OTHER", "place": "x:1", "report": {"chain": ["w:reuters"], "document": "` + dated + `"}}}`,
		`{"report": {"id": "01890000-0000-7000-8000-0000000000a2", "claim": "w:new", "chain": ["w:ap"]}}`,
	}
	first := d.record(t, lines...)
	if len(first.Errors)+len(first.Warnings) > 0 {
		t.Fatal(first.Errors, first.Warnings)
	}
	d.recorded(t,
		`{"entity": {"kind": "COMPANY", "name": "Another", "identifiers": [{"scheme": "x", "value": "1"}]}}`, // x:1 is ambiguous now
		`{"correction": {"target": "w:new", "reason": "ENTRY_ERROR", "action": {"category": "OTHER"}}}`)      // and w:new is replaced
	for _, dry := range []bool{true, false} {
		again := d.request(t, recorder.Request{Drafts: parse(t, lines...), By: "somebody else", DryRun: dry})
		if len(again.Errors)+len(again.Warnings) > 0 {
			t.Fatal(again.Errors, again.Warnings)
		}
		if dry {
			continue
		}
		if first.Receipt.Duplicate = true; !reflect.DeepEqual(again.Receipt, first.Receipt) {
			t.Errorf("got %+v, want %+v", again.Receipt, first.Receipt)
		}
	}
}

func TestOtherContentUnderTheSameIDIsRefused(t *testing.T) {
	d := open(t, world...)
	d.recorded(t, `{"entity": {"id": "`+repeated+`", "kind": "PERSON", "name": "A"}}`)
	d.recorded(t, `{"entity": {"key": "w:later", "kind": "PERSON", "name": "Later"}}`)
	before := d.log.Head()
	for want, lines := range map[string][]string{
		"ID_REUSED events.0.entity.id": {`{"entity": {"id": "` + repeated + `", "kind": "PERSON", "name": "B"}}`},
		"ID_REUSED events.0.action.id\nUNKNOWN_ID events.0.action.place": {
			`{"action": {"id": "` + repeated + `", "category": "OTHER", "place": "w:later", "report": {}}}`},
		"ID_REUSED events.1.entity.id": {
			`{"entity": {"kind": "PERSON", "name": "New"}}`, `{"entity": {"id": "` + repeated + `", "kind": "PERSON", "name": "A"}}`},
	} {
		if out := d.record(t, lines...); sketch(out.Errors) != want {
			t.Errorf("got\n%s\nwant\n%s\n%v", sketch(out.Errors), want, out.Errors)
		}
	}
	if d.log.Head() != before {
		t.Error("the log should be as it was")
	}
}

func TestADryRunRecordsNothing(t *testing.T) {
	d := open(t, world...)
	before := d.log.Head()
	drafts := parse(t, `{"report": {"claim": "w:strike", "chain": ["w:ap"]}}`, `{"retraction": {"target": "w:damage", "reason": "ENTRY_ERROR"}}`,
		`{"report": {"claim": "w:damage"}}`)
	out := d.request(t, recorder.Request{Drafts: drafts, By: "desk", DryRun: true})
	if got := sketch(out.Warnings); got != "REPORT_NOT_IN_FORCE events.2.report" || len(out.Errors) > 0 {
		t.Errorf("got %q and %v", got, out.Errors)
	}
	if d.log.Head() != before {
		t.Error("the log should be as it was")
	}
}
