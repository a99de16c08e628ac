package eventlog_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dgraph-io/badger/v4"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

func TestBadger(t *testing.T) {
	logtest.Run(t, func(t *testing.T) eventlog.Log { return open(t, t.TempDir(), eventlog.Options{}) })
}

// quiet drops what Badger has to say.
var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// open opens a log and closes it when the test ends.
func open(t testing.TB, dir string, o eventlog.Options) *eventlog.Badger {
	t.Helper()
	o.Logger = quiet
	l, err := eventlog.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shut(t, l) })
	return l
}

func shut(t testing.TB, l *eventlog.Badger) {
	t.Helper()
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

func add(t testing.TB, l eventlog.Log, events ...event.Event) eventlog.Receipt {
	t.Helper()
	receipt, err := l.Append(context.Background(), "desk", nil, events...)
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

func TestReopen(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "made", "by", "Open")
	var heads []eventlog.Head
	events := logtest.Entities(17)
	var receipts []eventlog.Receipt
	for i := range events { // each size from 1 on has another right edge
		l := open(t, dir, eventlog.Options{})
		if i > 0 && l.Head() != heads[i-1] {
			t.Fatalf("reopened with the head %+v; closed with %+v", l.Head(), heads[i-1])
		}
		receipts = append(receipts, add(t, l, events[i]))
		heads = append(heads, l.Head())
		shut(t, l)
	}
	l := open(t, dir, eventlog.Options{})
	logtest.Check(t, l)
	for i, e := range events {
		if again := add(t, l, e); !again.Duplicate || again.First != receipts[i].First || again.RecordedAt != receipts[i].RecordedAt {
			t.Errorf("again after reopening: %+v; the first time %+v", again, receipts[i])
		}
	}
}

// TestMadeDirectoriesAreSynced wants the name of every directory that was made to be brought to the disk, from above.
func TestMadeDirectoriesAreSynced(t *testing.T) {
	there := t.TempDir()
	for _, c := range []struct {
		path []string
		want []string // the directories that name those made
	}{
		{[]string{"a", "b", "c"}, []string{"", "a", "a/b"}},
		{[]string{"a", "d"}, []string{"a"}},
		{[]string{"a", "d"}, nil},
	} {
		var synced []string
		path := strings.Join(append([]string{there}, c.path...), string(filepath.Separator))
		err := eventlog.MakeDirectory(path, func(dir string) error {
			inside, err := filepath.Rel(there, dir)
			synced = append(synced, strings.TrimPrefix(filepath.ToSlash(inside), "."))
			return err
		})
		if err != nil || !slices.Equal(synced, c.want) {
			t.Errorf("%v: synced %q, %v; want %q", c.path, synced, err, c.want)
		}
	}
	broken := errors.New("the disk is broken")
	if err := eventlog.MakeDirectory(filepath.Join(there, "e"), func(string) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("a sync that fails: %v", err)
	}
}

func TestMustExist(t *testing.T) {
	there := t.TempDir()
	for _, dir := range []string{there, filepath.Join(there, "nowhere")} {
		if _, err := eventlog.Open(dir, eventlog.Options{Logger: quiet, MustExist: true}); !errors.Is(err, eventlog.ErrMissing) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v; want %v", dir, err, eventlog.ErrMissing)
		}
	}
	if made, err := os.ReadDir(there); err != nil || len(made) > 0 {
		t.Errorf("it made %v, %v", made, err)
	}
	shut(t, open(t, there, eventlog.Options{}))
	open(t, there, eventlog.Options{MustExist: true})
}

func TestConditionsReachBehindTheOpening(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, eventlog.Options{})
	a, b := logtest.Entity("A"), logtest.Entity("B")
	add(t, l, a, b) // 1, 2
	said := logtest.Statement(a.ID, "words")
	add(t, l, said) // 3
	shut(t, l)

	l = open(t, dir, eventlog.Options{})
	try := func(id event.ID, after event.Position, e event.Event) (eventlog.Receipt, error) {
		return l.Append(context.Background(), "desk", []eventlog.Condition{{Touching: []event.ID{id}, After: after}}, e)
	}
	var conflict *eventlog.ConflictError
	if _, err := try(a.ID, 2, logtest.Entity("new")); !errors.As(err, &conflict) || conflict.Touched != a.ID || conflict.At != 3 {
		t.Errorf("A was touched at 3: %v", err)
	}
	if r, err := try(a.ID, 2, said); err != nil || !r.Duplicate {
		t.Errorf("a retry after reopening: %+v, %v", r, err)
	}
	if _, err := try(b.ID, 2, logtest.Statement(b.ID, "words")); err != nil { // 4
		t.Errorf("B was not touched after 2: %v", err)
	}
	if _, err := try(b.ID, 2, logtest.Entity("new")); !errors.As(err, &conflict) || conflict.At != 4 {
		t.Errorf("B was touched at 4, after the opening: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := l.Append(ctx, "desk", []eventlog.Condition{{Touching: []event.ID{b.ID}}}, a); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context: %v", err)
	}
	logtest.Check(t, l)
}

