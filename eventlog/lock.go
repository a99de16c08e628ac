package eventlog

import (
	"errors"
	"os"
)

// DirectoryLock holds a directory against other processes, and against others in this one. It ends with the process at
// the latest.
type DirectoryLock struct{ file *os.File }

// LockDirectory locks a directory. ErrLocked when it is locked already. On systems other than Linux it locks nothing.
func LockDirectory(path string) (*DirectoryLock, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := lock(file); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &DirectoryLock{file}, nil
}

// Close ends the lock.
func (l *DirectoryLock) Close() error { return errors.Join(unlock(l.file), l.file.Close()) }
