package backup_test

import (
	"bytes"
	"context"
	"iter"
	"log/slog"
	"path/filepath"
	"testing"

	"onrecord/backup"
	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

var quiet = slog.New(slog.DiscardHandler)

// tester is what testing and rapid have in common.
type tester interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// open opens a log; the test closes it.
func open(t tester, dir string, o eventlog.Options) *eventlog.Badger {
	t.Helper()
	o.Logger = quiet
	l, err := eventlog.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// newLog makes a log of so many entities, closed when the test ends.
func newLog(t *testing.T, n int) *eventlog.Badger {
	t.Helper()
	l := open(t, t.TempDir(), eventlog.Options{})
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	if n > 0 {
		add(t, l, logtest.Entities(n)...)
	}
	return l
}

func add(t tester, l eventlog.Log, events ...event.Event) eventlog.Receipt {
	t.Helper()
	receipt, err := l.Append(context.Background(), "desk", nil, events...)
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

// erased is an event that says that the payload at a position was erased.
func erased(p event.Position) event.Event {
	return event.Event{ID: event.NewID(), Payload: &event.PayloadErased{Position: p, Reason: "a court said so"}}
}

// cut takes a segment from a log and sends it through a stream.
func cut(t tester, l eventlog.Log, after event.Position) *backup.Segment {
	t.Helper()
	s, err := backup.Read(bytes.NewReader(bytesOf(t, l, after)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// bytesOf is a segment of a log as a stream.
func bytesOf(t tester, l eventlog.Log, after event.Position) []byte {
	t.Helper()
	s, err := backup.Cut(context.Background(), l, after)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// backUp runs a backup of a log into a directory.
func backUp(t tester, dir string, l eventlog.Log) backup.Added {
	t.Helper()
	d, err := backup.Hold(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	last, err := d.Last()
	if err != nil {
		t.Fatal(err)
	}
	added, err := d.Add(cut(t, l, last.Checkpoint.Size), nil, func(event.Record) {})
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func collect(t tester, records iter.Seq2[event.Record, error]) (all []event.Record) {
	t.Helper()
	for r, err := range records {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// held are the records that a backup holds.
func held(t tester, dir string) []event.Record {
	t.Helper()
	d, err := backup.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return collect(t, d.Records())
}

// restored restores a backup into a log of its own.
func restored(t tester, dir, into string) *eventlog.Badger {
	t.Helper()
	d, err := backup.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	last, err := d.Last()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := eventlog.Restore(into, eventlog.Options{Logger: quiet}, d.Records(), &last.Checkpoint); err != nil {
		t.Fatal(err)
	}
	return open(t, into, eventlog.Options{MustExist: true})
}

func stored(r event.Record) []byte { return event.AppendRecord(nil, r.Leaf, r.Salt, r.Payload) }

// sameLogs compares two logs by the bytes of their records and their roots at every size.
func sameLogs(t tester, want, got eventlog.Log) {
	t.Helper()
	a, b := collect(t, want.Read(context.Background(), 0)), collect(t, got.Read(context.Background(), 0))
	if len(a) != len(b) {
		t.Fatalf("%d events; want %d", len(b), len(a))
	}
	for i := range a {
		if !bytes.Equal(stored(a[i]), stored(b[i])) {
			t.Fatalf("position %d: got %x; want %x", i+1, stored(b[i]), stored(a[i]))
		}
	}
	for size := event.Position(0); size <= want.Head().Position; size++ {
		a, err := want.Root(size)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := got.Root(size); err != nil || a != b {
			t.Fatalf("the root of %d is %x, %v; want %x", size, b, err, a)
		}
	}
}

// files are the names in a directory.
func files(t tester, dir string) (names []string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range paths {
		names = append(names, filepath.Base(p))
	}
	return names
}

// drain reads records until they fail or end.
func drain(records iter.Seq2[event.Record, error]) (n int, err error) {
	for _, err := range records {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