func TestRecordedAtRisesUnderAnyClock(t *testing.T) {
	noon := time.Date(2021, 2, 26, 12, 0, 0, 0, time.UTC)
	clock := []time.Time{noon, noon, noon.Add(-time.Hour), noon.Add(time.Hour)}
	l := open(t, t.TempDir(), eventlog.Options{Now: func() time.Time {
		now := clock[0]
		clock = clock[1:]
		return now
	}})
	at := event.At(noon)
	for i, want := range []event.Instant{at, at + 1, at + 2, event.At(noon.Add(time.Hour))} {
		if r := add(t, l, logtest.Entities(2)...); r.RecordedAt != want {
			t.Errorf("append %d was recorded at %s; want %s", i+1, r.RecordedAt, want)
		}
	}
	logtest.Check(t, l)
}

func TestOneProcessHoldsTheDirectory(t *testing.T) {
	dir := t.TempDir()
	child := start(t, "hold", dir)
	if line := child.line(t); line != "open" {
		t.Fatalf("the child says %q", line)
	}
	_, err := eventlog.Open(dir, eventlog.Options{Logger: quiet})
	if !errors.Is(err, eventlog.ErrLocked) || !strings.Contains(err.Error(), dir) {
		t.Errorf("a directory that another process holds: %v", err)
	}
	child.kill(t)
	open(t, dir, eventlog.Options{})
	if _, err := eventlog.Open(dir, eventlog.Options{Logger: quiet}); !errors.Is(err, eventlog.ErrLocked) {
		t.Errorf("a directory that this process holds: %v", err)
	}
}

// TestTheMark pins what says on disk that a directory is a log, and of which format.
func TestTheMark(t *testing.T) {
	dir := t.TempDir()
	shut(t, open(t, dir, eventlog.Options{}))
	spoil(t, dir, func(txn *badger.Txn) error {
		item, err := txn.Get([]byte("mformat"))
		if err != nil {
			return err
		}
		return item.Value(func(mark []byte) error {
			if want := fmt.Sprintf("onrecord log %d", eventlog.Format); string(mark) != want || eventlog.Format != 2 {
				t.Errorf("the mark is %q, want %q", mark, want)
			}
			return nil
		})
	})
}

// TestDamage opens logs with something wrong on disk.
func TestDamage(t *testing.T) {
	set := func(key []byte, value string) func(*badger.Txn) error {
		return func(txn *badger.Txn) error { return txn.Set(key, []byte(value)) }
	}
	remove := func(key []byte) func(*badger.Txn) error {
		return func(txn *badger.Txn) error { return txn.Delete(key) }
	}
	for _, c := range []struct {
		name  string
		spoil func(*badger.Txn) error
		want  error
		says  string
	}{
		{"a later format", set(eventlog.FormatKey, "onrecord log 3"), eventlog.ErrFormat, `"onrecord log 3"`},
		{"no format", remove(eventlog.FormatKey), eventlog.ErrFormat, "no format mark"},
		{"the last record is gone", remove(eventlog.RecordKey(300)), eventlog.ErrTruncated, "1 of the 300 events"},
		{"the last record is not one", set(eventlog.RecordKey(300), "x"), nil, "position 300"},
		{"a record after the last full tile is gone", remove(eventlog.RecordKey(257)), nil, "position 257"},
		{"a tile is gone", remove(eventlog.TileKey(0, 0)), nil, "tile 0 of level 0"},
		{"a tile is short", set(eventlog.TileKey(0, 0), "x"), nil, "it has 1 bytes"},
		{"a tile is another", set(eventlog.TileKey(0, 0), strings.Repeat("x", 256*32)), eventlog.ErrTampered, "the root of the first 300 events"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			l := open(t, dir, eventlog.Options{})
			add(t, l, logtest.Entities(300)...)
			shut(t, l)
			spoil(t, dir, c.spoil)
			l, err := eventlog.Open(dir, eventlog.Options{Logger: quiet})
			if err == nil {
				shut(t, l)
				t.Fatal("the log was opened")
			}
			if c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), dir) {
				t.Errorf("%v; want %v, and the words %q", err, c.want, c.says)
			}
		})
	}
	t.Run("a record in the middle is gone", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		l := open(t, dir, eventlog.Options{})
		add(t, l, logtest.Entities(300)...)
		shut(t, l)
		spoil(t, dir, remove(eventlog.RecordKey(2)))
		l = open(t, dir, eventlog.Options{})
		n := 0
		var last error
		for _, err := range l.Read(context.Background(), 0) {
			n++
			last = err
		}
		if n != 2 || last == nil || !strings.Contains(last.Error(), "position 2 is missing") {
			t.Errorf("Read yields %d times, and last %v", n, last)
		}
	})
}

// spoil changes a closed log behind its back.
func spoil(t *testing.T, dir string, change func(*badger.Txn) error) {
	t.Helper()
	db, err := badger.Open(eventlog.BadgerOptions(dir).WithLogger(nil))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(change), db.Close()); err != nil {
		t.Fatal(err)
	}
}
