package eventlog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/dgraph-io/badger/v4"
	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
)

// witness is the file beside Badger that holds the newest checkpoints, so that it can witness against it: of a write-ahead
// log with one bad byte Badger drops all that follows, and says nothing.
//
// The file has two places of 4 KiB, each with a checkpoint and zeros up to its end. They are written in turn: when the
// power fails while one is written, the other is whole. It always has the same length, so that a write is one sync of
// data; putting a new file in the place of the old one takes ten times as long (docs/decisions/0017-witness.md).
type witness struct {
	path string
	file *os.File // nil until the first write, when the file was not there
	next int64    // the place to be written, 0 or 1
}

const witnessPlace = 4096

// openWitness opens the file of a log, if it is there, and returns what its places hold, nil for nothing.
func openWitness(path string) (*witness, [2][]byte, error) {
	var places [2][]byte
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return &witness{path: path}, places, nil
	}
	if err != nil {
		return nil, places, err
	}
	content, err := io.ReadAll(io.LimitReader(file, 2*witnessPlace+1))
	if err == nil && len(content) > 2*witnessPlace {
		err = fmt.Errorf("%w: %s has more than %d bytes", ErrSignature, path, 2*witnessPlace)
	}
	if err != nil {
		return nil, places, errors.Join(err, file.Close())
	}
	for i := range places {
		from, to := min(i*witnessPlace, len(content)), min((i+1)*witnessPlace, len(content))
		if c := bytes.TrimRight(content[from:to], "\x00"); len(c) > 0 {
			places[i] = c
		}
	}
	return &witness{path: path, file: file}, places, nil
}

// write writes a checkpoint in the place of the older one.
func (w *witness) write(signed []byte) error {
	if len(signed) > witnessPlace {
		return fmt.Errorf("write the checkpoint: it has %d bytes, and its place %d; take old keys out of the key file", len(signed), witnessPlace)
	}
	if w.file == nil {
		file, err := os.OpenFile(w.path, os.O_RDWR|os.O_CREATE, 0o644)
		if err != nil {
			return err
		}
		w.file = file
	}
	place := make([]byte, witnessPlace)
	copy(place, signed)
	if _, err := w.file.WriteAt(place, w.next*witnessPlace); err != nil {
		return err
	}
	w.next = 1 - w.next
	return syncData(w.file)
}

func (w *witness) close() error {
	if w.file == nil {
		return nil
	}
	return w.file.Close()
}

// Checkpoint implements [Log].
func (l *Badger) Checkpoint() (Checkpoint, error) {
	if err := l.ended(); err != nil {
		return Checkpoint{}, err
	}
	return l.keys.newCheckpoint(l.Head())
}

// PublicKeys implements [Log].
func (l *Badger) PublicKeys() []string { return l.keys.public }

// bearWitness signs a head and writes its checkpoint.
func (l *Badger) bearWitness(h Head) error {
	c, err := l.keys.newCheckpoint(h)
	if err != nil {
		return err
	}
	return l.witnessing(func() error { return l.witness.write(c.Signed) })
}

// checkWitness compares the log as Badger opened it with the newest checkpoint that is signed by a key of ours. The other
// place may hold a checkpoint that was being written when the power failed, and is the one to be written next.
func (l *Badger) checkWitness(txn *badger.Txn, places [2][]byte) error {
	size := l.tip.head.Position
	if places[0] == nil && places[1] == nil {
		if size == 0 { // it was just made
			return nil
		}
		return fmt.Errorf("%w: %s is missing or empty, and the log holds %d events", ErrNoCheckpoint, l.place.checkpoint, size)
	}
	var newest Checkpoint
	var unread error
	for i, signed := range places {
		if signed == nil {
			continue
		}
		c, err := ParseCheckpoint(signed, l.keys.public...)
		if err != nil {
			unread = errors.Join(unread, err)
		} else if newest.Signed == nil || c.Size > newest.Size {
			newest, l.witness.next = c, int64(1-i)
		}
	}
	if newest.Signed == nil {
		return fmt.Errorf("%w: %s: %w", ErrSignature, l.place.checkpoint, unread)
	}
	if newest.Size > size {
		return fmt.Errorf("%w: %d of the %d events that it was signed with are missing", ErrTruncated, newest.Size-size, newest.Size)
	}
	root, err := rootOf(txn, newest.Size, &l.tip.tree)
	if err != nil {
		return err
	}
	if root != newest.Root {
		return fmt.Errorf("%w: the root of the first %d events is %x, and the checkpoint says %x", ErrTampered, newest.Size, root, newest.Root)
	}
	return nil
}

// origin is the name in a checkpoint, whoever signed it; "" when there is none.
func (p *place) origin() (string, error) {
	w, places, err := openWitness(p.checkpoint)
	if err != nil {
		return "", err
	}
	for _, signed := range places {
		text, _, _ := bytes.Cut(signed, []byte("\n\n"))
		if c, err := parseCheckpointText(string(text) + "\n"); err == nil {
			return c.Origin, w.close()
		}
	}
	return "", w.close()
}

// rootOf computes the root of the first events of a tree.
func rootOf(txn *badger.Txn, size event.Position, t *tree) (event.Hash, error) {
	h, err := tlog.TreeHash(int64(size), &tileReader{txn: txn, edge: t})
	return event.Hash(h), err
}
