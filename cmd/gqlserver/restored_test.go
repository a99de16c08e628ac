package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"onrecord/eventlog"
)

// The story that was restored, from an export or from a backup, answers as the first one does.
func TestRestoredStoryAnswers(t *testing.T) {
	there := t.TempDir()
	lines, copied := filepath.Join(there, "log.jsonl"), filepath.Join(there, "copy")
	if err := os.WriteFile(lines, exportOfSample(t), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) {
		t.Helper()
		var out, stderr bytes.Buffer
		m := Main{Stdout: &out, Stderr: &stderr}
		if code := m.Run(limited(t), args); code != exitOK {
			t.Fatalf("%v: exit code %d: %s", args, code, &stderr)
		}
	}
	run("restore", "--data", filepath.Join(there, "exported"), lines)
	run("backup", "--data", filepath.Join(there, "exported"), copied)
	run("restore", "--data", filepath.Join(there, "backed up"), copied)

	first := answers(t, newStory(t))
	for _, dir := range []string{"exported", "backed up"} {
		n, err := openNode(filepath.Join(there, dir), eventlog.Options{Logger: discard(), MustExist: true}, "")
		if err != nil {
			t.Fatal(err)
		}
		if err := n.catchUp(limited(t)); err != nil {
			t.Fatal(err)
		}
		same(t, dir, first, answers(t, story{newServer(n, onlyHere("desk"), discard()).http.Handler}))
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	}
}

// answers are what a story tells at several moments and according to AFP.
func answers(t *testing.T, s story) string {
	t.Helper()
	var all json.RawMessage
	s.ask(t, `{
		then: view(reportedAt: "2021-02-26", zone: "America/New_York") { ...All }
		now: view { ...All }
		afp: view(accordingTo: ["AFP"]) { ...All }
		half: view(position: 70) { ...All }
	}
	fragment All on View { snapshot { position } timeline(first: 1000) { totalCount nodes { key label reports { told chain { name } excerpts { exact } } } } }`, nil, &all)
	return string(all)
}
