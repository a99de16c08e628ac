package model

import (
	"encoding/hex"

	"onrecord/event"
	"onrecord/eventlog"
)

// Checkpoint is a signed size and root of the log.
type Checkpoint struct {
	signed eventlog.Checkpoint
	keys   []string
}

// NewCheckpoint wraps a checkpoint of the store's log.
func (s *Store) NewCheckpoint(c eventlog.Checkpoint) *Checkpoint {
	return &Checkpoint{c, s.Log.PublicKeys()}
}

// Origin implements Checkpoint.origin; the fields below are those of the schema by the same names.
func (c *Checkpoint) Origin() string       { return c.signed.Origin }
func (c *Checkpoint) Size() event.Position { return c.signed.Size }
func (c *Checkpoint) Root() string         { return hex.EncodeToString(c.signed.Root[:]) }
func (c *Checkpoint) Note() string         { return string(c.signed.Signed) }
func (c *Checkpoint) PublicKeys() []string { return c.keys }
