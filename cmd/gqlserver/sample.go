package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"

	"onrecord/event"
	"onrecord/examples/airstrikes"
)

// loadSample records the seed story in a log that is empty, a file an append, and says what it did. A log that holds
// anything else is left as it is; one that holds the beginning of the story, because loading it was cut short, gets the
// rest: recording what is recorded already changes nothing.
func loadSample(ctx context.Context, n *node, by string, out io.Writer) error {
	files, err := readSample()
	if err != nil {
		return fmt.Errorf("load the sample: %w", err)
	}
	if cut, err := cutShort(n, files); err != nil {
		return fmt.Errorf("load the sample: %w", err)
	} else if n.opened > 0 && !cut {
		_, err := fmt.Fprintf(out, "The sample is not loaded: the log in %s is not empty, it holds %s.\n", n.dir, events(n.opened))
		return err
	}
	record := recordHere(n, by)
	for _, f := range files {
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

// readSample reads the files of the story, in the order of their names.
func readSample() ([]file, error) {
	names, err := fs.Glob(airstrikes.FS, "*.jsonl")
	if err != nil {
		return nil, err
	}
	files := make([]file, len(names))
	for i, name := range names {
		content, err := airstrikes.FS.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if files[i], err = readFile(name, bytes.NewReader(content)); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// cutShort reports whether the log begins as the story does, and lacks the end of it.
func cutShort(n *node, files []file) (bool, error) {
	first, last := files[0].lines[0], files[len(files)-1].lines
	begins, err := n.at(first)
	if err != nil || begins != 1 {
		return false, err
	}
	ends, err := n.at(last[len(last)-1])
	return ends == 0, err
}

// at is where the log holds the event of a line of the story; 0 when it does not.
func (n *node) at(l line) (event.Position, error) {
	var named map[string]struct{ ID event.ID }
	if err := json.Unmarshal(l.text, &named); err != nil {
		return 0, err
	}
	for _, one := range named {
		return n.log.Find(one.ID)
	}
	return 0, nil
}

// events writes a number of events in words.
func events[N event.Position | int](n N) string {
	if n == 1 {
		return "1 event"
	}
	return fmt.Sprintf("%d events", n)
}
