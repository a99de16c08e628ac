package main

import (
	"errors"
	"fmt"

	"onrecord/eventlog"
)

// advise adds to an error of opening a log what to do about it. ifHeld is what to do when another process has the log.
func advise(dir string, err error, ifHeld string) error {
	is := func(kinds ...error) bool {
		for _, kind := range kinds {
			if errors.Is(err, kind) {
				return true
			}
		}
		return false
	}
	switch {
	case err == nil:
		return nil
	case is(eventlog.ErrLocked):
		return fmt.Errorf("--data %s: another process holds this directory, such as a server that is running; %s", dir, ifHeld)
	case is(eventlog.ErrTruncated, eventlog.ErrTampered, eventlog.ErrNoCheckpoint, eventlog.ErrSignature):
		return fmt.Errorf("--data: %w\nThe files are as they were found. Copy the directory before you do anything, then restore a backup: gqlserver restore --help. "+
			"Without one, gqlserver accept --help says how to go on with what is left", err)
	case is(eventlog.ErrKeys):
		return fmt.Errorf("--data: %w\nPut the file of the keys back, or say where it is with --key-file. If it is lost, gqlserver accept makes a new key, once a file that is damaged is moved away", err)
	case is(eventlog.ErrNoSpace):
		return fmt.Errorf("--data: %w\nMake room on that disk, and try again", err)
	}
	return fmt.Errorf("--data: %w", err)
}
