package eventlog_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// TestSpace lets the disk become full and empty again: appends are refused with nothing recorded, all else goes on.
func TestSpace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	l := open(t, dir, eventlog.Options{})
	var free atomic.Uint64
	var refusing atomic.Bool // and does so also while it is looked how full the disk is
	free.Store(10 << 30)
	l.SetFree(func() uint64 {
		if err := l.Err(); refusing.Load() && !errors.Is(err, eventlog.ErrNoSpace) {
			t.Errorf("Err on a full disk, while it is looked at: %v", err)
		}
		return free.Load()
	})
	before := logtest.Entity("before")
	add(t, l, before)
	head := l.Head()

	free.Store(eventlog.Reserve - 1)
	full := logtest.Entity("full")
	if _, err := l.Append(context.Background(), "desk", nil, full); !errors.Is(err, eventlog.ErrNoSpace) || !strings.Contains(err.Error(), "255 MiB are free") {
		t.Errorf("on a full disk: %v", err)
	}
	if l.Head() != head {
		t.Errorf("the head moved to %+v", l.Head())
	}
	if r := add(t, l, before); !r.Duplicate {
		t.Errorf("a repetition, which needs no space: %+v", r)
	}
	if err := l.Err(); !errors.Is(err, eventlog.ErrNoSpace) {
		t.Errorf("Err on a full disk: %v", err)
	}
	logtest.Check(t, l)

	refusing.Store(true)
	if _, err := l.Append(context.Background(), "desk", nil, full); !errors.Is(err, eventlog.ErrNoSpace) {
		t.Errorf("still on a full disk: %v", err)
	}
	refusing.Store(false)

	free.Store(eventlog.Reserve + 1<<20)
	if _, err := l.Append(context.Background(), "desk", nil, full); !errors.Is(err, eventlog.ErrNoSpace) {
		t.Errorf("with hardly more than the reserve: %v", err)
	}
	free.Store(eventlog.Reserve + 16<<20)
	if r := add(t, l, full); r.First != 2 {
		t.Errorf("with room again: %+v", r)
	}
	if err := l.Err(); err != nil {
		t.Errorf("Err with room again: %v", err)
	}
	logtest.Check(t, l)
}

// TestBallast wants space put aside, given up to open a log on a full disk, and put aside again.
func TestBallast(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ballast := filepath.Join(dir, "ballast")
	shut(t, open(t, dir, eventlog.Options{}))
	if info, err := os.Stat(ballast); err != nil || info.Size() != eventlog.Ballast {
		t.Fatalf("the ballast: %+v, %v", info, err)
	}
	l := open(t, dir, eventlog.Options{})
	l.SetFree(func() uint64 { return 1 << 20 })
	if _, err := l.Append(context.Background(), "desk", nil, logtest.Entities(1)...); !errors.Is(err, eventlog.ErrNoSpace) {
		t.Errorf("on a full disk: %v", err)
	}
	if _, err := os.Stat(ballast); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the disk is full, and the ballast is there: %v", err)
	}
	shut(t, l)
	shut(t, open(t, dir, eventlog.Options{}))
	if _, err := os.Stat(ballast); err != nil {
		t.Errorf("there is room, and no ballast: %v", err)
	}
}

// TestFullDisk fills a real, small disk, with events and with other files, and empties it again.
func TestFullDisk(t *testing.T) {
	if os.Getenv("ONRECORD_LONG") == "" {
		t.Skip("mounts a small file system; set ONRECORD_LONG=1 to run it, as root")
	}
	disk := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=320m", "none", disk).CombinedOutput(); err != nil {
		t.Skipf("a file system cannot be mounted here: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", disk).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
	dir, filler := filepath.Join(disk, "log"), filepath.Join(disk, "filler")
	if err := os.WriteFile(filler, make([]byte, 40<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	o := eventlog.Options{Reserve: 100 << 20}
	l := open(t, dir, o)
	large := func() event.Event { // of 64 KiB that cannot be made much shorter
		var text strings.Builder
		for range 512 {
			text.WriteString(secret())
		}
		return event.Event{ID: event.NewID(), Payload: &event.DocumentCaptured{Text: text.String()}}
	}
	acknowledged := 0
	for {
		_, err := l.Append(context.Background(), "desk", nil, large(), logtest.Entity("small"))
		if errors.Is(err, eventlog.ErrNoSpace) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		acknowledged += 2
	}
	t.Logf("%d events filled the disk", acknowledged)
	check := func(l *eventlog.Badger) {
		t.Helper()
		if n := len(logtest.Check(t, l)); n != acknowledged {
			t.Errorf("%d events are there; %d were acknowledged", n, acknowledged)
		}
	}
	check(l)

	fill(t, filler) // to the last byte
	if _, err := l.Append(context.Background(), "desk", nil, large()); !errors.Is(err, eventlog.ErrNoSpace) {
		t.Errorf("on a disk without a free byte: %v", err)
	}
	check(l)
	shut(t, l)
	fill(t, filler+" and more")
	if _, err := eventlog.Open(dir, eventlog.Options{Logger: quiet}); !errors.Is(err, eventlog.ErrNoSpace) {
		t.Errorf("opened on a disk without a free byte, the ballast given up before: %v", err)
	}
	if err := os.Remove(filler + " and more"); err != nil {
		t.Fatal(err)
	}

	l = open(t, dir, o)
	check(l)
	if _, err := l.Append(context.Background(), "desk", nil, large()); !errors.Is(err, eventlog.ErrNoSpace) {
		t.Errorf("opened on a full disk: %v", err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	add(t, l, logtest.Entity("resumed"))
	acknowledged++
	check(l)
	shut(t, l)
	check(open(t, dir, o))
}

// fill writes a file, or more of one, until the disk takes no more.
func fill(t *testing.T, path string) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for size := 1 << 20; size > 0; {
		if _, err := file.Write(make([]byte, size)); err != nil {
			size /= 16
		}
	}
}
