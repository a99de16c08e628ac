package backup

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"onrecord/event"
	"onrecord/eventlog"
)

// ErrCutOff says that a segment ends before its last record.
var ErrCutOff = errors.New("the segment is cut off")

// Segment is a stretch of a log: the records after a position, up to a checkpoint.
type Segment struct {
	Keys       []string            // the public keys of the log when it was cut
	Checkpoint eventlog.Checkpoint // of its last record, signed by one of the keys
	before     tree                // of the events before its first record
	records    iter.Seq2[event.Record, error]
}

// Cut takes the segment after a position from a log, up to its head. [eventlog.ErrNoPosition] when the log ends before
// that position. The records are read when they are asked for.
func Cut(ctx context.Context, log eventlog.Log, after event.Position) (*Segment, error) {
	checkpoint, err := log.Checkpoint()
	if err != nil {
		return nil, err
	}
	if after > checkpoint.Size {
		return nil, fmt.Errorf("%w: %d in a log of %d events", eventlog.ErrNoPosition, after, checkpoint.Size)
	}
	before, err := readTree(log, after)
	if err != nil {
		return nil, err
	}
	records := func(yield func(event.Record, error) bool) {
		for r, err := range log.Read(ctx, after) {
			if r.Position > checkpoint.Size || !yield(r, err) { // it grew meanwhile
				return
			}
		}
	}
	return &Segment{Keys: log.PublicKeys(), Checkpoint: checkpoint, before: before, records: records}, nil
}

// After is the position before its first record.
func (s *Segment) After() event.Position { return s.before.size }

// Size is how many records it has.
func (s *Segment) Size() int { return int(s.Checkpoint.Size - s.before.size) }

// Records yields its records in order, and proves them: that they have no gaps, that their times do not fall, and, at the
// end, that none is missing and that their envelopes have the root of the checkpoint. A failure is yielded last. The
// records of a segment that was read from a stream can be had once.
func (s *Segment) Records() iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		grown, last := tree{s.before.size, slices.Clone(s.before.edge)}, event.Past
		for r, err := range s.records {
			switch {
			case err != nil:
			case r.Position != grown.size+1:
				err = fmt.Errorf("position %d comes after position %d", r.Position, grown.size)
			case r.RecordedAt < last:
				err = fmt.Errorf("position %d: recordedAt %s is before %s, when the event before it was recorded", r.Position, r.RecordedAt, last)
			}
			if err != nil {
				yield(event.Record{}, err)
				return
			}
			grown.add(r.Leaf)
			last = r.RecordedAt
			if !yield(r, nil) {
				return
			}
		}
		if grown.size != s.Checkpoint.Size {
			yield(event.Record{}, fmt.Errorf("%w: it ends with position %d of %d", ErrCutOff, grown.size, s.Checkpoint.Size))
		} else if root := grown.root(); root != s.Checkpoint.Root {
			yield(event.Record{}, fmt.Errorf("%w: the root of the %d events is %x, and the checkpoint says %x", eventlog.ErrTampered, grown.size, root, s.Checkpoint.Root))
		}
	}
}
