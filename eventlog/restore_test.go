package eventlog_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

func sequence(records []event.Record) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// A restored log has the bytes of the first, its root at every size, its name and its memory of ids, and goes on from there.
// The sizes are those around a full tile and a full commit.
func TestRestore(t *testing.T) {
	l := open(t, t.TempDir(), eventlog.Options{})
	var records []event.Record
	for _, n := range []int{1, 1, 3, 250, 1, 1, 255, 600} {
		add(t, l, logtest.Entities(n)...)
		p := l.Head().Position
		add(t, l, event.Event{ID: event.NewID(), Payload: &event.PayloadErased{Position: p, Reason: "a court said so"}})
	}
	for r, err := range l.Read(context.Background(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, r)
	}
	for _, size := range []int{0, 1, 2, 255, 256, 257, 511, 512, 513, len(records)} {
		root, err := l.Root(event.Position(size))
		if err != nil {
			t.Fatal(err)
		}
		want := eventlog.Checkpoint{Origin: "example.org/log", Size: event.Position(size), Root: root}
		dir := filepath.Join(t.TempDir(), "data")
		head, err := eventlog.Restore(dir, eventlog.Options{Logger: quiet}, sequence(records[:size]), &want)
		if err != nil {
			t.Fatal(err)
		}
		again := open(t, dir, eventlog.Options{MustExist: true})
		if again.Head() != head || head.Root != root || head.Position != want.Size {
			t.Fatalf("restored %+v, opened with %+v; want root %x", head, again.Head(), root)
		}
		sameAsRestored(t, l, again)
		if signed, err := again.Checkpoint(); err != nil || signed.Origin != want.Origin {
			t.Errorf("it signs as %q, %v; want %q", signed.Origin, err, want.Origin)
		}
		if receipt := add(t, again, logtest.Entity("next")); receipt.First != head.Position+1 || receipt.RecordedAt <= head.RecordedAt {
			t.Errorf("the next append: %+v; the head was %+v", receipt, head)
		}
		shut(t, again)
	}
}

// sameAsRestored compares a restored log with the one it comes from, up to its head.
func sameAsRestored(t *testing.T, l, again *eventlog.Badger) {
	t.Helper()
	for p := event.Position(1); p <= again.Head().Position; p++ {
		want, err := l.RecordBytes(p)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := again.RecordBytes(p); err != nil || !bytes.Equal(got, want) {
			t.Fatalf("position %d: %v, bytes\n%x; want\n%x", p, err, got, want)
		}
		r, err := again.At(p)
		if err != nil {
			t.Fatal(err)
		}
		if found, err := again.Find(r.ID); err != nil || found != p {
			t.Fatalf("%s is found at %d, %v; want %d", r.ID, found, err, p)
		}
		root, err := l.Root(p)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := again.Root(p); err != nil || got != root {
			t.Fatalf("the root of %d is %x, %v; want %x", p, got, err, root)
		}
	}
}

// TestRestoreOverCommits restores more than a commit takes, in events and in bytes.
func TestRestoreOverCommits(t *testing.T) {
	l := open(t, t.TempDir(), eventlog.Options{})
	for range 9 {
		add(t, l, logtest.Entities(eventlog.MaxEvents)...)
	}
	for range 5 {
		add(t, l, event.Event{ID: event.NewID(), Payload: &event.DocumentCaptured{Text: strings.Repeat("x", event.MaxText)}})
	}
	c, err := l.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "made", "by", "restore")
	if _, err := eventlog.Restore(dir, eventlog.Options{Logger: quiet}, l.Read(context.Background(), 0), &c); err != nil {
		t.Fatal(err)
	}
	logtest.Check(t, open(t, dir, eventlog.Options{MustExist: true}))
}

