package eventlog

import (
	"errors"
	"fmt"

	"onrecord/event"
)

// Why an append is refused, beside [event.Problems], *ReusedError and *ConflictError.
var (
	// ErrEmpty says that an append holds no events.
	ErrEmpty = errors.New("an append needs at least one event")
	// ErrTooLarge says that an append is over MaxEvents or MaxBytes.
	ErrTooLarge = errors.New("the append is too large")
	// ErrPoisoned says that a write failed and that the log could not be opened anew since, so that it is not known whether the
	// append is recorded. The log can be read if its files can; each append tries to open it.
	ErrPoisoned = errors.New("a write failed, and the log takes no appends until it can be opened anew")
	// ErrNoSpace says that the disk is too full: nothing was recorded. Appends are taken again when there is room.
	ErrNoSpace = errors.New("the disk is too full")
)

// Why a log cannot be opened or read.
var (
	// ErrClosed says that the log was closed.
	ErrClosed = errors.New("the log is closed")
	// ErrNoPosition says that the log holds no event at a position.
	ErrNoPosition = errors.New("no such position")
	// ErrLocked says that the directory is held by a log that is open, here or in another process.
	ErrLocked = errors.New("another process has the log open")
	// ErrMissing says that there is no log in a directory that must have one; see [Options].
	ErrMissing = errors.New("there is no log")
	// ErrFormat says that the directory holds something else than a log of this program's format.
	ErrFormat = errors.New("not a log of this format")
	// ErrKeys says that the keys that sign the log's checkpoints are missing, or are not such keys, or are another log's.
	ErrKeys = errors.New("the log's keys cannot be used")
	// ErrSignature says that a checkpoint is not signed by a key that is known.
	ErrSignature = errors.New("the signature of a checkpoint does not hold")
	// ErrNoCheckpoint says that a log with events has no checkpoint beside it, so that nothing tells whether it is whole.
	ErrNoCheckpoint = errors.New("the log has no checkpoint")
	// ErrTruncated says that a log is shorter than its checkpoint: events that were acknowledged are missing.
	ErrTruncated = errors.New("the log is shorter than its checkpoint")
	// ErrTampered says that a log, or a part of it, is not what its hashes say.
	ErrTampered = errors.New("the log is not what its hashes say")
	// ErrNoTile says that the log has no tile at a path.
	ErrNoTile = errors.New("no such tile")
	// ErrProof says that a proof does not prove what it should.
	ErrProof = errors.New("the proof does not hold")
)

// ConflictError says that a condition of an append does not hold.
type ConflictError struct {
	Touched event.ID       // what was touched
	At      event.Position // where; after the condition's After, and not always the first such place
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("%s was touched at position %d, after the position of the condition", e.Touched, e.At)
}

// ReusedError says that an append uses the id of another event.
type ReusedError struct {
	ID     event.ID
	At     event.Position // where the log holds the id; 0 when it does not
	Reason string         // why this is not a repetition of that append
}

func (e *ReusedError) Error() string {
	if e.At == 0 {
		return fmt.Sprintf("the event id %s %s", e.ID, e.Reason)
	}
	return fmt.Sprintf("the event id %s, recorded at position %d, %s", e.ID, e.At, e.Reason)
}
