package eventlog

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Sizes of what is kept free on the disk, in bytes.
const (
	// Reserve is the default of Options.Reserve: room for what Badger may still write after a commit, when it merges tables.
	Reserve = 256 << 20
	// Ballast is the size of a file that is given up to open a log on a full disk.
	Ballast = 64 << 20
)

// space watches the disk. Badger writes through memory that is mapped to files: on a full disk that is no error that could
// be returned, but a signal that ends the process. So when less than a reserve is free, appends are refused, and Badger is
// opened anew so that it merges no tables: it has then nothing left to write, and can be read until the last byte is
// taken. The reserve is for what it was writing when that began. Opening a log takes some room too, and for that there is
// a file to be given up.
type space struct {
	place   place
	reserve uint64
	ballast bool                         // it is there; the writer alone uses this
	free    func(string) (uint64, error) // bytes free on the disk of a directory
}

// newSpace makes room to open a log. ErrNoSpace when there is too little even without the ballast.
func newSpace(p place, reserve uint64) (*space, error) {
	s := &space{place: p, reserve: cmp.Or(reserve, Reserve), free: freeSpace}
	if _, err := os.Stat(p.ballast); err == nil {
		s.ballast = true
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	needed, err := openingSpace(p.badger)
	if err != nil {
		return nil, err
	}
	free, err := s.watch(needed)
	if err == nil && free < needed {
		err = fmt.Errorf("%w: %d MiB are free, and opening this log may take %d", ErrNoSpace, free>>20, needed>>20)
	}
	return s, err
}

// openingSpace is how many bytes opening a log may take: for a copy of its files but the tables, for a table of what its
// write-ahead logs hold, and for new files.
func openingSpace(badger string) (uint64, error) {
	files, err := os.ReadDir(badger)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	needed := uint64(8 << 20)
	for _, f := range files {
		if filepath.Ext(f.Name()) == ".sst" {
			continue
		}
		info, err := f.Info()
		if err != nil {
			return 0, err
		}
		needed += 2 * allocated(info)
	}
	return needed, nil
}

// check is ErrNoSpace when there is too little room for an append. Where there was too little before, it asks for some more,
// so that Badger is not opened anew with each append while the room hovers about the reserve.
func (s *space) check(before bool) error {
	least := s.reserve
	if before {
		least += again
	}
	free, err := s.watch(Ballast)
	if err == nil && free < least {
		err = fmt.Errorf("%w: %d MiB are free in %s, and %d have to be", ErrNoSpace, free>>20, s.place.dir, least>>20)
	}
	return err
}

// again is how many bytes beyond the reserve have to be free for a log to take events again.
const again = 16 << 20

// watch returns how much is free. It gives up the ballast when that is less than some bytes, and puts it aside again when
// there is plenty of room.
func (s *space) watch(least uint64) (free uint64, err error) {
	if free, err = s.free(s.place.dir); err != nil {
		return 0, err
	}
	switch {
	case s.ballast && free < least:
		if err := os.Remove(s.place.ballast); err != nil {
			return 0, err
		}
		s.ballast = false
		return s.free(s.place.dir)
	case !s.ballast && free >= s.reserve+2*Ballast:
		if err := allocate(s.place.ballast, Ballast); err != nil {
			return 0, fmt.Errorf("put %d MiB of ballast aside: %w", Ballast>>20, errors.Join(err, os.Remove(s.place.ballast)))
		}
		s.ballast = true
	}
	return free, nil
}

// allocate makes a file that has its space on the disk.
func allocate(path string, size int64) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(reserveSpace(file, size), file.Sync(), file.Close())
}
