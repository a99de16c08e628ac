package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"onrecord/eventlog"
)

// The format that version tells is the one that eventlog marks a directory with. The mark is in the write-ahead log as
// long as the log is open.
func TestLogFormat(t *testing.T) {
	dir := t.TempDir()
	log, err := eventlog.Open(dir, eventlog.Options{Logger: discard()})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	files, err := filepath.Glob(filepath.Join(dir, "*.mem"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no write-ahead log: %v", err)
	}
	written, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if mark := fmt.Sprintf("onrecord log %d", logFormat); !bytes.Contains(written, []byte(mark)) {
		t.Errorf("the directory is not marked %q", mark)
	}
}
