package backup_test

import (
	"flag"
	"fmt"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// Whatever is recorded and erased between backups, what is restored has the bytes of the log and its root at every size.
func TestRoundTrip(t *testing.T) {
	fewer(t)
	there := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		path := func(what string) string { return filepath.Join(there, fmt.Sprint(n, what)) }
		l := open(t, path("log"), eventlog.Options{})
		defer l.Close()
		add(t, l, logtest.Entity("first"))
		for range rapid.IntRange(1, 4).Draw(t, "backups") {
			for range rapid.IntRange(0, 4).Draw(t, "appends") {
				if rapid.Bool().Draw(t, "erase") {
					eraseOne(t, l)
				} else {
					add(t, l, logtest.Entities(rapid.IntRange(1, 100).Draw(t, "events"))...)
				}
			}
			if added, head := backUp(t, path("backup"), l), l.Head().Position; added.Last != head {
				t.Fatalf("added up to %d; the head is %d", added.Last, head)
			}
		}
		again := restored(t, path("backup"), path("restored"))
		defer again.Close()
		sameLogs(t, l, again)
		if again.Head() != l.Head() {
			t.Fatalf("restored %+v; want %+v", again.Head(), l.Head())
		}
	})
}

// eraseOne erases the payload of an event, if it can be.
func eraseOne(t *rapid.T, l eventlog.Log) {
	p := event.Position(rapid.Uint64Range(1, uint64(l.Head().Position)).Draw(t, "erased"))
	r, err := l.At(p)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Erased() && r.Type != event.TypePayloadErased {
		add(t, l, erased(p))
	}
}

// fewer lets rapid draw 20 histories instead of its 100, unless it is told a number: each opens several logs.
func fewer(t *testing.T) {
	t.Helper()
	set := false
	flag.Visit(func(f *flag.Flag) { set = set || f.Name == "rapid.checks" })
	if !set {
		if err := flag.Set("rapid.checks", "20"); err != nil {
			t.Fatal(err)
		}
	}
}
