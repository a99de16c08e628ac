package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"onrecord/backup"
	"onrecord/event"
	"onrecord/eventlog"
)

type exportCommand struct {
	After event.Position `default:"0" placeholder:"POSITION" help:"Only the events after this position."`

	source
}

// Help is what the help of this command adds.
func (exportCommand) Help() string {
	return `The first line is the checkpoint: size and root of the log, signed, and the public keys to check it with. Each further line is one event, in log order: the envelope (position, recordedAt, recordedBy, id, type, schema, touches, payloadHash), the salt, leaf and payload as the log holds them (base64), and the payload once more as readable JSON (event). So nothing is lost, restore makes the log from it again, and grep and jq work. Of an erased event salt, payload and event are missing. If the payload of an event cannot be read, its line has no event; the export goes on, tells the positions at the end, and exits with 1.

Examples:

  gqlserver export --url http://127.0.0.1:8080 > log.jsonl
  gqlserver export --data ./archive --after 140 | jq '.event // empty'`
}

// Run writes the events in log order.
func (c *exportCommand) Run(ctx context.Context, m *Main) (err error) {
	s, end, err := c.cut(ctx, m, c.After, "export through it: gqlserver export --url http://127.0.0.1:8080")
	if errors.Is(err, eventlog.ErrNoPosition) {
		return &usageError{"--after", c.After.String(), err.Error()}
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	return export(s, m.Stdout)
}

// maxTold is how many positions with an unreadable payload are told.
const maxTold = 10

// export writes a segment as lines. Payloads that cannot be read do not stop it; it then fails at the end.
func export(s *backup.Segment, to io.Writer) error {
	out := bufio.NewWriterSize(to, 1<<16)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	if err := lines.Encode(exportedHead{string(s.Checkpoint.Signed), s.Keys}); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	unread := 0
	var told []error
	for r, err := range s.Records() {
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
