package eventlog

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// freeSpace is how many bytes we may still write to the disk of a directory.
func freeSpace(dir string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, &os.PathError{Op: "statfs", Path: dir, Err: err}
	}
	return s.Bavail * uint64(s.Bsize), nil
}

// reserveSpace gives a file space on the disk.
func reserveSpace(file *os.File, size int64) error {
	return unix.Fallocate(int(file.Fd()), 0, 0, size)
}

// allocated is how many bytes of the disk a file takes.
func allocated(file fs.FileInfo) uint64 {
	if s, ok := file.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Blocks) * 512
	}
	return uint64(file.Size())
}

// syncData brings the bytes of a file to the disk, and what is needed to find them, but not, say, its times.
func syncData(file *os.File) error { return unix.Fdatasync(int(file.Fd())) }

// LockDirectory holds a directory against other processes, and other logs of this one, until the file is closed.
// ErrLocked when another has it.
func LockDirectory(path string) (*os.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	err = unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	switch {
	case err == nil:
		return file, nil
	case errors.Is(err, unix.EWOULDBLOCK):
		err = ErrLocked
	default:
		err = &os.PathError{Op: "flock", Path: path, Err: err}
	}
	return nil, errors.Join(err, file.Close())
}
