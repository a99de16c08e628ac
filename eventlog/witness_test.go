package eventlog_test

import (
	"bytes"
	"errors"
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

// newest is the greatest size that the checkpoints on disk say, by the keys of a log.
func newest(t *testing.T, dir string, public []string) (size event.Position) {
	t.Helper()
	content, err := os.ReadFile(eventlog.CheckpointFile(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range [][]byte{content[:4096], content[4096:]} {
		c, err := eventlog.ParseCheckpoint(bytes.TrimRight(place, "\x00"), public...)
		if err != nil {
			t.Fatal(err)
		}
		size = max(size, c.Size)
	}
	return size
}

// TestWitness wants the checkpoint of what was acknowledged on disk at once, or, with a lag, in time and when the log is
// closed.
func TestWitness(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	l := open(t, dir, eventlog.Options{})
	for size := event.Position(1); size <= 3; size++ {
		add(t, l, logtest.Entities(1)...)
		if got := newest(t, dir, l.PublicKeys()); got != size {
			t.Errorf("%d events are acknowledged, and the checkpoint is of %d", size, got)
		}
	}
	shut(t, l)

	l = open(t, dir, eventlog.Options{Lag: time.Hour})
	add(t, l, logtest.Entities(1)...)
	if got := newest(t, dir, l.PublicKeys()); got != 3 {
		t.Errorf("within the lag the checkpoint is of %d events; want the 3 there were", got)
	}
	shut(t, l)
	if got := newest(t, dir, l.PublicKeys()); got != 4 {
		t.Errorf("the log is closed, and its checkpoint of %d events; want 4", got)
	}

	l = open(t, dir, eventlog.Options{Lag: time.Millisecond})
	add(t, l, logtest.Entities(1)...)
	for deadline := time.Now().Add(10 * time.Second); newest(t, dir, l.PublicKeys()) != 5; {
		if time.Now().After(deadline) {
			t.Fatal("the lag is long over, and the checkpoint not written")
		}
	}
}

// TestRefusedByWitness opens logs that do not agree with their checkpoints, and accepts them.
func TestRefusedByWitness(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(t *testing.T, dir string)
		want  error
	}{
		{"an event is gone", func(t *testing.T, dir string) {
			spoil(t, dir, func(txn *badger.Txn) error { return txn.Delete(eventlog.RecordKey(3)) })
		}, eventlog.ErrTruncated},
		{"an envelope is another", func(t *testing.T, dir string) {
			spoil(t, dir, func(txn *badger.Txn) error {
				item, err := txn.Get(eventlog.RecordKey(2))
				if err != nil {
					return err
				}
				record, err := item.ValueCopy(nil)
				if err != nil {
					return err
				}
				return txn.Set(eventlog.RecordKey(2), bytes.Replace(record, []byte("desk"), []byte("dusk"), 1))
			})
		}, eventlog.ErrTampered},
		{"there is no checkpoint", func(t *testing.T, dir string) {
			if err := os.Remove(eventlog.CheckpointFile(dir)); err != nil {
				t.Fatal(err)
			}
		}, eventlog.ErrNoCheckpoint},
		{"the checkpoint is somebody else's", func(t *testing.T, dir string) {
			other := t.TempDir()
			l := open(t, other, eventlog.Options{})
			add(t, l, logtest.Entities(3)...)
			shut(t, l)
			copyOver(t, eventlog.CheckpointFile(other), eventlog.CheckpointFile(dir))
		}, eventlog.ErrSignature},
		{"the keys are gone", func(t *testing.T, dir string) {
			if err := os.Remove(eventlog.KeyFile(dir)); err != nil {
				t.Fatal(err)
			}
		}, eventlog.ErrKeys},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			l := open(t, dir, eventlog.Options{Origin: "example.org/log"})
			add(t, l, logtest.Entities(3)...)
			shut(t, l)
			c.spoil(t, dir)
			before := names(t, dir)
			for range 2 {
				if _, err := eventlog.Open(dir, eventlog.Options{Logger: quiet}); !errors.Is(err, c.want) {
					t.Fatalf("%v; want %v", err, c.want)
				}
			}
			if after := names(t, dir); !slices.Equal(after, before) {
				t.Errorf("refused, the directory holds %q; it held %q", after, before)
			}
			l = open(t, dir, eventlog.Options{Accept: true})
			add(t, l, logtest.Entity("after it"))
			if c, err := l.Checkpoint(); err != nil || c.Origin != "example.org/log" && !strings.HasPrefix(c.Origin, "onrecord/") {
				t.Errorf("the checkpoint is of %q, %v", c.Origin, err)
			}
			shut(t, l)
			logtest.Check(t, open(t, dir, eventlog.Options{}))
		})
	}
}

