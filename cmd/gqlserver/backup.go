package main

import (
	"context"
	"errors"
	"fmt"

	"onrecord/backup"
	"onrecord/event"
	"onrecord/eventlog"
)

type backupCommand struct {
	To  string   `arg:"" placeholder:"DIR" help:"Directory of the backup; made when it is missing."`
	Key []string `placeholder:"PUBLICKEY" sep:"none" help:"Take what this public key has signed, beside what the keys have that the backup knows. May be given several times."`

	source
}

// Help is what the help of this command adds.
func (backupCommand) Help() string {
	return `Adds what is new in the log to a backup, as a file that is there whole or not at all. The first time that is everything. The log must have grown from what the backup holds: one that is shorter, or that says something else about the past, is refused. Payloads that were erased from the log since are erased from the backup too.

The log's keys are not in the backup: keep them elsewhere.

Examples:

  gqlserver backup --url http://127.0.0.1:8080 /mnt/disk/backup
  gqlserver backup --data ./archive ./archive.backup`
}

// Run adds to the backup.
func (c *backupCommand) Run(ctx context.Context, m *Main) (err error) {
	d, err := backup.Hold(c.To)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	last, err := d.Last()
	if err != nil {
		return err
	}
	had := last.Checkpoint.Size
	s, end, err := c.cut(ctx, m, had, "back it up through it: gqlserver backup --url http://127.0.0.1:8080 "+c.To)
	if errors.Is(err, eventlog.ErrNoPosition) {
		return fmt.Errorf("the backup in %s holds %s, and the log has fewer: %w", c.To, events(had), err)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	p := m.progress("backing up", s.Size())
	added, err := d.Add(s, c.Key, func(r event.Record) { p.at(r.Position - had) })
	p.end()
	if err != nil {
		return err
	}
	return c.tell(m, s, had, added)
}

// tell says what was added, and, the first time, to which log and key the backup now belongs.
func (c *backupCommand) tell(m *Main, s *backup.Segment, had event.Position, added backup.Added) error {
	if s.Size() == 0 {
		_, err := fmt.Fprintf(m.Stdout, "Nothing is new: the backup in %s holds all of the log, %s.\n", c.To, events(had))
		return err
	}
	fmt.Fprintf(m.Stdout, "Backed up %s into %s: positions %d to %d.\n", events(s.Size()), c.To, added.First, added.Last)
	if added.Erased > 0 {
		fmt.Fprintf(m.Stdout, "Erased from the backup what was erased from the log: the payload of %s.\n", events(added.Erased))
	}
	if had == 0 {
		fmt.Fprintf(m.Stdout, "The log is %s. Its public key, to check with:\n", s.Checkpoint.Origin)
		for _, key := range s.Keys {
			fmt.Fprintf(m.Stdout, "  %s\n", key)
		}
	}
	_, err := fmt.Fprintf(m.Stdout, "The root of all %s is %x.\n", events(added.Last), s.Checkpoint.Root)
	return err
}
