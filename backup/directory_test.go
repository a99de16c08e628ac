package backup_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onrecord/backup"
	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// three makes a backup of a log in three segments, and returns their names.
func three(t *testing.T, l eventlog.Log, dir string) []string {
	t.Helper()
	for range 3 {
		add(t, l, logtest.Entities(5)...)
		backUp(t, dir, l)
	}
	names := slices.DeleteFunc(files(t, dir), func(name string) bool { return !strings.HasSuffix(name, ".records") })
	if want := []string{"0000000000000001-0000000000000005.records", "0000000000000006-0000000000000010.records", "0000000000000011-0000000000000015.records"}; !slices.Equal(names, want) {
		t.Fatalf("segments %q; want %q", names, want)
	}
	return names
}

// What was damaged, lost or mixed up in a backup is refused, and nothing is restored of it.
func TestDamagedBackup(t *testing.T) {
	l, other := newLog(t, 0), newLog(t, 0)
	dir, otherDir := filepath.Join(t.TempDir(), "backup"), filepath.Join(t.TempDir(), "backup")
	names := three(t, l, dir)
	three(t, other, otherDir)
	for _, damage := range []struct {
		what string
		do   func(dir string) error
	}{
		{"the first is missing", func(dir string) error { return os.Remove(filepath.Join(dir, names[0])) }},
		{"one between is missing", func(dir string) error { return os.Remove(filepath.Join(dir, names[1])) }},
		{"two changed places", func(dir string) error {
			return errors.Join(os.Rename(filepath.Join(dir, names[0]), filepath.Join(dir, "x")), os.Rename(filepath.Join(dir, names[1]), filepath.Join(dir, names[0])),
				os.Rename(filepath.Join(dir, "x"), filepath.Join(dir, names[1])))
		}},
		{"one under another name", func(dir string) error {
			return os.Rename(filepath.Join(dir, names[1]), filepath.Join(dir, "0000000000000006-0000000000000011.records"))
		}},
		{"the first of another log", func(dir string) error {
			return copyFile(filepath.Join(otherDir, names[0]), filepath.Join(dir, names[0]))
		}},
		{"the last of another log", func(dir string) error {
			return copyFile(filepath.Join(otherDir, names[2]), filepath.Join(dir, names[2]))
		}},
		{"something else", func(dir string) error { return os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o600) }},
	} {
		t.Run(damage.what, func(t *testing.T) {
			damaged := filepath.Join(t.TempDir(), "backup")
			if err := errors.Join(os.CopyFS(damaged, os.DirFS(dir)), damage.do(damaged)); err != nil {
				t.Fatal(err)
			}
			refuseBackup(t, damaged)
		})
	}
	t.Run("one byte", func(t *testing.T) {
		damaged := filepath.Join(t.TempDir(), "backup")
		if err := os.CopyFS(damaged, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			path := filepath.Join(damaged, name)
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; i < len(content); i += 37 { // every byte of one segment is in TestFlippedBits
				content[i] ^= 0x10
				if err := os.WriteFile(path, content, 0o600); err != nil {
					t.Fatal(err)
				}
				if _, err := readBackup(damaged); err == nil {
					t.Errorf("%s: byte %d was changed, and it was taken", name, i)
				}
				content[i] ^= 0x10
			}
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if n, err := readBackup(damaged); err != nil || n != 15 {
			t.Errorf("made good again: %d, %v", n, err)
		}
	})
}

// readBackup reads all of a backup as a restore does.
func readBackup(dir string) (n int, err error) {
	d, err := backup.Open(dir)
	if err != nil {
		return 0, err
	}
	for r, err := range d.Records() {
		if err != nil {
			return n, err
		}
		if !r.Intact() {
			return n, eventlog.ErrTampered
		}
		n++
	}
	return n, nil
}

func refuseBackup(t *testing.T, dir string) {
	t.Helper()
	n, err := readBackup(dir)
	if err == nil {
		t.Errorf("it was taken, with %d records", n)
	}
	t.Log(err)
}

func copyFile(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o600)
}

// What is no backup is not taken for one, and not written to.
func TestNoBackup(t *testing.T) {
	there := t.TempDir()
	if _, err := backup.Open(filepath.Join(there, "nowhere")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a directory that is not there: %v", err)
	}
	if _, err := backup.Open(there); !errors.Is(err, backup.ErrNotBackup) {
		t.Errorf("an empty directory: %v", err)
	}
	if _, err := backup.Hold(filepath.Join(there, "not", "mounted")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("below a directory that is not there: %v", err)
	}
	log := filepath.Join(there, "log")
	if err := open(t, log, eventlog.Options{}).Close(); err != nil {
		t.Fatal(err)
	}
	before := files(t, log)
	if _, err := backup.Hold(log); !errors.Is(err, backup.ErrNotBackup) {
		t.Errorf("a log: %v", err)
	}
	if after := files(t, log); !slices.Equal(before, after) {
		t.Errorf("it wrote into a log: %q, before %q", after, before)
	}
}

// One backup at a time has a directory.
func TestBusy(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "backup")
	first, err := backup.Hold(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Hold(dir); !errors.Is(err, backup.ErrBusy) {
		t.Errorf("a second: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second, err := backup.Hold(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
}

// Appends go on while backups run, one after the other; the last backup has all.
func TestBackupWhileAppending(t *testing.T) {
	const appends = 300
	l, dir := newLog(t, 1), filepath.Join(t.TempDir(), "backup")
	done := make(chan error, 1)
	go func() {
		for range appends {
			if _, err := l.Append(context.Background(), "desk", nil, logtest.Entities(3)...); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	last, runs := event.Position(0), 0
	for writing := true; writing; runs++ {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			writing = false
		default:
		}
		added := backUp(t, dir, l)
		if added.First != last+1 {
			t.Fatalf("run %d added from %d; the one before ended with %d", runs, added.First, last)
		}
		last = added.Last
	}
	if last != 1+3*appends || runs < 2 {
		t.Errorf("%d runs up to position %d; want %d", runs, last, 1+3*appends)
	}
	again := restored(t, dir, filepath.Join(t.TempDir(), "data"))
	defer again.Close()
	sameLogs(t, l, again)
}
