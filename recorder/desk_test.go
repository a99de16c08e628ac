package recorder_test

import (
	"bufio"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
	"onrecord/recorder"
)

// desk is a log on disk, the graph that follows it, and a recorder of both.
type desk struct {
	*recorder.Recorder
	log   *eventlog.Badger
	graph *graph.Graph
}

// open opens an empty log, with drafts of some lines recorded in it.
func open(t testing.TB, lines ...string) *desk {
	t.Helper()
	log, err := eventlog.Open(t.TempDir(), eventlog.Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{log: log, graph: graph.New()}
	d.Recorder = recorder.New(log, d.graph)
	ctx, cancel := context.WithCancel(context.Background())
	followed := make(chan error, 1)
	go func() {
		followed <- d.graph.Follow(ctx, log, func() event.Position { return log.Head().Position })
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-followed; !errors.Is(err, context.Canceled) && !errors.Is(err, eventlog.ErrClosed) {
			t.Errorf("follow: %v", err)
		}
		if err := log.Close(); err != nil {
			t.Error(err)
		}
	})
	if len(lines) > 0 {
		d.recorded(t, lines...)
	}
	return d
}

// parse reads drafts.
func parse(t testing.TB, lines ...string) []recorder.Draft {
	t.Helper()
	drafts := make([]recorder.Draft, len(lines))
	for i, line := range lines {
		var err error
		if drafts[i], err = recorder.ParseDraft([]byte(line)); err != nil {
			t.Fatalf("%s\n%v", line, err)
		}
	}
	return drafts
}

// record records some lines as one batch.
func (d *desk) record(t testing.TB, lines ...string) recorder.Outcome {
	t.Helper()
	return d.request(t, recorder.Request{Drafts: parse(t, lines...), By: "desk"})
}

func (d *desk) request(t testing.TB, req recorder.Request) recorder.Outcome {
	t.Helper()
	out, err := d.Record(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	if none := out.Receipt == nil && len(out.Errors) == 0; none != (req.DryRun && len(out.Errors) == 0) || out.Receipt != nil && len(out.Errors) > 0 {
		t.Fatalf("the outcome should have one of a receipt and errors: %+v", out)
	}
	return out
}

// recorded records some lines that nothing is wrong with.
func (d *desk) recorded(t testing.TB, lines ...string) recorder.Receipt {
	t.Helper()
	out := d.record(t, lines...)
	if len(out.Errors) > 0 {
		t.Fatal(out.Errors)
	}
	return *out.Receipt
}

// payload reads what is recorded at a position.
func (d *desk) payload(t testing.TB, at event.Position) event.Payload {
	t.Helper()
	r, err := d.log.At(at)
	if err != nil {
		t.Fatal(err)
	}
	p, err := r.Decode()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// last reads what is recorded last.
func (d *desk) last(t testing.TB) event.Payload { return d.payload(t, d.log.Head().Position) }

// id finds what has a key.
func (d *desk) id(t testing.TB, key string) event.ID {
	t.Helper()
	v, err := d.graph.View(graph.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	id, err := v.LookupKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// ids finds what has some keys.
func (d *desk) ids(t testing.TB, keys ...string) (all []event.ID) {
	t.Helper()
	for _, key := range keys {
		all = append(all, d.id(t, key))
	}
	return all
}

// sketch writes problems as "CODE path", one a line.
func sketch(problems event.Problems) string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, string(p.Code)+" "+strings.Join(p.Path, "."))
	}
	return strings.Join(lines, "\n")
}

// story reads the files of the seed story: the lines of each.
func story(t testing.TB) (files [][]string) {
	t.Helper()
	names, err := filepath.Glob("../examples/airstrikes/*.jsonl")
	if err != nil || len(names) != 3 {
		t.Fatalf("the story should have three files: %v %v", names, err)
	}
	slices.Sort(names)
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for in := bufio.NewScanner(f); in.Scan(); {
			lines = append(lines, in.Text())
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		files = append(files, lines)
	}
	return files
}

// The ids of things in world that have no key.
const (
	dated     = "01890000-0000-7000-8000-0000000000d1" // a document of Reuters, of 26 February 2021, with a text
	anonymous = "01890000-0000-7000-8000-0000000000d2" // a document without publisher and date
)

// world is a small log to be wrong about.
var world = []string{
	`{"entity": {"key": "w:reuters", "kind": "ORGANIZATION", "name": "Reuters", "identifiers": [{"scheme": "x", "value": "1"}]}}`,
	`{"entity": {"key": "w:ap", "kind": "ORGANIZATION", "name": "AP", "identifiers": [{"scheme": "x", "value": "2"}]}}`,
	`{"entity": {"key": "w:kirby", "kind": "PERSON", "name": "Kirby", "identifiers": [{"scheme": "x", "value": "2"}]}}`,
	`{"entity": {"key": "w:pentagon", "kind": "PUBLIC_BODY", "name": "Pentagon", "aliases": ["Operation: Resolve"]}}`,
	`{"document": {"id": "` + dated + `", "publisher": "w:reuters", "title": "Nine", "publishedAt": {"edtf": "2021-02-26"}, "text": "„Nine“ – destroyed."}}`,
	`{"document": {"id": "` + anonymous + `", "url": "https://example.org/leaflet"}}`,
	`{"action": {"key": "w:strike", "category": "ASSAULT", "when": {"edtf": "2021-02-25"}, "report": {"chain": ["w:reuters"]}}}`,
	`{"action": {"key": "w:damage", "category": "DAMAGE", "report": {"chain": ["w:ap"]}}}`,
	`{"statement": {"key": "w:said", "speaker": "w:kirby", "onBehalfOf": "w:pentagon", "act": "STATE", "paraphrase": "It was done.", "report": {"chain": ["w:ap"]}}}`,
}
