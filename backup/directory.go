package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"onrecord/event"
	"onrecord/eventlog"
)

// Why a directory cannot be read or written as a backup.
var (
	// ErrNotBackup says that a directory is not a backup, or lacks a part of one.
	ErrNotBackup = errors.New("not a backup")
	// ErrBusy says that another backup into the directory is running.
	ErrBusy = errors.New("another backup into this directory is running")
	// ErrDiverged says that a log, or a segment, does not go on from what a backup holds.
	ErrDiverged = errors.New("it did not grow from what the backup holds")
)

// What the directory of a backup holds.
const (
	ending   = ".records" // segments, by the positions of their first and last record, so that the order of names is that of the log
	leftOver = ".partial" // what a backup that was cut off was writing
)

// Directory is a backup of a log.
type Directory struct {
	path  string
	names []string                // of the segments, in order
	lock  *eventlog.DirectoryLock // nil when it is only read
}

// Open opens a backup to read it.
func Open(path string) (*Directory, error) {
	d := &Directory{path: path}
	if err := d.list(); err != nil {
		return nil, fmt.Errorf("open the backup in %s: %w", path, err)
	}
	if len(d.names) == 0 {
		return nil, fmt.Errorf("open the backup in %s: %w: it has no file *%s", path, ErrNotBackup, ending)
	}
	return d, nil
}

// Hold opens a backup to add to it, and takes away what one that was cut off has left there. It makes the directory when it
// is missing, but not those above: a disk may not be mounted. ErrBusy while another holds it.
func Hold(path string) (*Directory, error) {
	d := &Directory{path: path}
	if err := d.hold(); err != nil {
		return nil, errors.Join(fmt.Errorf("open the backup in %s: %w", path, err), d.Close())
	}
	return d, nil
}

func (d *Directory) hold() error {
	err := os.Mkdir(d.path, 0o700)
	if err == nil {
		err = syncDirectory(filepath.Dir(d.path))
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := d.list(); err != nil { // before anything is put there
		return err
	}
	if d.lock, err = eventlog.LockDirectory(d.path); errors.Is(err, eventlog.ErrLocked) {
		return ErrBusy
	} else if err != nil {
		return err
	}
	left, err := filepath.Glob(filepath.Join(d.path, "*"+leftOver))
	for _, name := range left {
		err = errors.Join(err, os.Remove(name))
	}
	return errors.Join(err, d.list())
}

// list reads the names of the segments. Other files than those of a backup are not among them.
func (d *Directory) list() error {
	entries, err := os.ReadDir(d.path)
	if err != nil {
		return err
	}
	d.names = nil
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasSuffix(name, ending):
			d.names = append(d.names, name)
		case !strings.HasSuffix(name, leftOver):
			return fmt.Errorf("%w: %s is no part of one", ErrNotBackup, name)
		}
	}
	return nil
}

// Close lets others add to the backup.
func (d *Directory) Close() error {
	if d.lock == nil {
		return nil
	}
	return d.lock.Close()
}

// segmentName is the name of the file of a segment.
func segmentName(s *Segment) string {
	return fmt.Sprintf("%016d-%016d%s", s.before.size+1, s.Checkpoint.Size, ending)
}

// open opens a segment.
func (d *Directory) open(name string) (*Segment, *os.File, error) {
	file, err := os.Open(filepath.Join(d.path, name))
	if err != nil {
		return nil, nil, err
	}
	s, err := Read(file)
	if err == nil && segmentName(s) != name {
		err = fmt.Errorf("%w: it holds what belongs into %s", ErrNotBackup, segmentName(s))
	}
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("%s: %w", name, err), file.Close())
	}
	return s, file, nil
}

// Last returns the newest segment, to be asked for its keys and its checkpoint, which is that of the backup; an empty one
// when there is none.
func (d *Directory) Last() (*Segment, error) {
	if len(d.names) == 0 {
		return &Segment{Checkpoint: eventlog.Checkpoint{Root: tree{}.root()}}, nil
	}
	s, file, err := d.open(d.names[len(d.names)-1])
	if err != nil {
		return nil, fmt.Errorf("the backup in %s: %w", d.path, err)
	}
	return s, file.Close()
}

// Records yields the records of all segments in order, and proves each segment and that it goes on from the one before.
// A failure is yielded last.
func (d *Directory) Records() iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		before := &Segment{Checkpoint: eventlog.Checkpoint{Root: tree{}.root()}}
		for _, name := range slices.Clone(d.names) {
			s, err := d.walk(name, before, yield)
			if s == nil {
				if err != nil {
					yield(event.Record{}, fmt.Errorf("the backup in %s: %w", d.path, err))
				}
				return
			}
			before = s
		}
	}
}

// walk yields the records of a segment and returns it; nil when it failed, or when yield has enough.
func (d *Directory) walk(name string, before *Segment, yield func(event.Record, error) bool) (*Segment, error) {
	s, file, err := d.open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if err := s.follows(before); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for r, err := range s.Records() {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if !yield(r, nil) {
			return nil, nil
		}
	}
	return s, nil
}

// follows says why a segment does not go on from the one before it.
func (s *Segment) follows(before *Segment) error {
	last := before.Checkpoint
	switch {
	case s.before.size != last.Size:
		return fmt.Errorf("%w: it begins after position %d, and what comes before it ends with position %d; a segment is missing", ErrDiverged, s.before.size, last.Size)
	case s.before.root() != last.Root:
		return fmt.Errorf("%w: the root of its first %d events is %x, and the backup's is %x", ErrDiverged, last.Size, s.before.root(), last.Root)
	case last.Size > 0 && s.Checkpoint.Origin != last.Origin:
		return fmt.Errorf("%w: it is of the log %q, and the backup of %q", ErrDiverged, s.Checkpoint.Origin, last.Origin)
	}
	return nil
}
