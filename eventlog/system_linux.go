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

// mapFile maps a file into memory, to be read.
func mapFile(path string) (content []byte, unmap func() error, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	unmap = func() error { return nil }
	info, err := file.Stat()
	if err == nil && info.Size() > 0 {
		content, err = unix.Mmap(int(file.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
		err = os.NewSyscallError("mmap", err)
		unmap = func() error { return unix.Munmap(content) }
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, nil, err
	}
	return content, unmap, nil
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

// lock locks a file against other processes, and other openings of it in this one. ErrLocked when it is locked.
func lock(file *os.File) error {
	err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return ErrLocked
	}
	return os.NewSyscallError("flock", err)
}

// unlock ends that. Closing the file would do, but for a process that is just being forked and holds it open for a moment.
func unlock(file *os.File) error {
	return os.NewSyscallError("flock", unix.Flock(int(file.Fd()), unix.LOCK_UN))
}
