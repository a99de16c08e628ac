package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"onrecord/eventlog"
)

// TestMain makes gqlserver a command, for the stories and for tests that need a process of their own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gqlserver": main})
}

// TestStories runs the stories in testdata. They have some commands more than testscript has:
//
//	hold DIR            opens the log in a directory, in another process than gqlserver's, until the story ends
//	server NAME ARG...  serves with arguments until the story ends; the variable NAME is the address of its GraphQL
//	served FILE ARG...  serves with arguments until it is ready, stops, and writes to FILE what it said
//	secret NAME FILE    sets the variable NAME to the token that a file holds
//	key NAME FILE       sets the variable NAME to the public key that verify has told
//	change FILE TO A B  writes FILE to TO with what the regular expression A finds replaced by B
//	copy DIR TO         copies a directory
//	spoil DIR POSITION  changes the last byte of the payload at a position of a log, behind its back
//
// The variable STORY is the folder of the airstrikes story.
func TestStories(t *testing.T) {
	story, err := filepath.Abs("../../examples/airstrikes")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:   "testdata",
		Setup: func(env *testscript.Env) error { env.Setenv("STORY", story); return nil },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"hold":   storyHold,
			"server": storyServer,
			"served": storyServed,
			"key":    storyKey,
			"secret": storySecret,
			"change": storyChange,
			"copy":   storyCopy,
			"spoil":  storySpoil,
		},
	})
}

func storyHold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hold DIR")
	}
	log, err := eventlog.Open(ts.MkAbs(args[0]), eventlog.Options{})
	ts.Check(err)
	ts.Defer(func() { ts.Check(log.Close()) })
}

func storyServer(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: server NAME ARG...")
	}
	s, err := launch(args[1:]...)
	ts.Check(err)
	ts.Defer(func() { ts.Check(s.stop()) })
	ts.Setenv(args[0], s.url+"/graphql")
}

func storyServed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: served FILE ARG...")
	}
	s, err := launch(args[1:]...)
	ts.Check(err)
	ts.Check(s.stop())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(s.said), 0o600))
}

func storySecret(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: secret NAME FILE")
	}
	ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile(args[1])))
}

// running is a server in this process, run as the program runs it.
type running struct {
	url    string // of the front page, without the last slash
	said   string // on standard output, until it was ready
	cancel context.CancelFunc
	ended  chan error
}

// launch runs gqlserver serve on a free port and returns when it has said that it is ready.
func launch(args ...string) (*running, error) {
	out, stdout := io.Pipe()
	ctx, cancel := context.WithCancel(context.Background())
	r := &running{cancel: cancel, ended: make(chan error, 1)}
	go func() {
		var stderr strings.Builder
		m := Main{Stdin: strings.NewReader(""), Stdout: stdout, Stderr: &stderr}
		code := m.Run(ctx, slices.Concat([]string{"serve", "--addr", "127.0.0.1:0", "--as", "desk"}, args))
		if code != exitOK || stderr.Len() > 0 {
			r.ended <- fmt.Errorf("exit code %d; standard error: %s", code, &stderr)
		}
		close(r.ended)
		stdout.Close()
	}()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		r.said += lines.Text() + "\n"
		if found := appLine.FindStringSubmatch(lines.Text()); found != nil {
			r.url = found[1]
		}
		if strings.HasPrefix(lines.Text(), "Ready.") {
			go io.Copy(io.Discard, out)
			return r, nil
		}
	}
	return nil, fmt.Errorf("the server did not get ready: %w", <-r.ended)
}

var appLine = regexp.MustCompile(`^  App +(https?://127\.0\.0\.1:\d+)/$`)

// stop stops the server as a signal does. It fails unless the server ended in order and wrote nothing to standard error.
func (r *running) stop() error {
	r.cancel()
	return <-r.ended
}

// start launches a server that is stopped when the test ends.
func start(t *testing.T, args ...string) *running {
	t.Helper()
	r, err := launch(args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return r
}

// discard is a logger that keeps nothing.
func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }
