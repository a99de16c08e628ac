package main

import (
	"context"
	"encoding/hex"
	"fmt"

	"onrecord/event"
	"onrecord/eventlog"
)

const growthQuery = `query Growth($from: Position!) { checkpoint { note } growth(from: $from) { hashes } }`

// there checks that the log of a server begins with what checkpoints that were kept were signed for. It believes nothing
// that the server says: only what the keys have signed, and hashes that lead from one root to the other.
func (c *verifyCommand) there(ctx context.Context, m *Main) error {
	there, err := c.at(c.URL)
	if err != nil {
		return err
	}
	if len(c.Checkpoint) == 0 || len(c.Key) == 0 {
		return &usageError{"--url", c.URL, "give a checkpoint that was kept with --checkpoint, and the public key of the log with --key: it is checked that the log only grew since"}
	}
	known, err := c.read(nil)
	if err != nil {
		return err
	}
	var now eventlog.Checkpoint
	for _, old := range known {
		if now, err = grown(ctx, there, old.Checkpoint, c.Key); err != nil {
			return fmt.Errorf("--checkpoint %s: %w", old.file, err)
		}
		fmt.Fprintf(m.Stdout, "The log %s only grew since %s: it had %s then, none of which has changed, and has %s now.\n", now.Origin, old.file, events(old.Size), events(now.Size))
	}
	return c.keep(now)
}

// grown asks a server for its checkpoint, and checks that the log of another one is the beginning of that.
func grown(ctx context.Context, there remote, old eventlog.Checkpoint, keys []string) (eventlog.Checkpoint, error) {
	var answer struct {
		Checkpoint struct{ Note string }
		Growth     struct{ Hashes []string }
	}
	if err := there.ask(ctx, growthQuery, map[string]any{"from": old.Size}, &answer); err != nil {
		return eventlog.Checkpoint{}, fmt.Errorf("signed with %s: %w", events(old.Size), err)
	}
	now, err := eventlog.ParseCheckpoint([]byte(answer.Checkpoint.Note), keys...)
	if err != nil {
		return eventlog.Checkpoint{}, fmt.Errorf("%s: %w", there.address, err)
	}
	if now.Origin != old.Origin {
		return eventlog.Checkpoint{}, fmt.Errorf("it is of the log %s, and %s serves the log %s", old.Origin, there.address, now.Origin)
	}
	growth := eventlog.Growth{From: old.Size, To: now.Size}
	for _, text := range answer.Growth.Hashes {
		h, err := hex.DecodeString(text)
		if err != nil || len(h) != len(event.Hash{}) {
			return eventlog.Checkpoint{}, fmt.Errorf("%s: %.80q is not a hash", there.address, text)
		}
		growth.Hashes = append(growth.Hashes, event.Hash(h))
	}
	return now, growth.Check(old.Root, now.Root)
}
