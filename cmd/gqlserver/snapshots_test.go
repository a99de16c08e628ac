package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
	"onrecord/recorder"
)

// reopened opens the node of a directory, waits until it has caught up, and returns what it logged meanwhile.
func reopened(t *testing.T, dir string) (*node, string) {
	t.Helper()
	var said bytes.Buffer
	n, err := openNode(dir, eventlog.Options{Logger: slog.New(slog.NewTextHandler(&said, &slog.HandlerOptions{Level: slog.LevelWarn}))}, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := n.catchUp(limited(t)); err != nil {
		t.Fatal(err)
	}
	return n, said.String()
}

// describe records people, a thousand an append.
func describe(t *testing.T, n *node, thousands int) {
	t.Helper()
	for range thousands {
		var events []event.Event
		for i := range 1000 {
			events = append(events, event.Event{ID: event.NewID(), Payload: &event.EntityDescribed{Kind: event.KindPerson, Name: fmt.Sprintf("Person %d", i)}})
		}
		receipt, err := n.log.Append(limited(t), "desk", nil, events...)
		if err != nil {
			t.Fatal(err)
		}
		if err := n.graph.Wait(limited(t), receipt.Last); err != nil {
			t.Fatal(err)
		}
	}
}

func closed(t *testing.T, n *node) []string {
	t.Helper()
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(n.dir, "snapshots", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A log with much in it leaves a snapshot, from which the next start goes on; two are kept.
func TestSnapshotsAreKept(t *testing.T) {
	dir := t.TempDir()
	n, _ := reopened(t, dir)
	describe(t, n, snapshotAtLast/1000-1)
	if files := closed(t, n); len(files) > 0 {
		t.Fatalf("a short log left %q", files)
	}
	for want := 1; want <= 3; want++ {
		n, said := reopened(t, dir)
		if said != "" {
			t.Fatalf("it said %s", said)
		}
		describe(t, n, snapshotAtLast/1000)
		files := closed(t, n)
		if len(files) != min(want, snapshotsKept) || positionOf(files[len(files)-1]) != n.log.Head().Position {
			t.Fatalf("a log of %d events left %q", n.log.Head().Position, files)
		}
	}
	n, said := reopened(t, dir)
	defer closed(t, n)
	if said != "" || n.graph.Head() != n.log.Head().Position {
		t.Fatalf("the graph is at position %d of %d; it said %s", n.graph.Head(), n.log.Head().Position, said)
	}
	v, err := n.graph.View(graph.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	for p := event.Position(1); p <= n.log.Head().Position; p += 997 {
		r, err := n.log.At(p)
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := v.Entity(r.ID); !ok || e.Introduced() != p {
			t.Errorf("the entity of position %d is not in the graph", p)
		}
	}
}

// A snapshot that is damaged, or of another log, costs a line in the program's log and the fold of ours.
func TestSnapshotsOfNoUse(t *testing.T) {
	other := t.TempDir()
	n, _ := reopened(t, other)
	describe(t, n, snapshotAtLast/1000)
	foreign := closed(t, n)[0]
	for what, spoil := range map[string]func(file string) error{
		"damaged": func(file string) error {
			b, err := os.ReadFile(file)
			if err == nil {
				b[len(b)/2] ^= 1
				err = os.WriteFile(file, b, 0o600)
			}
			return err
		},
		"cut short":      func(file string) error { return os.Truncate(file, 1000) },
		"of another log": func(file string) error { return os.Rename(foreign, file) },
		"ahead of the log": func(file string) error {
			longer := t.TempDir()
			n, _ := reopened(t, longer)
			describe(t, n, snapshotAtLast/1000+1)
			return os.Rename(closed(t, n)[0], file)
		},
	} {
		dir := t.TempDir()
		n, _ := reopened(t, dir)
		describe(t, n, snapshotAtLast/1000)
		if err := spoil(closed(t, n)[0]); err != nil {
			t.Fatal(err)
		}
		n, said := reopened(t, dir)
		if n.graph.Head() != n.log.Head().Position {
			t.Errorf("%s: the graph is at position %d of %d", what, n.graph.Head(), n.log.Head().Position)
		}
		if lines := strings.Count(said, "\n"); lines != 1 || !strings.Contains(said, "of no use") {
			t.Errorf("%s: it said %d lines:\n%s", what, lines, said)
		}
		closed(t, n)
	}
}

// Once something is erased, no snapshot holds it: those of before are deleted, and one that comes back is not taken.
func TestSnapshotsForgetWhatIsErased(t *testing.T) {
	dir := t.TempDir()
	n, _ := reopened(t, dir)
	describe(t, n, snapshotAtLast/1000)
	before := closed(t, n)[0]
	kept, err := os.ReadFile(before)
	if err != nil {
		t.Fatal(err)
	}
	n, _ = reopened(t, dir)
	if _, err := n.recorder.Erase(limited(t), recorder.Erasure{Position: new(event.Position(7)), Reason: "court order", By: "desk"}); err != nil {
		t.Fatal(err)
	}
	for _, file := range closed(t, n) {
		if positionOf(file) <= 7 || file == before {
			t.Errorf("%s is still there", file)
		}
	}
	if err := os.WriteFile(before, kept, 0o600); err != nil {
		t.Fatal(err)
	}
	n, said := reopened(t, dir)
	defer closed(t, n)
	if !strings.Contains(said, "an erasure reaches back") {
		t.Errorf("it said %q", said)
	}
	if _, err := os.Stat(before); err == nil {
		t.Error("the snapshot that held what was erased is still there")
	}
	r, err := n.log.At(7)
	if err != nil {
		t.Fatal(err)
	}
	v, err := n.graph.View(graph.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := v.Entity(r.ID); ok || n.graph.ErasedBy(7) == 0 {
		t.Errorf("what was erased is in the graph: %t; it was erased by position %d", ok, n.graph.ErasedBy(7))
	}
}
