package api_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"sync"
	"testing"
	"time"

	"onrecord/access"
	"onrecord/api"
	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/examples/airstrikes"
	"onrecord/graph"
	"onrecord/recorder"
	"onrecord/search"
)

// server is the API over a real log in a directory of the test.
type server struct {
	*httptest.Server
	t        testing.TB
	log      eventlog.Log
	graph    *graph.Graph
	recorder *recorder.Recorder
	texts    *search.Index
}

// newServer starts one with an empty log, for a test that records.
func newServer(t testing.TB) *server {
	t.Helper()
	s, stop, err := start(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	s.t = t
	return s
}

// newStory starts one that holds the airstrikes story, for a test that records more.
func newStory(t testing.TB) *server {
	t.Helper()
	s := newServer(t)
	if err := s.tell(); err != nil {
		t.Fatal(err)
	}
	return s
}

// readStory is one that holds the airstrikes story and is shared by tests that only read.
func readStory(t testing.TB) *server {
	t.Helper()
	s, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return s.in(t)
}

// in is the same server in a part of a test.
func (s *server) in(t testing.TB) *server {
	part := *s
	part.t = t
	return &part
}

var (
	stopShared = func() error { return nil }
	shared     = sync.OnceValues(func() (*server, error) {
		dir, err := os.MkdirTemp("", "story")
		if err != nil {
			return nil, err
		}
		s, stop, err := start(dir)
		if err != nil {
			return nil, err
		}
		stopShared = func() error { return errors.Join(stop(), os.RemoveAll(dir)) }
		return s, s.tell()
	})
)

func TestMain(m *testing.M) {
	code := m.Run()
	if err := stopShared(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// start serves the API over a log in a directory.
func start(dir string) (s *server, stop func() error, err error) {
	log, err := eventlog.Open(dir, eventlog.Options{})
	if err != nil {
		return nil, nil, err
	}
	g := graph.New()
	texts := search.New()
	ctx, cancel := context.WithCancel(context.Background())
	head := func() event.Position { return log.Head().Position }
	var followers sync.WaitGroup
	followers.Go(func() { _ = g.Follow(ctx, log, head) })
	followers.Go(func() { _ = texts.Follow(ctx, log, head) })
	rec := recorder.New(log, g)
	handler := api.NewHandler(api.Options{Log: log, Graph: g, Texts: texts, Recorder: rec, Gate: access.Open("tester")})
	s = &server{Server: httptest.NewServer(handler), log: log, graph: g, recorder: rec, texts: texts}
	return s, func() error {
		s.Close()
		cancel()
		followers.Wait()
		return log.Close()
	}, nil
}

// over serves the same graph over another log, with a limit on the time of operations.
func (s *server) over(log eventlog.Log, timeout time.Duration) *server {
	s.t.Helper()
	handler := api.NewHandler(api.Options{Log: log, Graph: s.graph, Texts: s.texts, Recorder: recorder.New(log, s.graph), Gate: access.Open("tester"), Timeout: timeout})
	other := *s
	other.Server = httptest.NewServer(handler)
	s.t.Cleanup(other.Close)
	return &other
}

// tell records the airstrikes story, a file an append.
func (s *server) tell() error {
	files, err := fs.Glob(airstrikes.FS, "*.jsonl")
	if err != nil || len(files) != 3 {
		return fmt.Errorf("the story has files %v, %v; want three", files, err)
	}
	for _, file := range files {
		content, err := fs.ReadFile(airstrikes.FS, file)
		if err != nil {
			return err
		}
		r := recorder.Request{By: "sample"}
		for line := range bytes.Lines(content) {
			d, err := recorder.ParseDraft(line)
			if err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
			r.Drafts = append(r.Drafts, d)
		}
		if outcome, err := s.recorder.Record(context.Background(), r); err != nil || len(outcome.Errors) > 0 {
			return fmt.Errorf("%s: %w %v", file, err, outcome.Errors)
		}
	}
	return nil
}

// store records a batch that must be in order.
func (s *server) store(r recorder.Request) *recorder.Receipt {
	s.t.Helper()
	outcome, err := s.recorder.Record(context.Background(), r)
	if err != nil || len(outcome.Errors) > 0 {
		s.t.Fatal(err, outcome.Errors)
	}
	return outcome.Receipt
}

// record records events written as in the story's files.
func (s *server) record(lines ...string) *recorder.Receipt {
	s.t.Helper()
	r := recorder.Request{By: "tester"}
	for _, line := range lines {
		d, err := recorder.ParseDraft([]byte(line))
		if err != nil {
			s.t.Fatal(line, err)
		}
		r.Drafts = append(r.Drafts, d)
	}
	return s.store(r)
}
