package eventlog

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// The newest checkpoint lies beside Badger, so that it can witness against it: of a write-ahead log with one bad byte
// Badger drops all that follows, and says nothing.

// Checkpoint implements [Log].
func (l *Badger) Checkpoint() (Checkpoint, error) {
	if err := l.ended(); err != nil {
		return Checkpoint{}, err
	}
	return l.keys.newCheckpoint(l.Head())
}

// PublicKeys implements [Log].
func (l *Badger) PublicKeys() []string { return l.keys.public }

// writeCheckpoint signs a head and puts its checkpoint in the place of the last.
func (l *Badger) writeCheckpoint(h Head) error {
	c, err := l.keys.newCheckpoint(h)
	if err != nil {
		return err
	}
	if err := replaceFile(l.checkpoint, c.Signed, 0o644); err != nil {
		return fmt.Errorf("write the checkpoint: %w", err)
	}
	return nil
}

// checkCheckpoint compares the log as Badger opened it with the newest checkpoint.
func (l *Badger) checkCheckpoint(h Head) error {
	signed, err := os.ReadFile(l.checkpoint)
	if errors.Is(err, fs.ErrNotExist) {
		if h.Position == 0 { // it was just made
			return nil
		}
		return fmt.Errorf("%w: %s is missing, and the log holds %d events", ErrNoCheckpoint, l.checkpoint, h.Position)
	}
	if err != nil {
		return err
	}
	c, err := ParseCheckpoint(signed, l.keys.public...)
	if err != nil {
		return fmt.Errorf("%s: %w", l.checkpoint, err)
	}
	if c.Origin != l.keys.name() {
		return fmt.Errorf("%w: %s is of the log %q, the keys are of %q", ErrKeys, l.checkpoint, c.Origin, l.keys.name())
	}
	if c.Size > h.Position {
		return fmt.Errorf("%w: %d events are there, and the checkpoint was signed with %d: the last %d are lost", ErrTruncated, h.Position, c.Size, c.Size-h.Position)
	}
	root, err := l.Root(c.Size)
	if err != nil {
		return err
	}
	if root != c.Root {
		return fmt.Errorf("%w: the root of the first %d events is %x, and the checkpoint says %x", ErrTampered, c.Size, root, c.Root)
	}
	return nil
}
