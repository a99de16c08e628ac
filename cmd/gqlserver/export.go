package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"onrecord/event"
)

type exportCommand struct {
	Data  string         `default:"./data" placeholder:"DIR" help:"Directory of the log (${default})."`
	After event.Position `default:"0" placeholder:"POSITION" help:"Only the events after this position."`
}

// Help is what the help of this command adds.
func (exportCommand) Help() string {
	return `Each line is one event, in log order: the envelope (position, recordedAt, recordedBy, id, type, schema, touches, payloadHash), the salt, leaf and payload as the log holds them (base64), and the payload once more as readable JSON (event). So nothing is lost, and grep and jq work. Of an erased event salt, payload and event are missing.

To be used while no server has the directory open.

Examples:

  gqlserver export > log.jsonl
  gqlserver export --data ./archive --after 140 | jq .event`
}

// exported is a line of an export.
type exported struct {
	event.Envelope
	PayloadHash string        `json:"payloadHash"`       // SHA-256 of salt and payload, in hexadecimal digits
	Salt        []byte        `json:"salt,omitempty"`    // base64
	Leaf        []byte        `json:"leaf"`              // the bytes of the envelope, base64
	Payload     []byte        `json:"payload,omitempty"` // CBOR, base64
	Event       event.Payload `json:"event,omitempty"`   // the payload, to be read
}

// Run writes the events in log order.
func (c *exportCommand) Run(ctx context.Context, m *Main) (err error) {
	if _, err := os.Stat(filepath.Join(c.Data, "MANIFEST")); err != nil { // every log has one; opening would make it
		return fmt.Errorf("--data %s: there is no log to export: %w", c.Data, err)
	}
	log, err := openLog(c.Data, m.logger(), "stop it, then export again")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	out := bufio.NewWriterSize(m.Stdout, 1<<16)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for r, err := range log.Read(ctx, c.After) {
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		l, err := newExported(r)
		if err != nil {
			return fmt.Errorf("export position %d: %w", r.Position, err)
		}
		if err := lines.Encode(l); err != nil {
			return fmt.Errorf("export position %d: %w", r.Position, err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

func newExported(r event.Record) (exported, error) {
	l := exported{Envelope: r.Envelope, PayloadHash: hex.EncodeToString(r.PayloadHash[:]), Leaf: r.Leaf}
	if r.Erased() {
		return l, nil
	}
	l.Salt, l.Payload = r.Salt[:], r.Payload
	payload, err := r.Decode()
	l.Event = payload
	return l, err
}