// names are the names of what a directory holds.
func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// copyOver copies a file over another.
func copyOver(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, content, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestTornCheckpoint spoils one of the two checkpoints, as a loss of power can: the other counts.
func TestTornCheckpoint(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	l := open(t, dir, eventlog.Options{})
	add(t, l, logtest.Entities(1)...)
	add(t, l, logtest.Entities(1)...)
	shut(t, l)
	path := eventlog.CheckpointFile(dir)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for place := range 2 {
		torn := bytes.Clone(whole)
		copy(torn[place*4096+40:], make([]byte, 4000))
		if err := os.WriteFile(path, torn, 0o644); err != nil {
			t.Fatal(err)
		}
		l := open(t, dir, eventlog.Options{})
		size := l.Head().Position
		if got := newest(t, dir, l.PublicKeys()); got != size {
			t.Errorf("after place %d was torn the checkpoint is of %d events; want %d", place, got, size)
		}
		add(t, l, logtest.Entities(1)...) // an opening writes twice, so this goes where it wrote first
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		other := content[(1-place)*4096:][:4096]
		if c, err := eventlog.ParseCheckpoint(bytes.TrimRight(other, "\x00"), l.PublicKeys()...); err != nil || c.Size != size {
			t.Errorf("place %d was torn, and the opening wrote first over the other, which was the only one: %d events there, %v", place, c.Size, err)
		}
		shut(t, l)
		whole = content
	}
}

// TestCutShortOpening leaves a log as an opening does that was killed: what it had put aside counts.
func TestCutShortOpening(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	l := open(t, dir, eventlog.Options{})
	add(t, l, logtest.Entities(3)...)
	shut(t, l)
	copyLog(t, filepath.Join(dir, "badger"), filepath.Join(dir, "opening"))
	copyLog(t, filepath.Join(dir, "badger"), filepath.Join(dir, "opening.part")) // another, that was not whole
	spoil(t, dir, func(txn *badger.Txn) error { return txn.Delete(eventlog.RecordKey(3)) })
	l = open(t, dir, eventlog.Options{MustExist: true})
	if p := l.Head().Position; p != 3 {
		t.Errorf("the log has %d events; 3 were put aside", p)
	}
	logtest.Check(t, l)
	for _, name := range []string{"opening", "opening.part"} {
		if _, err := os.Stat(filepath.Join(dir, name)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is left: %v", name, err)
		}
	}
}

// TestKeep wants Badger to work on copies, which are synced, and the very files that were there to be what is put back.
func TestKeep(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	shut(t, open(t, dir, eventlog.Options{}))
	table, wal := filepath.Join("badger", "000007.sst"), filepath.Join("badger", "00007.mem")
	for _, name := range []string{table, wal} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file := func(name string) os.FileInfo {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	before, tableBefore := file(wal), file(table)
	restore, err := eventlog.Keep(dir)
	if err != nil {
		t.Fatal(err)
	}
	if os.SameFile(file(wal), before) || !os.SameFile(file("opening/00007.mem"), before) {
		t.Error("the write-ahead log that Badger opens is not a copy")
	}
	if content, err := os.ReadFile(filepath.Join(dir, wal)); string(content) != wal || err != nil {
		t.Errorf("the copy holds %q, %v", content, err)
	}
	if !os.SameFile(file(table), tableBefore) {
		t.Error("a table was copied, where a link would do")
	}
	if err := restore(); err != nil || !os.SameFile(file(wal), before) {
		t.Errorf("another file than the one that was there was put back: %v", err)
	}
}
