//go:build !linux

package eventlog

import (
	"io/fs"
	"math"
	"os"
)

// On these systems the disk is not watched, and Badger's own lock is the only one.

func freeSpace(string) (uint64, error) { return math.MaxUint64, nil }

func reserveSpace(file *os.File, size int64) error { return file.Truncate(size) }

func mapFile(path string) ([]byte, func() error, error) {
	content, err := os.ReadFile(path)
	return content, func() error { return nil }, err
}

func allocated(file fs.FileInfo) uint64 { return uint64(file.Size()) }

func syncData(file *os.File) error { return file.Sync() }

func lock(*os.File) error { return nil }

func unlock(*os.File) error { return nil }
