package recorder_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
	"onrecord/recorder"
)

// together runs some calls of Record at once and returns what became of each.
func together(t *testing.T, d *desk, requests []recorder.Request) []recorder.Outcome {
	t.Helper()
	outcomes, start := make([]recorder.Outcome, len(requests)), make(chan struct{})
	var all sync.WaitGroup
	for i, req := range requests {
		all.Go(func() {
			<-start
			var err error
			if outcomes[i], err = d.Record(context.Background(), req); err != nil {
				t.Error(err)
			}
		})
	}
	close(start)
	all.Wait()
	return outcomes
}

func TestOfTwoThatTakeAKeyOneGetsIt(t *testing.T) {
	d := open(t)
	for round := range 20 {
		var requests []recorder.Request
		for i := range 4 {
			line := fmt.Sprintf(`{"entity": {"key": "race:%d", "kind": "PERSON", "name": "Runner %d"}}`, round, i)
			requests = append(requests, recorder.Request{Drafts: parse(t, line), By: "desk"})
		}
		won := 0
		for _, out := range together(t, d, requests) {
			if out.Receipt != nil {
				won++
			} else if got := sketch(out.Errors); got != "KEY_TAKEN events.0.entity.key" {
				t.Errorf("got %v", out.Errors)
			}
		}
		if won != 1 {
			t.Fatalf("round %d: %d got the key", round, won)
		}
	}
	if head := d.log.Head().Position; head != 20 {
		t.Errorf("the log ends at %d, want 20", head)
	}
}

func TestOfTwoThatTakeAnIDOneGetsIt(t *testing.T) {
	d := open(t, world...)
	before := d.log.Head().Position
	var requests []recorder.Request
	for _, line := range []string{ // the same id for a report, an end and a better claim
		`{"action": {"category": "OTHER", "report": {"id": "` + repeated + `"}}}`,
		`{"correction": {"endId": "` + repeated + `", "target": "w:strike", "reason": "ENTRY_ERROR", "action": {"category": "ASSAULT"}}}`,
		`{"correction": {"target": "w:damage", "reason": "ENTRY_ERROR", "action": {"id": "` + repeated + `", "category": "DAMAGE"}}}`,
	} {
		requests = append(requests, recorder.Request{Drafts: parse(t, line), By: "desk"})
	}
	won := 0
	for _, out := range together(t, d, requests) {
		if out.Receipt != nil {
			won++
		} else if out.Errors[0].Code != recorder.IDReused {
			t.Errorf("got %v", out.Errors)
		}
	}
	if head := d.log.Head().Position; won != 1 || head != before+1 {
		t.Errorf("%d got the id, and the log ends at %d after %d", won, head, before)
	}
}

func TestARetryStormRecordsOnce(t *testing.T) {
	d := open(t, world...)
	before := d.log.Head().Position
	requests := make([]recorder.Request, 32)
	for i := range requests {
		requests[i] = recorder.Request{By: "desk", Drafts: parse(t,
			`{"action": {"id": "`+repeated+`", "key": "w:storm", "category": "OTHER", "report": {"chain": ["w:ap"]}}}`,
			`{"report": {"id": "01890000-0000-7000-8000-0000000000a2", "claim": "w:storm", "chain": ["w:reuters"]}}`)}
	}
	fresh := 0
	var same *recorder.Receipt
	for _, out := range together(t, d, requests) {
		if out.Receipt == nil {
			t.Fatal(out.Errors)
		}
		if !out.Receipt.Duplicate {
			fresh++
		}
		out.Receipt.Duplicate = false
		if same == nil {
			same = out.Receipt
		} else if !reflect.DeepEqual(out.Receipt, same) {
			t.Errorf("got %+v, want %+v", out.Receipt, same)
		}
	}
	if head := d.log.Head().Position; fresh != 1 || head != before+2 {
		t.Errorf("%d recorded it, and the log ends at %d after %d", fresh, head, before)
	}
}

func TestWhatIsRecordedCanBeReadAtOnce(t *testing.T) {
	d := open(t)
	for i := range 50 {
		d.recorded(t, fmt.Sprintf(`{"entity": {"key": "seen:%d", "kind": "PERSON", "name": "A"}}`, i))
		v, err := d.graph.View(graph.Spec{})
		if err != nil {
			t.Fatal(err)
		}
		if _, taken := v.KeyTaken(fmt.Sprintf("seen:%d", i)); !taken {
			t.Fatalf("the graph does not show event %d", i+1)
		}
	}
}

func TestConditions(t *testing.T) {
	d := open(t, world...)
	head := d.log.Head().Position
	ask := func(dry bool, name string, after event.Position) string {
		t.Helper()
		drafts := parse(t, `{"entity": {"kind": "PERSON", "name": "A"}}`)
		out := d.request(t, recorder.Request{Drafts: drafts, By: "desk", DryRun: dry, Condition: &recorder.Condition{Touching: []string{"w:reuters", name}, After: after}})
		return sketch(out.Errors)
	}
	for _, dry := range []bool{true, false} {
		for _, test := range []struct {
			name  string
			after event.Position
			want  string
		}{
			{"w:strike", head, ""},
			{"w:said", head - 1, "CONFLICT condition.touching.1"},
			{"w:said", 0, "CONFLICT condition.touching.0"},
			{dated, 3, "CONFLICT condition.touching.0"},
			{"w:nobody", head, "UNKNOWN_ID condition.touching.1"},
			{"", head, "REQUIRED condition.touching.1"},
			{"w:reuters", 1 << 40, "POSITION_AHEAD condition.after"},
		} {
			if got := ask(dry, test.name, test.after); got != test.want {
				t.Errorf("touching %q after %d, dry run %t: got %q, want %q", test.name, test.after, dry, got, test.want)
			}
		}
	}
	nothing := recorder.Request{Drafts: parse(t, `{"entity": {"kind": "PERSON", "name": "A"}}`), By: "desk", Condition: &recorder.Condition{After: head}}
	if got := sketch(d.request(t, nothing).Errors); got != "REQUIRED condition.touching" {
		t.Errorf("a condition about nothing: got %q", got)
	}
	out := d.request(t, recorder.Request{Drafts: parse(t, `{"entity": {"describes": "w:ap", "kind": "PERSON", "name": "A"}}`), By: "desk",
		Condition: &recorder.Condition{Touching: []string{"w:ap"}, After: d.log.Head().Position}})
	if out.Receipt == nil {
		t.Errorf("a batch may touch what its condition names: %v", out.Errors)
	}
}

func TestFaultsAreErrors(t *testing.T) {
	d := open(t, world...)
	req := recorder.Request{Drafts: parse(t, `{"entity": {"kind": "PERSON", "name": "A"}}`), By: "desk"}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if out, err := d.Record(ended, req); !errors.Is(err, context.Canceled) {
		t.Errorf("with a context that has ended: %+v, %v", out, err)
	}
	if err := d.log.Close(); err != nil {
		t.Fatal(err)
	}
	if out, err := d.Record(context.Background(), req); !errors.Is(err, eventlog.ErrClosed) {
		t.Errorf("with the log closed: %+v, %v", out, err)
	}
	req.Drafts = parse(t, `{"report": {"claim": "w:strike", "document": "`+dated+`"}}`)
	if out, err := d.Record(context.Background(), req); !errors.Is(err, eventlog.ErrClosed) {
		t.Errorf("with the log closed, while resolving: %+v, %v", out, err)
	}
}
