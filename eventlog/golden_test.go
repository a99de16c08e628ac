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

// The keys of the golden log. Nothing else is signed with them.
const (
	goldenSecret = "PRIVATE+KEY+example.com/golden+b20bc199+AYc/1ZFLQb5C50ASl1gRmoPPWKrK7OYBuzeJxteSUkn6"
	goldenPublic = "example.com/golden+b20bc199+AVYEP9Ic/Rfm8lAYVHk6zG74V0/Ulj3amh3TgCoTOCVx"
)

// golden makes a small log, the same bytes each time.
func golden(t *testing.T) *eventlog.Badger {
	t.Helper()
	keys := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(keys, []byte(goldenSecret), 0o600); err != nil {
		t.Fatal(err)
	}
	l := open(t, t.TempDir(), eventlog.Options{
		Now:  func() time.Time { return time.Date(2021, 2, 27, 1, 42, 0, 123456789, time.UTC) },
		Keys: keys,
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
	return l
}

// TestBytes compares a small log with the bytes and roots it has had since format 1. They must never change.
func TestBytes(t *testing.T) {
	l := golden(t)
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
	unchanged(t, "format1.txt", got.String())
}

// TestProofBytes compares the file of a proof with the one that was made first. It must hold for ever.
func TestProofBytes(t *testing.T) {
	p := proof(t, golden(t), 3)
	unchanged(t, "format1.tlog-proof", string(p.Text()))
	r, err := p.Record()
	if err != nil {
		t.Fatal(err)
	}
	if c, err := p.Verify(r, goldenPublic); err != nil || c.Size != 5 || c.Origin != "example.com/golden" {
		t.Errorf("the proof of position 3: %+v, %v", c, err)
	}
}

// unchanged compares with a file in testdata.
func unchanged(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *rewrite {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s changed:\n%swant:\n%s", path, got, want)
	}
}
