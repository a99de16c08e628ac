package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"

	"onrecord/event"
	"onrecord/examples/airstrikes"
)

// loadSample records the seed story in a log that is empty, a file an append, and says what it did. A log that holds
// anything is left as it is.
func loadSample(ctx context.Context, n *node, by string, out io.Writer) error {
	if n.opened > 0 {
		_, err := fmt.Fprintf(out, "The sample is not loaded: the log in %s is not empty, it holds %s.\n", n.dir, events(n.opened))
		return err
	}
	names, err := fs.Glob(airstrikes.FS, "*.jsonl") // in the order of names
	if err != nil {
		return err
	}
	record := recordHere(n, by)
	for _, name := range names {
		content, err := airstrikes.FS.ReadFile(name)
		if err != nil {
			return fmt.Errorf("read the sample: %w", err)
		}
		f, err := readFile(name, bytes.NewReader(content))
		if err != nil {
			return fmt.Errorf("load the sample: %w", err)
		}
		outcome, err := record(ctx, f, false)
		if err == nil && len(outcome.Errors) > 0 {
			err = &refusal{f.complaints(outcome.Errors)}
		}
		if err != nil {
			return fmt.Errorf("load the sample: %w", err)
		}
	}
	_, err = fmt.Fprintf(out, "The sample is loaded: %s on the airstrikes of 25 February 2021.\n", events(n.log.Head().Position))
	return err
}

// events writes a number of events in words.
func events[N event.Position | int](n N) string {
	if n == 1 {
		return "1 event"
	}
	return fmt.Sprintf("%d events", n)
}
