package backup

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"onrecord/event"
	"onrecord/eventlog"
)

// Added says what was added to a backup.
type Added struct {
	First, Last event.Position // of the new records; First is after Last when nothing was new
	Erased      int            // payloads that older segments held and that are gone now
}

// Add adds a segment, on disk when it returns, or leaves the backup as it was. The segment must go on from what the backup
// holds and be whole, and its checkpoint must be signed by a key that the newest segment names or that is trusted. To a
// backup that is empty it may bring its own keys, unless some are trusted. seen is told of each record as it is written.
//
// Payloads that the segment says were erased are taken out of the older segments first, each of which is replaced as a
// whole. So a backup that is cut off may lack a payload whose erasure it does not hold yet, and never the other way round.
func (d *Directory) Add(s *Segment, trusted []string, seen func(event.Record)) (Added, error) {
	added, err := d.add(s, trusted, seen)
	if err != nil {
		return Added{}, fmt.Errorf("add to the backup in %s: %w", d.path, err)
	}
	return added, nil
}

func (d *Directory) add(s *Segment, trusted []string, seen func(event.Record)) (Added, error) {
	if d.lock == nil {
		return Added{}, errors.New("it was opened to be read")
	}
	last, err := d.Last()
	if err != nil {
		return Added{}, err
	}
	if err := s.follows(last); err != nil {
		return Added{}, err
	}
	known := slices.Concat(last.Keys, trusted)
	if len(known) == 0 {
		known = s.Keys
	}
	if _, err := eventlog.ParseCheckpoint(s.Checkpoint.Signed, known...); err != nil {
		return Added{}, err
	}
	added := Added{First: s.before.size + 1, Last: s.Checkpoint.Size}
	if s.Size() == 0 {
		return added, nil
	}
	erased, path := erasures{}, filepath.Join(d.path, segmentName(s))
	if err := writePartial(path, s.through(func(r event.Record) (event.Record, error) {
		if !r.Intact() {
			return r, fmt.Errorf("%w: the payload does not have the hash that its envelope names", eventlog.ErrTampered)
		}
		err := erased.note(r)
		if err == nil {
			seen(r)
		}
		return r, err
	})); err != nil {
		return Added{}, err
	}
	if added.Erased, err = d.erase(erased); err != nil {
		return Added{}, errors.Join(err, os.Remove(path+leftOver))
	}
	if err := replace(path); err != nil {
		return Added{}, err
	}
	d.names = append(d.names, filepath.Base(path))
	return added, nil
}

// through is the segment with its records changed on the way.
func (s *Segment) through(change func(event.Record) (event.Record, error)) *Segment {
	t, records := *s, s.records
	t.records = func(yield func(event.Record, error) bool) {
		for r, err := range records {
			if err == nil {
				if r, err = change(r); err != nil {
					err = fmt.Errorf("position %d: %w", r.Position, err)
				}
			}
			if !yield(r, err) {
				return
			}
		}
	}
	return &t
}

// writePartial writes a segment beside the path that it is meant for, and brings it to the disk. When it fails nothing is
// left.
func writePartial(path string, s *Segment) error {
	file, err := os.OpenFile(path+leftOver, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	err = s.Write(file)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

// replace puts what was written beside a path in its place.
func replace(path string) error {
	if err := os.Rename(path+leftOver, path); err != nil {
		return errors.Join(err, os.Remove(path+leftOver))
	}
	return syncDirectory(filepath.Dir(path))
}

// syncDirectory brings the names in a directory to the disk.
func syncDirectory(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
