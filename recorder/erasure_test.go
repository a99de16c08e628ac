package recorder_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
	"onrecord/recorder"
)

const order = "court order 4/2026"

// erase asks for an erasure.
func (d *desk) erase(t testing.TB, e recorder.Erasure) recorder.ErasureOutcome {
	t.Helper()
	if e.By == "" {
		e.By = "desk"
	}
	out, err := d.Erase(context.Background(), e)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// erased erases what may be erased.
func (d *desk) erased(t testing.TB, target string) recorder.Receipt {
	t.Helper()
	out := d.erase(t, recorder.Erasure{Target: target, Reason: order})
	if len(out.Errors) > 0 {
		t.Fatal(out.Errors)
	}
	return *out.Receipt
}

func parsed(t testing.TB, text string) event.ID {
	t.Helper()
	id, err := event.ParseID(text)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// view is the latest view of the graph.
func (d *desk) view(t testing.TB) *graph.View {
	t.Helper()
	v, err := d.graph.View(graph.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// What is erased is found by whatever names it, and is gone when the receipt is there: from the log and from every view.
func TestErase(t *testing.T) {
	const correction, better, judged = "01890000-0000-7000-8000-0000000000c0", "01890000-0000-7000-8000-0000000000c1", "01890000-0000-7000-8000-0000000000c2"
	more := []string{
		`{"correction": {"id": "` + correction + `", "target": "w:strike", "reason": "ENTRY_ERROR", "action": {"id": "` + better + `", "key": "w:better", "category": "ASSAULT"}}}`,
		`{"identity": {"id": "` + judged + `", "a": "w:ap", "b": "w:reuters", "judgement": "SAME"}}`,
	}
	report := func(d *desk, claim string) event.ID {
		c, _ := d.view(t).Claim(d.id(t, claim))
		return c.Reports()[0].ID()
	}
	for name, test := range map[string]struct {
		target func(d *desk) string
		at     event.Position
	}{
		"a key of an entity":       {func(*desk) string { return "w:kirby" }, 3},
		"an identifier":            {func(*desk) string { return "x:1" }, 1},
		"a document":               {func(*desk) string { return dated }, 5},
		"a key of a claim":         {func(*desk) string { return "w:strike" }, 7},
		"an id of a claim":         {func(d *desk) string { return d.id(t, "w:damage").String() }, 8},
		"a report in a claim":      {func(d *desk) string { return report(d, "w:damage").String() }, 8},
		"a correction":             {func(*desk) string { return correction }, 10},
		"the end of a correction":  {func(*desk) string { return parsed(t, correction).Derive("end").String() }, 10},
		"a better claim":           {func(*desk) string { return "w:better" }, 10},
		"a report that was copied": {func(d *desk) string { return report(d, "w:better").String() }, 7},
		"a judgement":              {func(*desk) string { return judged }, 11},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t, append(slices.Clone(world), more...)...)
			target := test.target(d)
			receipt := d.erased(t, target)
			if receipt.First != 12 || receipt.Duplicate || len(receipt.IDs) != 1 {
				t.Errorf("got the receipt %+v", receipt)
			}
			if r, err := d.log.At(test.at); err != nil || !r.Erased() {
				t.Fatalf("position %d is not erased: %v", test.at, err)
			}
			if by := d.graph.ErasedBy(test.at); by != receipt.First {
				t.Errorf("the graph says it was erased at position %d, want %d", by, receipt.First)
			}
			if _, err := d.view(t).Lookup(target); err == nil {
				t.Errorf("%s is still known", target)
			}
			if p := d.payload(t, receipt.First); *p.(*event.PayloadErased) != (event.PayloadErased{Position: test.at, Reason: order}) {
				t.Errorf("recorded is %+v", p)
			}
		})
	}
}

func TestRefusedErasures(t *testing.T) {
	d := open(t, world...)
	d.erased(t, "w:strike") // 7, by 10
	at := func(p event.Position) *event.Position { return &p }
	for name, test := range map[string]struct {
		e          recorder.Erasure
		want, says string
	}{
		"nothing named":      {recorder.Erasure{Reason: order}, "ONE_OF ", "exactly one of position and target"},
		"two ways at once":   {recorder.Erasure{Position: at(1), Target: "w:ap", Reason: order}, "ONE_OF ", "exactly one"},
		"no position":        {recorder.Erasure{Position: at(0), Reason: order}, "INVALID position", "0 is not a position"},
		"beyond the head":    {recorder.Erasure{Position: at(11), Reason: order}, "POSITION_AHEAD position", "11 is after the log's last position, 10"},
		"an unknown key":     {recorder.Erasure{Target: "w:nobody", Reason: order}, "UNKNOWN_ID target", `"w:nobody"`},
		"an unknown id":      {recorder.Erasure{Target: repeated, Reason: order}, "UNKNOWN_ID target", repeated},
		"a name":             {recorder.Erasure{Target: "Kirby", Reason: order}, "UNKNOWN_ID target", `"Kirby"`},
		"erased already":     {recorder.Erasure{Position: at(7), Reason: order}, "ALREADY_ERASED position", "position 7 was erased at position 10"},
		"an erasure":         {recorder.Erasure{Position: at(10), Reason: order}, "INVALID position", "itself an erasure"},
		"no reason":          {recorder.Erasure{Position: at(1)}, "REQUIRED reason", ""},
		"a reason too long":  {recorder.Erasure{Position: at(1), Reason: strings.Repeat("x", event.MaxProse+1)}, "TOO_LONG reason", ""},
		"an id that is none": {recorder.Erasure{ID: "7", Position: at(1), Reason: order}, "INVALID id", "7"},
		"an id of another":   {recorder.Erasure{ID: dated, Position: at(1), Reason: order}, "ID_REUSED id", "position 5"},
		"all at once":        {recorder.Erasure{ID: "7", Position: at(99)}, "INVALID id\nPOSITION_AHEAD position\nREQUIRED reason", ""},
	} {
		for _, test.e.DryRun = range []bool{true, false} {
			out := d.erase(t, test.e)
			if got := sketch(out.Errors); got != test.want || !strings.Contains(out.Errors.Error(), test.says) || out.Receipt != nil || out.Effect != nil {
				t.Errorf("%s: got %q %v, want %q", name, got, out, test.want)
			}
		}
	}
	if out := d.erase(t, recorder.Erasure{Position: at(1), Reason: order, By: strings.Repeat("x", eventlog.MaxRecorder+1)}); sketch(out.Errors) != "INVALID recordedBy" {
		t.Errorf("a name too long: got %v", out.Errors)
	}
	if head := d.log.Head().Position; head != 10 {
		t.Errorf("the log ends at %d, want 10", head)
	}
}

// A repetition is known by its id, also when nothing is known any more of what it named.
func TestAnErasureIsRepeated(t *testing.T) {
	d := open(t, world...)
	e := recorder.Erasure{ID: repeated, Target: "w:strike", Reason: order}
	first := d.erase(t, e)
	for _, e.DryRun = range []bool{true, false} {
		again := d.erase(t, e)
		if len(again.Errors)+len(again.Warnings) > 0 || again.Effect != nil {
			t.Fatalf("got %+v", again)
		}
		if !e.DryRun && (!again.Receipt.Duplicate || again.Receipt.First != first.Receipt.First) {
			t.Errorf("got %+v, want that of %+v", again.Receipt, first.Receipt)
		}
	}
	e.Reason = "another"
	if out := d.erase(t, e); sketch(out.Errors) != "ID_REUSED id" {
		t.Errorf("for another reason: got %+v", out)
	}
	one := event.Position(1)
	if out := d.erase(t, recorder.Erasure{ID: repeated, Position: &one, Reason: order}); sketch(out.Errors) != "ID_REUSED id" {
		t.Errorf("of another position: got %+v", out)
	}
}

// Repeating what was recorded changes nothing, though its payload is gone.
func TestWhatWasErasedIsNotRecordedAgain(t *testing.T) {
	lines := slices.Clone(world)
	for i, line := range lines { // the others have ids
		if !strings.Contains(line, `"id"`) {
			lines[i] = strings.Replace(line, `": {`, fmt.Sprintf(`": {"id": "01890000-0000-7000-8000-%012d", `, i+1), 1)
		}
	}
	d := open(t)
	first := d.recorded(t, lines...)
	for _, target := range []string{"w:strike", "w:kirby", dated} {
		d.erased(t, target)
	}
	again := d.record(t, lines...)
	if len(again.Errors) > 0 {
		t.Fatal(again.Errors)
	}
	if !again.Receipt.Duplicate || again.Receipt.First != first.First || again.Receipt.Last != first.Last {
		t.Errorf("got %+v, want %+v", again.Receipt, first)
	}
	if r, err := d.log.At(7); err != nil || !r.Erased() {
		t.Errorf("position 7 has its payload back: %v", err)
	}
	naming := `{"report": {"claim": "01890000-0000-7000-8000-000000000007", "chain": ["w:ap"]}}`
	if out := d.record(t, naming); sketch(out.Errors) != "UNKNOWN_ID events.0.report.claim" || !strings.Contains(out.Errors.Error(), "position 7, which was erased") {
		t.Errorf("naming what was erased: got %v", out.Errors)
	}
}

// What names something erased never comes to name something else.
func TestTheIDOfAStubIsNotUsedAgain(t *testing.T) {
	correction := func(event string) string {
		return `{"correction": {"id": "01890000-0000-7000-8000-0000000000` + event + `", "target": "w:damage", "reason": "REFINED", "chain": ["w:ap"],
			"action": {"id": "` + repeated + `", "category": "DAMAGE"}}}`
	}
	d := open(t, world...)
	d.recorded(t, correction("c0"))
	d.recorded(t, `{"relation": {"type": "PART_OF", "subject": "w:strike", "object": "`+repeated+`", "report": {}}}`)
	d.erased(t, repeated)
	if out := d.record(t, correction("c1")); sketch(out.Errors) != "ID_REUSED events.0.correction.action.id" {
		t.Errorf("got %v", out.Errors)
	}
	if out := d.record(t, correction("c0")); len(out.Errors) > 0 || !out.Receipt.Duplicate {
		t.Errorf("the same again: got %+v", out)
	}
}

// Of many that erase the same event one does, and the others are told.
func TestOfManyThatEraseOneDoes(t *testing.T) {
	d := open(t, world...)
	var all sync.WaitGroup
	outcomes := make([]recorder.ErasureOutcome, 8)
	for i := range outcomes {
		all.Go(func() { outcomes[i] = d.erase(t, recorder.Erasure{Target: "w:strike", Reason: order}) })
	}
	all.Wait()
	receipts := 0
	for _, out := range outcomes {
		if out.Receipt != nil {
			receipts++
		} else if got := sketch(out.Errors); got != "ALREADY_ERASED target" && got != "UNKNOWN_ID target" { // its key is forgotten
			t.Errorf("got %v", out.Errors)
		}
	}
	if head := d.log.Head().Position; receipts != 1 || head != 10 {
		t.Errorf("%d were recorded, and the log ends at %d", receipts, head)
	}
}

func TestAnErasureOnAClosedLogIsAFault(t *testing.T) {
	d := open(t, world...)
	if err := d.log.Close(); err != nil {
		t.Fatal(err)
	}
	if out, err := d.Erase(context.Background(), recorder.Erasure{Target: "w:ap", Reason: order, By: "desk"}); !errors.Is(err, eventlog.ErrClosed) {
		t.Errorf("got %+v, %v", out, err)
	}
}
