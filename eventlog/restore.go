package eventlog

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"onrecord/event"
)

// ErrNotEmpty says that a log cannot be restored into a directory because something is there.
var ErrNotEmpty = errors.New("the directory is not empty")

// Restore makes a log in a directory from the records of another, their bytes as they are, so that it has the same roots.
// The directory must be missing or empty. Records are as [event.ParseRecord] returns them, from position 1 on. It checks
// that positions have no gaps, that times never fall, that no id stands twice and that each payload is the one of its
// envelope; and, given the checkpoint of the log they came from, that they are all of it: its size and its root. That its
// signature holds is for the caller to know.
//
// The log keeps the origin of the checkpoint. It signs with the keys of the options' file where there is one, which must
// bear that origin, and else with a new key.
//
// The log is built in the directory's name with ".partial" added, and moved when it is whole and on disk. A restore that
// fails leaves nothing; one that is killed leaves that directory, which is then to be removed.
func Restore(dir string, o Options, records iter.Seq2[event.Record, error], want *Checkpoint) (Head, error) {
	head, err := restore(dir, o, records, want)
	if err != nil {
		return Head{}, fmt.Errorf("restore the log in %s: %w", dir, err)
	}
	return head, nil
}

func restore(dir string, o Options, records iter.Seq2[event.Record, error], want *Checkpoint) (Head, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Head{}, err
	}
	there, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Head{}, err
	}
	if len(there) > 0 {
		return Head{}, fmt.Errorf("%w: %s is there", ErrNotEmpty, there[0].Name())
	}
	partial := dir + ".partial"
	if _, err := os.Lstat(partial); !errors.Is(err, fs.ErrNotExist) {
		return Head{}, errors.Join(err, fmt.Errorf("%s is there: another restore is running or was cut off; if none is, remove it", partial))
	}
	head, err := build(partial, o, records, want)
	if err != nil {
		return Head{}, errors.Join(err, os.RemoveAll(partial))
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) { // it is empty
		return Head{}, errors.Join(err, os.RemoveAll(partial))
	}
	if err := os.Rename(partial, dir); err != nil {
		return Head{}, errors.Join(err, os.RemoveAll(partial))
	}
	return head, syncDirectory(filepath.Dir(dir))
}

// build makes the log in a directory that is not there yet, and closes it.
func build(dir string, o Options, records iter.Seq2[event.Record, error], want *Checkpoint) (head Head, err error) {
	if want != nil {
		o.Origin = want.Origin
	}
	l, err := open(dir, o)
	if err != nil {
		return Head{}, err
	}
	defer func() {
		go l.write() // which Close waits for
		err = errors.Join(err, l.Close())
	}()
	if want != nil && l.keys.name() != want.Origin {
		return Head{}, fmt.Errorf("%w: they are of %q, and the log to be restored is %q", ErrKeys, l.keys.name(), want.Origin)
	}
	if err := l.fill(records); err != nil {
		return Head{}, err
	}
	head = l.tip.head
	if want != nil && head.Position < want.Size {
		return Head{}, fmt.Errorf("%w: %d events came, and it was signed with %d", ErrTruncated, head.Position, want.Size)
	}
	if want != nil && (head.Position != want.Size || head.Root != want.Root) {
		return Head{}, fmt.Errorf("%w: %d events came, with the root %x; the checkpoint says %d and %x", ErrTampered, head.Position, head.Root, want.Size, want.Root)
	}
	l.publish(l.tip)
	return head, errors.Join(l.bearWitness(head), l.bearWitness(head)) // in both of its places
}

// fill puts records into a log that is empty and whose writer does not run, in as few commits as there may be.
func (l *Badger) fill(records iter.Seq2[event.Record, error]) error {
	g := newGroup(l)
	defer func() { g.txn.Discard() }()
	events, bytes := 0, 0
	for r, err := range records {
		if err != nil {
			return err
		}
		record := event.AppendRecord(nil, r.Leaf, r.Salt, r.Payload)
		if len(record) >= MaxBytes {
			return fmt.Errorf("position %d: the record has %d bytes; it must have fewer than %d", r.Position, len(record), MaxBytes)
		}
		if events++; events > maxGroupEvents || bytes+len(record) > maxGroupBytes {
			if err := l.commitRestored(g); err != nil {
				return err
			}
			g, events, bytes = newGroup(l), 1, 0
		}
		bytes += len(record)
		if err := g.follows(&r); err != nil {
			return fmt.Errorf("position %d: %w", r.Position, err)
		}
		if err := putRecord(g.txn, &g.tip.tree, r.ID, r.Position, r.Leaf, record); err != nil {
			return err
		}
		g.tip.head.Position, g.tip.head.RecordedAt = r.Position, r.RecordedAt
	}
	return l.commitRestored(g)
}

// follows says what is wrong with a record as the next one.
func (g *group) follows(r *event.Record) error {
	last := g.tip.head
	if r.Position != last.Position+1 {
		return fmt.Errorf("it comes after position %d", last.Position)
	}
	if r.RecordedAt < last.RecordedAt || !r.RecordedAt.Bounded() {
		return fmt.Errorf("recordedAt %s is before %s, when the event before it was recorded", r.RecordedAt, last.RecordedAt)
	}
	if !r.Intact() {
		return fmt.Errorf("%w: the payload does not have the hash that its envelope names", ErrTampered)
	}
	at, err := findID(g.txn, r.ID)
	if err == nil && at != 0 {
		err = &ReusedError{ID: r.ID, At: at, Reason: "stands twice"}
	}
	return err
}

// commitRestored commits a group of restored records, if there is room.
func (l *Badger) commitRestored(g *group) error {
	if err := l.space.check(false); err != nil {
		return err
	}
	if err := l.sync(g); err != nil {
		return err
	}
	l.tip = g.tip
	l.tip.head.Root = l.tip.tree.root()
	return nil
}
