package eventlog_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// The outcomes of a flipped byte.
const (
	harmless = "harmless"
	atOpen   = "refused when opened"
	atRead   = "refused when read"
	silent   = "SILENT LOSS"
)

// TestFlips flips one byte of one file of a log that a crash has left, opens the log and reads all of it, again and again.
// Either all is there, or an error says that it is not. ONRECORD_FLIPS says how often; with more than a few the table of
// outcomes is printed.
func TestFlips(t *testing.T) {
	t.Parallel()
	flips, err := strconv.Atoi(cmp.Or(os.Getenv("ONRECORD_FLIPS"), "40"))
	if err != nil {
		t.Fatal("ONRECORD_FLIPS: ", err)
	}
	crashed, records := crash(t)
	targets := flippable(t, crashed)
	outcomes := map[string]map[string]int{}
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	for i := range flips {
		target := targets[i%len(targets)]
		at, mask := random.Int64N(target.size), byte(1<<random.IntN(8))
		outcome, reason := flip(t, crashed, target.name, at, mask, records)
		kind := kindOfFile(target.name)
		if outcomes[kind] == nil {
			outcomes[kind] = map[string]int{}
		}
		outcomes[kind][outcome]++
		if outcome == silent {
			t.Errorf("%s, byte %d, mask %#x (seed %d): %v", target.name, at, mask, seed, reason)
		}
	}
	var table strings.Builder
	for kind, found := range outcomes {
		fmt.Fprintf(&table, "\n%-12s", kind)
		for _, outcome := range []string{harmless, atOpen, atRead, silent} {
			fmt.Fprintf(&table, "  %s: %d", outcome, found[outcome])
		}
	}
	t.Logf("%d flips%s", flips, table.String())
}

// TestFlippedCounts flips, in a table, the highest bits of what Badger believes before it has looked at any sum: how many
// entries a block has, and how long the index is. What it cannot read is an error, and does not end the process.
func TestFlippedCounts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	l := open(t, dir, eventlog.Options{})
	add(t, l, logtest.Entities(25)...)
	records := logtest.Check(t, l)
	shut(t, l)
	tables, err := filepath.Glob(filepath.Join(dir, "badger", "*.sst"))
	if err != nil || len(tables) != 1 {
		t.Fatalf("the log has the tables %v, %v; want one", tables, err)
	}
	content, err := os.ReadFile(tables[0])
	if err != nil {
		t.Fatal(err)
	}
	flips := 0
	for at := range content {
		// Small numbers of 4 bytes begin with zeros.
		if !bytes.HasPrefix(content[at:], []byte{0, 0, 0}) || bytes.HasPrefix(content[max(0, at-1):], []byte{0, 0, 0, 0}) {
			continue
		}
		flips++
		name := filepath.Join("badger", filepath.Base(tables[0]))
		if outcome, reason := flip(t, dir, name, int64(at), 0xc0, records); outcome == silent {
			t.Errorf("byte %d: %v", at, reason)
		}
	}
	if flips == 0 {
		t.Error("nothing was flipped")
	}
	t.Logf("%d of %d bytes", flips, len(content))
}

// crash makes the files of a log as a crash leaves them, with tables and a write-ahead log in use.
func crash(t *testing.T) (dir string, records []event.Record) {
	live := t.TempDir()
	for range 3 {
		l := open(t, live, eventlog.Options{})
		for range 7 {
			add(t, l, logtest.Entities(100)...)
		}
		shut(t, l)
	}
	l := open(t, live, eventlog.Options{})
	for range 5 {
		add(t, l, logtest.Entities(50)...)
	}
	dir = filepath.Join(t.TempDir(), "crashed")
	copyLog(t, live, dir)
	return dir, logtest.Check(t, l)
}

// copyLog copies the files of a log, those of a running one too.
func copyLog(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		name, relErr := filepath.Rel(from, path)
		if err = errors.Join(err, relErr); err != nil {
			return err
		}
		switch {
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, name), 0o700)
		case entry.Name() == "ballast" || entry.Name() == "LOCK":
			return nil // space, and the number of a process
		}
		return eventlog.CopySparse(path, filepath.Join(to, name))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// target is a file and how much of it is in use.
type target struct {
	name string
	size int64
}

// flippable are the files of a log.
func flippable(t *testing.T, dir string) (all []target) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, relErr := filepath.Rel(dir, path)
		if used := int64(len(bytes.TrimRight(content, "\x00"))); used > 0 {
			all = append(all, target{name, min(used+64, int64(len(content)))})
		}
		return errors.Join(err, relErr)
	})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for _, one := range all {
		kinds[kindOfFile(one.name)] = true
	}
	for _, kind := range []string{"tables", "write-ahead", "MANIFEST", "checkpoint", "key"} {
		if !kinds[kind] {
			t.Fatalf("the log has no %s among %v", kind, all)
		}
	}
	return all
}

// kindOfFile says what a file of a log is for.
func kindOfFile(name string) string {
	switch filepath.Ext(name) {
	case ".sst":
		return "tables"
	case ".mem":
		return "write-ahead"
	case ".vlog":
		return "value log"
	}
	return filepath.Base(name)
}

// flip flips bits of a byte in a copy of a log, and says what comes of it.
func flip(t *testing.T, crashed, name string, at int64, mask byte, want []event.Record) (outcome string, reason error) {
	t.Helper()
	dir, err := os.MkdirTemp("", "flip")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	}()
	copyLog(t, crashed, dir)
	path := filepath.Join(dir, name)
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 1)
	_, readErr := file.ReadAt(b, at)
	b[0] ^= mask
	_, writeErr := file.WriteAt(b, at)
	if err := errors.Join(readErr, writeErr, file.Close()); err != nil {
		t.Fatal(err)
	}
	flipped, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	l, err := eventlog.Open(dir, eventlog.Options{Logger: quiet})
	if err != nil {
		if after, readErr := os.ReadFile(path); readErr != nil || !bytes.Equal(after, flipped) {
			t.Errorf("%s, byte %d: a failed opening has changed the file (%v)", name, at, readErr)
		}
		return atOpen, err
	}
	outcome, reason = compare(l, want)
	if err := l.Close(); err != nil && outcome == harmless {
		return atRead, err
	}
	return outcome, reason
}

// compare reads a log, and says whether it holds what it must.
func compare(l *eventlog.Badger, want []event.Record) (string, error) {
	var got []event.Record
	for r, err := range l.Read(context.Background(), 0) {
		if err != nil {
			return atRead, err
		}
		got = append(got, r)
	}
	same := slices.EqualFunc(got, want, func(a, b event.Record) bool {
		return bytes.Equal(a.Leaf, b.Leaf) && a.Salt == b.Salt && bytes.Equal(a.Payload, b.Payload)
	})
	if !same {
		return silent, fmt.Errorf("%d records are read, and are not the %d there were", len(got), len(want))
	}
	leaves := make([][]byte, len(want))
	for i, r := range want {
		leaves[i] = r.Leaf
		if p, err := l.Find(r.ID); err != nil {
			return atRead, err
		} else if p != r.Position {
			return silent, fmt.Errorf("the event of position %d is found at %d", r.Position, p)
		}
	}
	if root, err := l.Root(event.Position(len(want) / 2)); err != nil {
		return atRead, err
	} else if root != logtest.Root(leaves[:len(want)/2]) || l.Head().Root != logtest.Root(leaves) {
		return silent, errors.New("the roots are others")
	}
	if _, err := l.Append(context.Background(), "desk", nil, logtest.Entity("after the flip")); err != nil {
		return atRead, err
	}
	return harmless, nil
}
