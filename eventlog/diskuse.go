package eventlog

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

// DiskUse is how many bytes the log in a directory takes on the disk, and how many of them are ballast, set aside for a
// full disk. The log may be open.
func DiskUse(dir string) (all, ballast uint64, err error) {
	p := newPlace(dir, "")
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		var info fs.FileInfo
		if err == nil {
			info, err = entry.Info()
		}
		if errors.Is(err, fs.ErrNotExist) && path != dir { // Badger has just removed it
			return nil
		}
		if err != nil {
			return err
		}
		n := allocated(info)
		if all += n; path == p.ballast {
			ballast = n
		}
		return nil
	})
	if err != nil {
		return 0, 0, fmt.Errorf("the disk use of %s: %w", dir, err)
	}
	return all, ballast, nil
}
