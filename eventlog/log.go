package eventlog

import (
	"context"
	"iter"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
)

// Limits on one append.
const (
	MaxEvents   = 1000    // events
	MaxBytes    = 1 << 20 // bytes of their records (envelope, salt and payload), this number itself being too many
	MaxRecorder = 500     // bytes of the name of who records
)

// Log is an append-only sequence of events. Its methods may be called from any goroutine. After Close each of them,
// Head excepted, fails with ErrClosed.
type Log interface {
	// Append records events as one unit, in this order and at consecutive positions, or records none of them. by is who
	// records. When it returns without an error, the events are on disk and every reader sees them.
	//
	// Events whose ids the log holds already, in the same order, with the same content and from one append, are not
	// recorded again: the receipt is that of the first time, with Duplicate set. Salt and recorder are not content. This
	// is looked at before the conditions, so that the retry of an append that went through does not conflict with itself.
	//
	// What is wrong with events is told as [event.Problems] under "events" and their index. Other refusals are ErrEmpty,
	// ErrTooLarge, *ReusedError and *ConflictError. After any of these the log is as it was.
	//
	// When ctx ends before the writer took the append, nothing is recorded. When it ends after that, the append may or
	// may not be recorded; the error then says so. ErrPoisoned also leaves it open. Append the same events again to know.
	Append(ctx context.Context, by string, conditions []Condition, events ...event.Event) (Receipt, error)

	// Read yields the records after a position up to the head as of the call, in order, and ends. A failure is yielded
	// last, with a zero record: of ctx, ErrClosed, or of the disk. Records own their bytes.
	Read(ctx context.Context, after event.Position) iter.Seq2[event.Record, error]

	// Follow yields the records after a position, in order, each once, and then those recorded from now on, until ctx
	// ends, which yields nothing, or the log is closed, which yields ErrClosed. It reads from the log, not from a queue:
	// a slow reader loses nothing and holds up nobody.
	Follow(ctx context.Context, after event.Position) iter.Seq2[event.Record, error]

	// At returns the record at a position; ErrNoPosition for 0 and for positions after the head.
	At(position event.Position) (event.Record, error)

	// Find returns the position of the event with an id, 0 when the log has none.
	Find(id event.ID) (event.Position, error)

	// PositionAt returns the last position recorded at or before a moment, 0 when it is before the first.
	PositionAt(t event.Instant) (event.Position, error)

	// Root returns the Merkle tree hash of RFC 6962 over the envelopes of the first size events; that of no events is
	// the SHA-256 of nothing. ErrNoPosition when the log has fewer.
	Root(size event.Position) (event.Hash, error)

	// ReadHashes reads hashes of the Merkle tree over the events up to the head, by the numbers that sumdb/tlog gives them.
	// With it a Log is a [tlog.HashReader], from which that package computes roots, proofs and tiles.
	ReadHashes(indexes []int64) ([]tlog.Hash, error)

	// Checkpoint returns a signed checkpoint of the head.
	Checkpoint() (Checkpoint, error)

	// PublicKeys are the verifier keys (C2SP signed-note) of the keys that sign the checkpoints, the newest first.
	PublicKeys() []string

	// Head returns the end of the log. What it names can be read at once. It never moves back.
	Head() Head

	// Err says why the log takes no appends now: nil while it does; ErrPoisoned after a write that failed, ErrNoSpace on a disk
	// that is too full, ErrTampered when ids are missing, and ErrClosed. It can be read all the same, unless it is closed.
	Err() error

	// Close waits for the appends that the writer has taken, refuses those that wait, and ends every Follow. A second
	// Close does nothing.
	Close() error
}

// Head is the end of a log.
type Head struct {
	Position   event.Position // of the last event; 0 when there is none
	RecordedAt event.Instant  // of the last event; [event.Past] when there is none
	Root       event.Hash     // of the first Position events
}

// Condition refuses an append when one of some things was touched in the meantime; see [event.Event.Touches]. It is
// answered from memory for what was recorded since the log was opened. An After before that costs a scan of the records
// from there to the opening in the goroutine of the caller: some microseconds an event, and the reading of all their
// bytes, payloads too.
type Condition struct {
	Touching []event.ID     // entities, documents, claims, keys; none: nothing to refuse for
	After    event.Position // events up to here do not count; beyond the head, nothing does
}

// Receipt says where events were recorded.
type Receipt struct {
	First, Last event.Position // the first and the last of the events
	RecordedAt  event.Instant  // one for an append, and later than that of every append before
	Duplicate   bool           // they had been recorded before, and this is where
}
