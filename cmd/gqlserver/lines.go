package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"onrecord/event"
	"onrecord/recorder"
)

// maxLine is how many bytes one event may take in a file: more than enough for a text of 512 KiB, however escaped.
const maxLine = 8 << 20

// line is one event as a file holds it.
type line struct {
	number int // from 1
	text   []byte
	draft  recorder.Draft
}

// file is a run of events from one file, or a part of it.
type file struct {
	name  string
	lines []line
}

// readFile reads events, one a line; blank lines are passed over. What is wrong with lines is a *refusal, and all of it.
func readFile(name string, in io.Reader) (file, error) {
	f, refused := file{name: name}, &refusal{}
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, maxLine)
	number := 0
	for scanner.Scan() {
		number++
		text := bytes.TrimSpace(scanner.Bytes())
		if len(text) == 0 {
			continue
		}
		l := line{number: number, text: slices.Clone(text)}
		draft, err := recorder.ParseDraft(l.text)
		var problems event.Problems
		if errors.As(err, &problems) {
			for _, p := range problems {
				refused.complaints = append(refused.complaints, f.complain(number, p.Path, p))
			}
		} else if err != nil {
			return file{}, fmt.Errorf("%s:%d: %w", name, number, err)
		}
		l.draft = draft
		f.lines = append(f.lines, l)
	}
	if err := scanner.Err(); errors.Is(err, bufio.ErrTooLong) {
		return file{}, fmt.Errorf("%s:%d: the line is longer than %d bytes", name, number+1, maxLine)
	} else if err != nil {
		return file{}, fmt.Errorf("read %s: %w", name, err)
	}
	if len(refused.complaints) > 0 {
		return file{}, refused
	}
	if len(f.lines) == 0 {
		return file{}, fmt.Errorf("%s: there are no events in it; a file holds one JSON object a line, such as "+
			`{"entity": {"kind": "PERSON", "name": "John Kirby"}}`, name)
	}
	return f, nil
}

// drafts are the events, ready to be recorded.
func (f file) drafts() []recorder.Draft {
	all := make([]recorder.Draft, len(f.lines))
	for i, l := range f.lines {
		all[i] = l.draft
	}
	return all
}

// refusal says what is wrong with a file, a line for each problem.
type refusal struct{ complaints []string }

func (r *refusal) Error() string { return strings.Join(r.complaints, "\n") }

// complain writes a problem as FILE:LINE: field: message (CODE). Line 0 is the file as a whole.
func (f file) complain(number int, field []string, p event.Problem) string {
	text := f.name + ": "
	if number > 0 {
		text = fmt.Sprintf("%s:%d: ", f.name, number)
	}
	if len(field) > 0 {
		text += strings.Join(field, ".") + ": "
	}
	return fmt.Sprintf("%s%s (%s)", text, p.Message, p.Code)
}

// complaints are the problems that a recorder finds, whose paths start with "events" and an index, by line.
func (f file) complaints(problems event.Problems) (all []string) {
	for _, p := range problems {
		number, field := 0, p.Path
		if len(field) >= 2 && field[0] == "events" {
			if i, err := strconv.Atoi(field[1]); err == nil && i >= 0 && i < len(f.lines) {
				number, field = f.lines[i].number, field[2:]
			}
		}
		all = append(all, f.complain(number, field, p))
	}
	return all
}

// recording records a run of events as one append, or says what is wrong with it. The error is a fault; it is then not
// known whether the events are recorded.
type recording func(ctx context.Context, f file, dryRun bool) (recorder.Outcome, error)

// recordHere records in a node, as somebody.
func recordHere(n *node, by string) recording {
	return func(parent context.Context, f file, dryRun bool) (recorder.Outcome, error) {
		ctx, cancel := n.alive(parent)
		defer cancel()
		return n.recorder.Record(ctx, recorder.Request{Drafts: f.drafts(), DryRun: dryRun, By: by})
	}
}
