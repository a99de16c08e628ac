package eventlog

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/dgraph-io/badger/v4"
	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
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
	if err := replaceFile(l.place.checkpoint, c.Signed, 0o644); err != nil {
		return fmt.Errorf("write the checkpoint: %w", err)
	}
	return nil
}

// checkCheckpoint compares the log as Badger opened it with the newest checkpoint.
func (l *Badger) checkCheckpoint(txn *badger.Txn) error {
	size := l.tip.head.Position
	signed, err := os.ReadFile(l.place.checkpoint)
	if errors.Is(err, fs.ErrNotExist) {
		if size == 0 { // it was just made
			return nil
		}
		return fmt.Errorf("%w: %s is missing, and the log holds %d events", ErrNoCheckpoint, l.place.checkpoint, size)
	}
	if err != nil {
		return err
	}
	c, err := ParseCheckpoint(signed, l.keys.public...)
	if err != nil {
		return fmt.Errorf("%s: %w", l.place.checkpoint, err)
	}
	if c.Origin != l.keys.name() {
		return fmt.Errorf("%w: %s is of the log %q, the keys are of %q", ErrKeys, l.place.checkpoint, c.Origin, l.keys.name())
	}
	if c.Size > size {
		return fmt.Errorf("%w: it holds %d events, and the checkpoint was signed with %d: the last %d are lost", ErrTruncated, size, c.Size, c.Size-size)
	}
	root, err := rootOf(txn, c.Size, &l.tip.tree)
	if err != nil {
		return err
	}
	if root != c.Root {
		return fmt.Errorf("%w: the root of the first %d events is %x, and the checkpoint says %x", ErrTampered, c.Size, root, c.Root)
	}
	return nil
}

// origin is the name in the newest checkpoint, whoever signed it; "" when there is none.
func (p *place) origin() string {
	signed, err := os.ReadFile(p.checkpoint)
	if err != nil {
		return ""
	}
	c, err := parseCheckpointText(string(signed))
	if err != nil {
		return ""
	}
	return c.Origin
}

// rootOf computes the root of the first events of a tree.
func rootOf(txn *badger.Txn, size event.Position, t *tree) (event.Hash, error) {
	h, err := tlog.TreeHash(int64(size), &tileReader{txn: txn, edge: t})
	return event.Hash(h), err
}
