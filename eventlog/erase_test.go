package eventlog_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dgraph-io/badger/v4"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// secret is a text that stands nowhere else, and that no compression can shorten.
func secret() string {
	b := make([]byte, 64)
	for i := range b {
		b[i] = byte(rand.Uint32())
	}
	return hex.EncodeToString(b)
}

// holders are the files below a directory that have a text in them.
func holders(t testing.TB, dir, text string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(text)) {
			names = append(names, entry.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func erasure(at event.Position) event.Event {
	return event.Event{ID: event.NewID(), Payload: &event.PayloadErased{Position: at, Reason: "order of a court"}}
}

// TestErase erases a payload that lies in the write-ahead log, and one that lies in tables, among others: its bytes are
// in no file any more, and all else, the proofs included, is as it was.
func TestErase(t *testing.T) {
	for name, reopen := range map[string]bool{"from the write-ahead log": false, "from tables": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			l := open(t, dir, eventlog.Options{})
			words := secret()
			told := logtest.Statement(event.NewID(), words)
			add(t, l, logtest.Entities(600)...)
			neighbour := logtest.Entity("neighbour")
			add(t, l, told, neighbour)
			add(t, l, logtest.Entities(600)...)
			if reopen {
				shut(t, l)
				l = open(t, dir, eventlog.Options{})
			}
			if holders(t, dir, words) == nil {
				t.Fatal("the words are in no file, so that their erasure would prove nothing")
			}
			before, root := logtest.Check(t, l), l.Head().Root

			add(t, l, erasure(601))
			if files := holders(t, dir, words); files != nil {
				t.Errorf("after the erasure the words are in %v", files)
			}
			check := func() {
				records := logtest.Check(t, l)
				for i, r := range before {
					if got := records[i]; !bytes.Equal(got.Leaf, r.Leaf) || got.Erased() != (i == 600) {
						t.Errorf("position %d: erased %t, leaf %x; it was %x", i+1, got.Erased(), got.Leaf, r.Leaf)
					}
				}
				if got, err := l.Root(event.Position(len(before))); err != nil || got != root {
					t.Errorf("the root before the erasure is %x, %v; it was %x", got, err, root)
				}
			}
			check()
			if r := add(t, l, told, neighbour); r.First != 601 || !r.Duplicate {
				t.Errorf("the append of what was erased, again: %+v", r)
			}
			shut(t, l)
			if files := holders(t, dir, words); files != nil {
				t.Errorf("closed, the words are in %v", files)
			}
			l = open(t, dir, eventlog.Options{})
			check()
		})
	}
}

func TestEraseRefuses(t *testing.T) {
	t.Parallel()
	l := open(t, t.TempDir(), eventlog.Options{})
	add(t, l, logtest.Entities(3)...)
	first := erasure(2)
	add(t, l, first)
	for name, c := range map[string]struct {
		at   event.Position
		says string
	}{
		"a position to come":   {5, "5 is after the last position before this append, 4"},
		"one erased already":   {2, "erased already"},
		"an erasure":           {4, "position 4 is itself an erasure"},
		"a position before it": {0, "must be given"},
	} {
		var problems event.Problems
		_, err := l.Append(context.Background(), "desk", nil, logtest.Entity("beside"), erasure(c.at))
		if !errors.As(err, &problems) || len(problems) != 1 || strings.Join(problems[0].Path, ".") != "events.1.position" || !strings.Contains(problems[0].Message, c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := l.Append(context.Background(), "desk", nil, erasure(3), erasure(3)); err == nil || !strings.Contains(err.Error(), "events.1.position: the payload of position 3 is erased already") {
		t.Errorf("one position twice in an append: %v", err)
	}
	if p := l.Head().Position; p != 4 {
		t.Errorf("the head is at %d; what was refused must leave it at 4", p)
	}
	if r := add(t, l, first); r.First != 4 || !r.Duplicate {
		t.Errorf("the same erasure again: %+v", r)
	}
	logtest.Check(t, l)
}

// TestEraseCutShort breaks erasures off between the commit and the files: before anything was dropped from them, and
// after, when what is left is not yet put back. Either way the log mends itself, here and when it is opened again.
func TestEraseCutShort(t *testing.T) {
	eachWay(t, func(t *testing.T, dir string, l *eventlog.Badger, _ *breaking) {
		words := secret()
		add(t, l, logtest.Entities(300)...)
		add(t, l, logtest.Statement(event.NewID(), words))
		b := &breaking{after: strings.Contains(t.Name(), "reported")}
		l.SetScrub(b.wrap)
		b.next(1)
		if r := add(t, l, erasure(301)); r.First != 302 || r.Duplicate {
			t.Errorf("the erasure that was broken off: %+v", r)
		}
		if files := holders(t, dir, words); files != nil {
			t.Errorf("the words are in %v", files)
		}
		logtest.Check(t, l)
	})
	t.Run("by a crash", func(t *testing.T) {
		t.Parallel()
		words := secret()
		dir := t.TempDir()
		l := open(t, dir, eventlog.Options{})
		add(t, l, logtest.Entities(300)...)
		add(t, l, logtest.Statement(event.NewID(), words))
		left, err := l.At(301)
		if err != nil {
			t.Fatal(err)
		}
		shut(t, l)
		spoil(t, dir, func(txn *badger.Txn) error { // as a crash leaves it that comes after the record was dropped
			if err := txn.Set(eventlog.ErasureKey(301), event.AppendRecord(nil, left.Leaf, event.Salt{}, nil)); err != nil {
				return err
			}
			return txn.Delete(eventlog.RecordKey(301))
		})
		l = open(t, dir, eventlog.Options{})
		if r, err := l.At(301); err != nil || !r.Erased() {
			t.Errorf("position 301: %v, erased %t", err, r.Erased())
		}
		logtest.Check(t, l)
	})
}
