package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/access/issuertest"
)

// run runs a subcommand, and returns what it said.
func run(args ...string) (code int, said, complained string) {
	var stdout, stderr bytes.Buffer
	m := Main{Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr}
	code = m.Run(context.Background(), args)
	return code, stdout.String(), stderr.String()
}

// A server takes the tokens of its issuer, with the role and the name in the claims that it was told.
func TestServeWithIssuer(t *testing.T) {
	i, dir := issuertest.New(t), t.TempDir()
	s := start(t, "--data", filepath.Join(dir, "data"), "--oidc-issuer", i.URL, "--oidc-audience", "onrecord",
		"--oidc-role", "realm_access.roles", "--oidc-name", "email")
	file, events := filepath.Join(dir, "token"), filepath.Join(dir, "events.jsonl")
	if err := os.WriteFile(events, []byte(`{"entity": {"kind": "PERSON", "name": "Ann"}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	with := func(role string) {
		t.Helper()
		token := i.Token(map[string]any{"email": "ann@example.org", "realm_access": map[string]any{"roles": []string{"offline_access", role}}})
		if err := os.WriteFile(file, []byte(token+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	with("reader")
	if code, _, complained := run("record", "--url", s.url, "--token-file", file, events); code != exitFailed || !strings.Contains(complained, `"ann@example.org" has the role reader`) {
		t.Errorf("a reader records: %d %s", code, complained)
	}
	with("administrator")
	if code, _, complained := run("record", "--url", s.url, "--token-file", file, events); code != exitOK {
		t.Errorf("an administrator records: %d %s", code, complained)
	}
	if code, said, complained := run("export", "--url", s.url, "--token-file", file); code != exitOK || !strings.Contains(said, `"recordedBy":"ann@example.org"`) {
		t.Errorf("recorded: %d %s %s", code, said, complained)
	}
	with("chief")
	if code, _, complained := run("info", "--url", s.url, "--token-file", file); code != exitFailed || !strings.Contains(complained, "its claim realm_access.roles names no role") {
		t.Errorf("without a role: %d %s", code, complained)
	}
}

// A client that is told to come again does.
func TestComingAgain(t *testing.T) {
	dir := t.TempDir()
	events := filepath.Join(dir, "events.jsonl")
	if err := os.WriteFile(events, []byte(strings.Repeat(`{"entity": {"kind": "PERSON", "name": "Ann"}}`+"\n", 6)), 0o600); err != nil {
		t.Fatal(err)
	}
	s := start(t, "--data", filepath.Join(dir, "data"), "--rate", "2")
	code, said, complained := run("record", "--url", s.url, "--batch", "1", events)
	if n := strings.Count(said, "Recorded 1 event"); code != exitOK || n != 6 {
		t.Errorf("%d: %d of 6: %s", code, n, complained)
	}
}
