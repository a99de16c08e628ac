package eventlog

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Sizes of what is kept free on the disk, in bytes.
const (
	// Reserve is the default of Options.Reserve: room for what Badger may still write after a commit, when it merges tables.
	Reserve = 256 << 20
	// Ballast is the size of a file that is given up to open a log on a full disk.
	Ballast = 64 << 20
)

// space watches the disk. Badger writes through memory that is mapped to files: on a full disk that is no error that could
// be returned, but a signal that ends the process. So appends are refused while there is still room for what Badger has
// yet to write; and since opening a log takes room as well, there is a file to be given up for that.
type space struct {
	place   place
	reserve uint64
	ballast bool                         // it is there; the writer alone uses this
	free    func(string) (uint64, error) // bytes free on the disk of a directory
}

// newSpace makes room to open a log: ErrNoSpace when there is not even as much as the ballast.
func newSpace(p place, reserve uint64) (*space, error) {
	if reserve == 0 {
		reserve = Reserve
	}
	s := &space{place: p, reserve: reserve, free: freeSpace}
	if _, err := os.Stat(p.ballast); err == nil {
		s.ballast = true
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	free, err := s.free(p.dir)
	if err != nil {
		return nil, err
	}
	if free < reserve && s.ballast {
		if err := os.Remove(p.ballast); err != nil {
			return nil, err
		}
		s.ballast = false
		if free, err = s.free(p.dir); err != nil {
			return nil, err
		}
	}
	if free < Ballast {
		return nil, fmt.Errorf("%w: %d MiB are free, and opening a log takes up to %d", ErrNoSpace, free>>20, Ballast>>20)
	}
	return s, s.replenish(free)
}

// replenish makes the ballast, when it is missing and there is plenty of room.
func (s *space) replenish(free uint64) error {
	if s.ballast || free < s.reserve+2*Ballast {
		return nil
	}
	if err := allocate(s.place.ballast, Ballast); err != nil {
		return fmt.Errorf("put %d MiB of ballast aside: %w", Ballast>>20, errors.Join(err, os.Remove(s.place.ballast)))
	}
	s.ballast = true
	return nil
}

// check is ErrNoSpace when there is too little room for an append.
func (s *space) check() error {
	free, err := s.free(s.place.dir)
	if err != nil {
		return err
	}
	if free < s.reserve {
		return fmt.Errorf("%w: %d MiB are free in %s, and %d have to stay free", ErrNoSpace, free>>20, s.place.dir, s.reserve>>20)
	}
	return s.replenish(free)
}

// allocate makes a file that has its space on the disk.
func allocate(path string, size int64) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(reserveSpace(file, size), file.Sync(), file.Close())
}
