package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"onrecord/event"
	"onrecord/eventlog"
)

// proof checks a proof, with nothing but its file and public keys.
func (c *verifyCommand) proof(m *Main) error {
	if len(c.Key) == 0 {
		return &usageError{"--proof", c.Proof, "it proves nothing by itself: give the public key of the log with --key, as you had it from somebody you trust"}
	}
	text, err := m.read(c.Proof, eventlog.MaxProof)
	if err != nil {
		return err
	}
	p, err := eventlog.ParseProof(text)
	if err != nil {
		return fmt.Errorf("--proof %s: %w", c.Proof, err)
	}
	record, err := c.record(&p)
	if err != nil {
		return err
	}
	checkpoint, err := p.Verify(record, c.Key...)
	if err != nil {
		return fmt.Errorf("--proof %s: %w", c.Proof, err)
	}
	return proved(m.Stdout, record, checkpoint)
}

// record is the event that is proved: that of --record, else the one that comes with the proof.
func (c *verifyCommand) record(p *eventlog.Proof) (event.Record, error) {
	if c.Record == "" {
		r, err := p.Record()
		if err != nil {
			return r, fmt.Errorf("--proof %s: %w; give the event with --record, as a line of gqlserver export", c.Proof, err)
		}
		return r, nil
	}
	in, err := os.Open(c.Record)
	if err != nil {
		return event.Record{}, err
	}
	defer in.Close()
	lines := newExportReader("--record "+c.Record, in)
	if _, err := lines.head(); err != nil {
		return event.Record{}, err
	}
	for r, err := range lines.records() {
		if err != nil || r.Position == p.Position {
			return r, err
		}
	}
	return event.Record{}, fmt.Errorf("--record %s: no line in it is of position %d, of which the proof is", c.Record, p.Position)
}

// proved says what a proof has shown.
func proved(to io.Writer, r event.Record, c eventlog.Checkpoint) error {
	out := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "The proof holds: this is the event at position %d of the log %s, as it was signed with %s.\n\n", r.Position, c.Origin, events(c.Size))
	fmt.Fprintf(out, "id\t%v\n", r.ID)
	fmt.Fprintf(out, "type\t%v\n", r.Type)
	fmt.Fprintf(out, "recorded at\t%v\n", r.RecordedAt)
	fmt.Fprintf(out, "recorded by\t%q\n", r.RecordedBy)
	payload, err := r.Decode()
	switch {
	case r.Erased():
		fmt.Fprintf(out, "payload\tnot here: erased, or left out\n")
		return out.Flush()
	case err != nil:
		fmt.Fprintf(out, "payload\tas it was recorded; this program cannot read it: %v\n", err)
		return out.Flush()
	}
	fmt.Fprintf(out, "payload\tas it was recorded:\n\n")
	if err := out.Flush(); err != nil {
		return err
	}
	text := json.NewEncoder(to)
	text.SetEscapeHTML(false)
	text.SetIndent("", "  ")
	return text.Encode(payload)
}

// read reads a file, or standard input for -, of at most so many bytes and one.
func (m *Main) read(name string, most int64) ([]byte, error) {
	in := m.Stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	content, err := io.ReadAll(io.LimitReader(in, most+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return content, nil
}
