package eventlog

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// directory is where Badger keeps its files. A file that was just made can be lost with all it holds when the power
// fails before its directory is synced. Badger does that for its tables, and not for its write-ahead logs, which it
// numbers 00001.mem, 00002.mem and so on.
type directory struct {
	path string
	file *os.File
	wal  int // number of the newest write-ahead log that the directory was synced for
}

// openDirectory syncs the directory as Badger has just left it.
func openDirectory(path string) (*directory, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	d := &directory{path: path, file: file}
	names, err := filepath.Glob(filepath.Join(path, "*.mem"))
	for _, name := range names {
		var n int
		if _, err := fmt.Sscanf(filepath.Base(name), "%d.mem", &n); err == nil {
			d.wal = max(d.wal, n)
		}
	}
	if err = errors.Join(err, file.Sync()); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return d, nil
}

// sync syncs the directory when Badger has begun a new write-ahead log since the last time.
func (d *directory) sync() error {
	begun := false
	for {
		_, err := os.Stat(filepath.Join(d.path, fmt.Sprintf("%05d.mem", d.wal+1)))
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return err
		}
		d.wal++
		begun = true
	}
	if begun {
		return d.file.Sync()
	}
	return nil
}

func (d *directory) close() error { return d.file.Close() }

// makeDirectory makes the log's directory, open to its owner only, with those above it that are missing, and syncs each
// directory that names one of those made, the uppermost first.
func makeDirectory(path string, sync func(path string) error) error {
	var naming []string
	for missing := filepath.Clean(path); ; missing = filepath.Dir(missing) {
		_, err := os.Stat(missing)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		naming = append(naming, filepath.Dir(missing))
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	for _, dir := range slices.Backward(naming) {
		if err := sync(dir); err != nil {
			return err
		}
	}
	return nil
}

// syncDirectory brings the names in a directory to the disk.
func syncDirectory(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
