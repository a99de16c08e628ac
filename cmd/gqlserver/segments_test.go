package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/backup"
	"onrecord/event"
	"onrecord/eventlog"
)

// breaking is a log that cannot be read beyond a position.
type breaking struct {
	eventlog.Log
	after event.Position
}

var errBroken = errors.New("the disk is broken")

func (b breaking) Read(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		for r, err := range b.Log.Read(ctx, after) {
			if r.Position > b.after {
				yield(event.Record{}, errBroken)
				return
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// A server that breaks off in the middle of a backup is noticed, and nothing is kept of it.
func TestBackupThatBreaksOff(t *testing.T) {
	n := sampleNode(t, t.TempDir())
	n.log = breaking{n.log, 100}
	s := httptest.NewServer(newServer(n, onlyHere("desk"), discard()).http.Handler)
	defer s.Close()
	dir := filepath.Join(t.TempDir(), "copy")
	for _, args := range [][]string{{"backup", "--url", s.URL, dir}, {"export", "--url", s.URL}} {
		var out, stderr bytes.Buffer
		m := Main{Stdout: &out, Stderr: &stderr}
		if code := m.Run(limited(t), args); code != exitFailed || !strings.Contains(stderr.String(), "the segment is cut off") {
			t.Errorf("%s: exit code %d: %s", args[0], code, &stderr)
		}
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) > 0 {
		t.Errorf("it left %v, %v", names, err)
	}
}

// large records events that do not fit into what the system buffers between a server and its client.
func large(t *testing.T, url string) {
	t.Helper()
	for i := range 60 {
		document := map[string]any{"document": map[string]any{"url": fmt.Sprintf("https://example.org/%d", i), "text": strings.Repeat("word ", 100_000)}}
		if _, err := record(limited(t), url, document); err != nil {
			t.Fatal(err)
		}
	}
}

// begunBackup begins to read a backup of a server, and does not go on.
func begunBackup(t *testing.T, url string) (rest io.Reader) {
	t.Helper()
	request, err := http.NewRequestWithContext(limited(t), http.MethodGet, url+"/backup", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	first := make([]byte, 100)
	if _, err := io.ReadFull(response.Body, first); err != nil {
		t.Fatal(err)
	}
	return io.MultiReader(bytes.NewReader(first), response.Body)
}

// A client that takes its time holds nobody up, and gets all of it.
func TestSlowBackup(t *testing.T) {
	s := start(t, "--data", t.TempDir())
	large(t, s.url)
	rest := begunBackup(t, s.url)
	if _, err := record(limited(t), s.url, person("Ann")); err != nil {
		t.Fatal(err)
	}
	segment, err := backup.Read(rest)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, err := range segment.Records() {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 60 || segment.Checkpoint.Size != 60 { // not Ann, who came later
		t.Errorf("%d events, and a checkpoint of %d", n, segment.Checkpoint.Size)
	}
}

// A server that is told to stop does not wait for a backup, which is then cut off.
func TestStopDuringBackup(t *testing.T) {
	s, err := launch("--data", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	large(t, s.url)
	rest := begunBackup(t, s.url)
	stopped := make(chan error, 1)
	go func() { stopped <- s.stop() }()
	segment, err := backup.Read(rest)
	if err != nil {
		t.Fatal(err)
	}
	untilClosed(t, s.url)
	var last error
	for _, err := range segment.Records() {
		last = err
	}
	if !errors.Is(last, backup.ErrCutOff) {
		t.Errorf("the backup ended with %v", last)
	}
	if err := <-stopped; err != nil {
		t.Errorf("the server ended with %v", err)
	}
}

func TestBackupRefuses(t *testing.T) {
	s := start(t, "--data", t.TempDir())
	for path, want := range map[string]int{"/backup": 200, "/backup?after=0": 200, "/backup?after=1": 409, "/backup?after=-1": 400, "/backup?after=x": 400} {
		if status, answer := send(t, "GET", s.url+path, "", ""); status != want {
			t.Errorf("%s: %d %.100s; want %d", path, status, answer, want)
		}
	}
	if status, _ := send(t, "POST", s.url+"/backup", "", ""); status != http.StatusMethodNotAllowed {
		t.Errorf("posted: %d", status)
	}
	if status, _ := send(t, "GET", s.url+"/backup", "evil.example", ""); status != http.StatusMisdirectedRequest {
		t.Errorf("under another name: %d", status)
	}
}