// Whatever is wrong is refused, and leaves nothing behind.
func TestRestoreRefuses(t *testing.T) {
	l := open(t, t.TempDir(), eventlog.Options{})
	add(t, l, logtest.Entities(3)...)
	add(t, l, logtest.Entities(3)...)
	c, err := l.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	larger, other := c, c
	larger.Size++
	other.Root[7] ^= 1
	broken := errors.New("the disk is broken")
	for _, refused := range []struct {
		what   string
		change func(records []event.Record) []event.Record
		want   *eventlog.Checkpoint
		says   string // a part of the error
		is     error
	}{
		{"a gap", func(r []event.Record) []event.Record { return append(r[:2], r[3:]...) }, nil, "position 4: it comes after position 2", nil},
		{"not from the start", func(r []event.Record) []event.Record { return r[1:] }, nil, "position 2: it comes after position 0", nil},
		{"one missing at the end", func(r []event.Record) []event.Record { return r[:5] }, &c, "5 events came, and it was signed with 6", eventlog.ErrTruncated},
		{"a larger checkpoint", nil, &larger, "6 events came", eventlog.ErrTruncated},
		{"another root", nil, &other, "with the root", eventlog.ErrTampered},
		{"time that falls", func(r []event.Record) []event.Record { r[5].RecordedAt = r[2].RecordedAt - 1; return r }, nil, "position 6: recordedAt", nil},
		{"an id twice", func(r []event.Record) []event.Record { r[4].ID = r[1].ID; return r }, nil, "recorded at position 2, stands twice", nil},
		{"another payload", func(r []event.Record) []event.Record { r[3].Payload[9] ^= 1; return r }, nil, "position 4", eventlog.ErrTampered},
		{"another salt", func(r []event.Record) []event.Record { r[3].Salt[9] ^= 1; return r }, nil, "position 4", eventlog.ErrTampered},
		{"a record too large", func(r []event.Record) []event.Record { r[0].Payload = make([]byte, eventlog.MaxBytes); return r }, nil, "fewer than", nil},
	} {
		t.Run(refused.what, func(t *testing.T) {
			var records []event.Record
			for r, err := range l.Read(context.Background(), 0) {
				if err != nil {
					t.Fatal(err)
				}
				records = append(records, r)
			}
			if refused.change != nil {
				records = refused.change(records)
			}
			refuseRestore(t, sequence(records), eventlog.Options{Logger: quiet}, refused.want, refused.says, refused.is)
		})
	}
	failing := func(yield func(event.Record, error) bool) { yield(event.Record{}, broken) }
	refuseRestore(t, failing, eventlog.Options{Logger: quiet}, &c, "broken", broken)
	keys := filepath.Join(t.TempDir(), "data", "key")
	shut(t, open(t, filepath.Dir(keys), eventlog.Options{Origin: "example.org/other"}))
	refuseRestore(t, l.Read(context.Background(), 0), eventlog.Options{Logger: quiet, Keys: keys}, &c, `they are of "example.org/other"`, eventlog.ErrKeys)
}

func refuseRestore(t *testing.T, records iter.Seq2[event.Record, error], o eventlog.Options, want *eventlog.Checkpoint, says string, is error) {
	t.Helper()
	there := t.TempDir()
	_, err := eventlog.Restore(filepath.Join(there, "data"), o, records, want)
	if err == nil || !strings.Contains(err.Error(), says) || is != nil && !errors.Is(err, is) {
		t.Errorf("restored: %v; want %q, %v", err, says, is)
	}
	if left, err := os.ReadDir(there); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
}

// A directory that holds anything is not touched; an empty one is taken.
func TestRestoreOnlyIntoAnEmptyDirectory(t *testing.T) {
	l := open(t, t.TempDir(), eventlog.Options{})
	add(t, l, logtest.Entity("A"))
	records := func() iter.Seq2[event.Record, error] { return l.Read(context.Background(), 0) }
	dir := t.TempDir()
	notes := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(notes, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := eventlog.Restore(dir, eventlog.Options{Logger: quiet}, records(), nil); !errors.Is(err, eventlog.ErrNotEmpty) || !strings.Contains(err.Error(), "notes.txt") {
		t.Errorf("into a directory with a file: %v", err)
	}
	if err := os.Remove(notes); err != nil {
		t.Fatal(err)
	}
	if _, err := eventlog.Restore(dir, eventlog.Options{Logger: quiet}, records(), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := eventlog.Restore(dir, eventlog.Options{Logger: quiet}, records(), nil); !errors.Is(err, eventlog.ErrNotEmpty) {
		t.Errorf("into a log: %v", err)
	}
	other := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(other+".partial", 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := eventlog.Restore(other, eventlog.Options{Logger: quiet}, records(), nil); err == nil || !strings.Contains(err.Error(), "another restore") {
		t.Errorf("beside a restore that was cut off: %v", err)
	}
	if _, err := os.Stat(other + ".partial"); err != nil {
		t.Errorf("what another restore may be building is gone: %v", err)
	}
}

// With the keys of the first log, which may lie elsewhere, the restored one signs as the first did.
func TestRestoreKeepsTheKeys(t *testing.T) {
	keys := filepath.Join(t.TempDir(), "key")
	l := open(t, t.TempDir(), eventlog.Options{Keys: keys})
	add(t, l, logtest.Entities(5)...)
	c, err := l.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "data")
	if _, err := eventlog.Restore(dir, eventlog.Options{Logger: quiet, Keys: keys}, l.Read(context.Background(), 0), &c); err != nil {
		t.Fatal(err)
	}
	restored := open(t, dir, eventlog.Options{Keys: keys})
	again, err := restored.Checkpoint()
	if err != nil || !bytes.Equal(again.Signed, c.Signed) {
		t.Errorf("it signs %s, %v; want %s", again.Signed, err, c.Signed)
	}
	if _, err := os.Stat(filepath.Join(dir, "key")); !os.IsNotExist(err) {
		t.Errorf("it made another key: %v", err)
	}
}
