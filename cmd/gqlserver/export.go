package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"onrecord/event"
	"onrecord/eventlog"
)

type exportCommand struct {
	Data  string         `default:"./data" placeholder:"DIR" help:"Directory of the log (${default})."`
	After event.Position `default:"0" placeholder:"POSITION" help:"Only the events after this position."`
}

// Help is what the help of this command adds.
func (exportCommand) Help() string {
	return `Each line is one event, in log order: the envelope (position, recordedAt, recordedBy, id, type, schema, touches, payloadHash), the salt, leaf and payload as the log holds them (base64), and the payload once more as readable JSON (event). So nothing is lost, and grep and jq work. Of an erased event salt, payload and event are missing. If the payload of an event cannot be read, its line has no event; the export goes on, tells the positions at the end, and exits with 1.

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
	Event       event.Payload `json:"event,omitempty"`   // the payload, to be read; missing when it cannot be
}

// Run writes the events in log order.
func (c *exportCommand) Run(ctx context.Context, m *Main) (err error) {
	log, err := openLog(c.Data, eventlog.Options{Logger: m.logger(), MustExist: true}, "stop it, then export again")
	if errors.Is(err, eventlog.ErrMissing) {
		return fmt.Errorf("--data %s: there is no log to export", c.Data)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	return export(log.Read(ctx, c.After), m.Stdout)
}

// maxTold is how many positions with an unreadable payload are told.
const maxTold = 10

// export writes records as lines. Payloads that cannot be read do not stop it; it then fails at the end.
func export(records iter.Seq2[event.Record, error], to io.Writer) error {
	out := bufio.NewWriterSize(to, 1<<16)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	unread := 0
	var told []error
	for r, err := range records {
		if err != nil {
			return errors.Join(fmt.Errorf("export: %w", err), out.Flush())
		}
		l, err := newExported(r)
		if err != nil {
			if unread++; unread <= maxTold {
				told = append(told, fmt.Errorf("position %d: %w", r.Position, err))
			}
		}
		if err := lines.Encode(l); err != nil {
			return fmt.Errorf("export position %d: %w", r.Position, err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if unread > 0 {
		return fmt.Errorf("everything is exported, but the payload of %s cannot be read, and their lines have no \"event\":\n%w", events(unread), errors.Join(told...))
	}
	return nil
}

// newExported makes a line of a record. When the payload cannot be read, the line comes without it and with the error.
func newExported(r event.Record) (exported, error) {
	l := exported{Envelope: r.Envelope, PayloadHash: hex.EncodeToString(r.PayloadHash[:]), Leaf: r.Leaf}
	if r.Erased() {
		return l, nil
	}
	l.Salt, l.Payload = r.Salt[:], r.Payload
	payload, err := r.Decode()
	if err == nil {
		l.Event = payload
	}
	return l, err
}
