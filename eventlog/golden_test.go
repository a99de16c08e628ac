package eventlog_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

var rewrite = flag.Bool("rewrite", false, "write testdata anew; old logs may then no longer verify")

// TestBytes compares a small log with the bytes and roots it has had since format 1. They must never change.
func TestBytes(t *testing.T) {
	l := open(t, t.TempDir(), eventlog.Options{
		Now: func() time.Time { return time.Date(2021, 2, 27, 1, 42, 0, 123456789, time.UTC) },
	})
	salts := byte(0)
	l.SetSalt(func() event.Salt { salts++; return event.Salt{salts, 15: 0xff} })
	id := func(n byte) event.ID { return event.ID{0x01, 0x77, 6: 0x70, 8: 0x80, 15: n} }
	friday, err := event.NewWhen("2021-02-26", "Friday", nil, "America/New_York", event.ID{})
	if err != nil {
		t.Fatal(err)
	}
	window := friday.Window()
	report := &event.Report{Origin: event.Origin{Chain: []event.ID{id(1)}, ReportedAt: friday, Window: &window}, Cue: "reportedly"}
	add(t, l, event.Event{ID: id(1), Payload: &event.EntityDescribed{Key: "test:desk", Kind: event.KindOrganization, Name: "Desk"}})
	add(t, l,
		event.Event{ID: id(2), Payload: &event.StatementMade{Speaker: id(1), Act: event.ActState, Quotes: []string{"Ja."}, When: friday, Report: report}},
		event.Event{ID: id(3), Payload: &event.IdentityJudged{A: id(1), B: id(2), Judgement: event.JudgedDifferent}},
	)
	add(t, l, event.Event{ID: id(4), Payload: &event.ClaimReported{Claim: id(2), Report: *report}})
	add(t, l, event.Event{ID: id(5), Payload: &event.RelationHeld{Relation: event.RelLinkedTo, Subject: id(1), Object: id(2)}})
	logtest.Check(t, l)

	var got strings.Builder
	for p := event.Position(1); p <= l.Head().Position; p++ {
		record, err := l.RecordBytes(p)
		if err != nil {
			t.Fatal(err)
		}
		root, err := l.Root(p)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&got, "record %d %x\nroot %d %x\n", p, record, p, root)
	}
	path := filepath.Join("testdata", "format1.txt")
	if *rewrite {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("the bytes of a log changed:\n%swant:\n%s", got.String(), want)
	}
}
