package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/recorder"
)

type recordCommand struct {
	File    string `arg:"" placeholder:"FILE" help:"File of events, one as JSON a line; - for standard input."`
	Data    string `placeholder:"DIR" xor:"where" help:"Directory of the log; ./data unless given."`
	KeyFile string `placeholder:"FILE" xor:"keys" help:"File of the log's secret keys; key in its directory unless given."`
	URL     string `name:"url" placeholder:"URL" xor:"where,who,keys" help:"Record through the server that answers GraphQL there."`
	As      string `placeholder:"NAME" xor:"who" help:"Who records; the user of the operating system unless given."`
	Batch   int    `placeholder:"N" help:"Record N lines at a time, instead of the file as one."`
	DryRun  bool   `help:"Only say what is wrong; record nothing."`
	JSON    bool   `name:"json" help:"Write each receipt as a line of JSON, with the ids; null after a dry run."`

	login
}

// Help is what the help of this command adds.
func (recordCommand) Help() string {
	return `A line is one event, as the mutation recordEvents takes it: {"entity": ...}, {"statement": ...} and so on. The file is recorded as one: all of it, or, when anything is wrong, nothing. What is wrong is listed as FILE:LINE: field: message (CODE). Recording the same lines again changes nothing, if every line has its id.

Examples:

  gqlserver record events.jsonl
  gqlserver record --dry-run events.jsonl
  gqlserver record --url http://127.0.0.1:8080 events.jsonl
  zcat many.jsonl.gz | gqlserver record --batch 1000 -`
}

// Run records the file.
func (c *recordCommand) Run(ctx context.Context, m *Main) (err error) {
	f, err := c.read(m)
	if err != nil {
		return c.after(m, nil, err)
	}
	size, err := c.batch(f)
	if err != nil {
		return err
	}
	record, end, err := c.place(ctx, m)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	done := 0
	for lines := range slices.Chunk(f.lines, size) {
		if err := c.run(ctx, m, record, file{f.name, lines}); err != nil {
			return c.after(m, f.lines[:done], err)
		}
		done += len(lines)
	}
	return nil
}

// place is where to record: a server that is running, or a directory, which end closes.
func (c *recordCommand) place(ctx context.Context, m *Main) (record recording, end func() error, err error) {
	if c.URL != "" {
		there, err := c.at(c.URL)
		return recordThere(there), func() error { return nil }, err
	}
	by, err := recordedBy(c.As)
	if err != nil {
		return nil, nil, err
	}
	n, err := openNode(cmp.Or(c.Data, "./data"), eventlog.Options{Logger: m.logger(), Keys: c.KeyFile}, "record through it: gqlserver record --url http://127.0.0.1:8080 "+c.File)
	if err != nil {
		return nil, nil, err
	}
	if err := n.catchUp(ctx); err != nil {
		return nil, nil, errors.Join(err, n.Close())
	}
	return recordHere(n, by), n.Close, nil
}

// run records one batch and writes its receipt.
func (c *recordCommand) run(ctx context.Context, m *Main, record recording, f file) error {
	outcome, err := record(ctx, f, c.DryRun)
	if err != nil {
		return err
	}
	for _, warning := range f.complaints(outcome.Warnings) {
		fmt.Fprintln(m.Stderr, warning, "- a warning only")
	}
	if len(outcome.Errors) > 0 {
		return &refusal{f.complaints(outcome.Errors)}
	}
	return c.tell(m.Stdout, outcome.Receipt, len(f.lines))
}

// read reads the file, or standard input.
func (c *recordCommand) read(m *Main) (file, error) {
	if c.File == "-" {
		return readFile("stdin", m.Stdin)
	}
	in, err := os.Open(c.File)
	if err != nil {
		return file{}, err
	}
	defer in.Close()
	return readFile(c.File, in)
}

// batch is how many lines an append takes.
func (c *recordCommand) batch(f file) (int, error) {
	n := len(f.lines)
	switch {
	case c.Batch < 0 || c.Batch > eventlog.MaxEvents:
		return 0, &usageError{"--batch", fmt.Sprint(c.Batch), fmt.Sprintf("one append takes 1 to %d events", eventlog.MaxEvents)}
	case c.Batch == 0 && n > eventlog.MaxEvents:
		return 0, fmt.Errorf("%s holds %s, and one append takes at most %d: record it in parts with --batch %[3]d; "+
			"when a part is refused, those before it stay recorded", f.name, events(n), eventlog.MaxEvents)
	case c.Batch == 0:
		return n, nil
	case c.DryRun && n > c.Batch:
		return 0, &usageError{"--dry-run", fmt.Sprintf("with --batch %d", c.Batch),
			fmt.Sprintf("a dry run looks at one append, and %s holds %s: later parts may name what earlier ones record", f.name, events(n))}
	}
	return c.Batch, nil
}

// tell writes what was recorded.
func (c *recordCommand) tell(out io.Writer, r *recorder.Receipt, n int) (err error) {
	switch {
	case c.JSON:
		err = json.NewEncoder(out).Encode((*receipt)(r)) // null after a dry run
	case r == nil:
		_, err = fmt.Fprintf(out, "Nothing is wrong: %s could be recorded. Nothing was: this was a dry run.\n", events(n))
	case r.Duplicate:
		_, err = fmt.Fprintf(out, "%s had been recorded before: %s, at %v. Nothing was recorded again.\n", events(n), positions(r), r.RecordedAt)
	default:
		_, err = fmt.Fprintf(out, "Recorded %s: %s, at %v.\n", events(n), positions(r), r.RecordedAt)
	}
	return err
}

// receipt is a receipt in JSON, with the names of the API.
type receipt struct {
	First      event.Position `json:"first"`
	Last       event.Position `json:"last"`
	RecordedAt event.Instant  `json:"recordedAt"`
	Duplicate  bool           `json:"duplicate"`
	IDs        []event.ID     `json:"ids"`
}

func positions(r *recorder.Receipt) string {
	if r.First == r.Last {
		return fmt.Sprintf("position %d", r.First)
	}
	return fmt.Sprintf("positions %d to %d", r.First, r.Last)
}

// after says what is recorded when err stopped it after some lines. What is wrong with events is listed by itself.
func (c *recordCommand) after(m *Main, done []line, err error) error {
	recorded := "nothing was recorded"
	if len(done) > 0 {
		recorded = fmt.Sprintf("the lines up to %d are recorded, the others are not", done[len(done)-1].number)
	}
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		fmt.Fprintln(m.Stderr, refused)
		return fmt.Errorf("%s: %s", c.File, recorded)
	case len(done) > 0:
		return fmt.Errorf("%w\n%s: %s", err, c.File, recorded)
	}
	return err
}
