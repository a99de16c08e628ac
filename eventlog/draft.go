package eventlog

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"onrecord/event"
)

// draft is an event that is ready to be recorded but for its position and time.
type draft struct {
	id       event.ID
	is       event.Type
	touches  []event.ID
	envelope []byte // the tail of its envelope, see [event.Envelope.EncodeTail]
	salt     event.Salt
	payload  []byte
	erases   event.Position // whose payload it erases; 0 unless it is an erasure
}

// request is an append on its way to the writer.
type request struct {
	drafts     []draft
	size       int // bytes of the records, at most
	conditions []Condition
	conflict   *ConflictError // with what was recorded before the log was opened; it counts unless the append is a duplicate
	answer     chan answer    // takes one answer without blocking the writer
	wrote      bool           // it was recorded by a commit that failed, if it is there: a repetition of itself alone
}

// answer is what Append returns.
type answer struct {
	receipt Receipt
	err     error
}

// newRequest checks events and encodes them. All of this happens in the goroutine that appends, to spare the writer.
func (l *Badger) newRequest(by string, conditions []Condition, events []event.Event) (*request, error) {
	switch {
	case len(events) == 0:
		return nil, ErrEmpty
	case len(events) > MaxEvents:
		return nil, fmt.Errorf("%w: %d events; at most %d", ErrTooLarge, len(events), MaxEvents)
	}
	if err := checkEvents(by, events); err != nil {
		return nil, err
	}
	r := &request{drafts: make([]draft, len(events)), conditions: conditions, answer: make(chan answer, 1)}
	for i, e := range events {
		d, size, err := newDraft(by, e, l.salt())
		if err != nil {
			return nil, err
		}
		r.drafts[i] = d
		r.size += size
	}
	if r.size >= MaxBytes {
		return nil, fmt.Errorf("%w: its records have %d bytes; they must have fewer than %d", ErrTooLarge, r.size, MaxBytes)
	}
	return r, nil
}

// checkEvents reports what is wrong with an append by itself.
func checkEvents(by string, events []event.Event) error {
	var problems event.Problems
	if by == "" || len(by) > MaxRecorder || !utf8.ValidString(by) {
		message := fmt.Sprintf("%.80q is not a name of 1 to %d bytes of UTF-8", by, MaxRecorder)
		problems = append(problems, event.Problem{Code: event.Invalid, Path: []string{"recordedBy"}, Message: message})
	}
	seen := make(map[event.ID]struct{}, len(events))
	for i, e := range events {
		var found event.Problems
		if err := e.Validate(); errors.As(err, &found) {
			problems = append(problems, found.Under("events", strconv.Itoa(i))...)
		} else if err != nil {
			return err
		}
		seen[e.ID] = struct{}{}
	}
	if len(problems) > 0 {
		return problems
	}
	if len(seen) == len(events) {
		return nil
	}
	for _, e := range events {
		if _, first := seen[e.ID]; !first {
			return &ReusedError{ID: e.ID, Reason: "stands twice in one append"}
		}
		delete(seen, e.ID)
	}
	return nil
}

// newDraft encodes an event. The size is that of its record, with a position and a time of the greatest length.
func newDraft(by string, e event.Event, salt event.Salt) (draft, int, error) {
	payload, err := event.EncodePayload(e.Payload)
	if err != nil {
		return draft{}, 0, err
	}
	envelope := event.Envelope{RecordedBy: by, ID: e.ID, Type: e.Payload.Type(), Schema: event.Schema, Touches: e.Touches(),
		PayloadHash: event.PayloadHash(salt, payload)}
	d := draft{id: e.ID, is: envelope.Type, touches: envelope.Touches, salt: salt, payload: payload}
	if erased, is := e.Payload.(*event.PayloadErased); is {
		d.erases = erased.Position
	}
	if d.envelope, err = envelope.EncodeTail(); err != nil {
		return draft{}, 0, err
	}
	return d, recordFrame + maxPlace + len(d.envelope) + len(salt) + len(payload), nil
}

// record gives the draft its place, and returns the bytes of its envelope and of its record.
func (d *draft) record(position event.Position, at event.Instant) (envelope, record []byte) {
	envelope = event.AppendEnvelope(make([]byte, 0, maxPlace+len(d.envelope)), position, at, d.envelope)
	record = make([]byte, 0, recordFrame+len(envelope)+len(d.salt)+len(d.payload))
	return envelope, event.AppendRecord(record, envelope, d.salt, d.payload)
}

// Lengths of what surrounds the tail of an envelope: of what stands before it at most, and of the frame of a record.
const (
	maxPlace    = 21
	recordFrame = 3
)
