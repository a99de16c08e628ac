package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"

	"onrecord/event"
	"onrecord/eventlog"
)

// exportedHead is the first line of an export: what proves the others.
type exportedHead struct {
	Checkpoint string   `json:"checkpoint"` // signed note
	PublicKeys []string `json:"publicKeys"`
}

// exported is any other line: an event.
type exported struct {
	event.Envelope
	PayloadHash string        `json:"payloadHash"`       // SHA-256 of salt and payload, in hexadecimal digits
	Salt        []byte        `json:"salt,omitempty"`    // base64
	Leaf        []byte        `json:"leaf"`              // the bytes of the envelope, base64
	Payload     []byte        `json:"payload,omitempty"` // CBOR, base64
	Event       event.Payload `json:"event,omitempty"`   // the payload, to be read; missing when it cannot be
}

// newExported makes a line of a record. When the payload cannot be read, the line comes without it and with the error.
func newExported(r event.Record) (exported, error) {
	l := exported{Envelope: r.Envelope, PayloadHash: hex.EncodeToString(r.PayloadHash[:]), Leaf: r.Leaf}
	if r.Erased() {
		return l, nil
	}
	l.Salt, l.Payload = r.Salt[:], r.Payload
	payload, err := r.Decode()
	if err == nil {
		l.Event = payload
	}
	return l, err
}

// maxExported is how many bytes a line may have: more than a text of 512 KiB takes, once in base64 and once escaped.
const maxExported = 16 << 20

// exportReader reads an export back. It goes by the bytes of leaf, salt and payload; what else is on a line is there for
// people.
type exportReader struct {
	name   string
	lines  *bufio.Scanner
	number int // of the line read last, from 1
	first  *exportedLine
}

// exportedLine is what is read of a line of either kind.
type exportedLine struct {
	exportedHead
	Position            event.Position
	Salt, Leaf, Payload []byte
}

func newExportReader(name string, from io.Reader) *exportReader {
	r := &exportReader{name: name, lines: bufio.NewScanner(from)}
	r.lines.Buffer(nil, maxExported)
	return r
}

// next reads the next line that is not blank; nil after the last.
func (r *exportReader) next() (*exportedLine, error) {
	for r.lines.Scan() {
		r.number++
		text := bytes.TrimSpace(r.lines.Bytes())
		if len(text) == 0 {
			continue
		}
		var l exportedLine
		if err := json.Unmarshal(text, &l); err != nil {
			return nil, r.wrong(fmt.Errorf("not a line of an export: %w", err))
		}
		return &l, nil
	}
	if err := r.lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		r.number++
		return nil, r.wrong(fmt.Errorf("the line is longer than %d bytes", maxExported))
	} else if err != nil {
		return nil, fmt.Errorf("read %s: %w", r.name, err)
	}
	return nil, nil
}

// wrong says in which line something is wrong.
func (r *exportReader) wrong(err error) error { return fmt.Errorf("%s:%d: %w", r.name, r.number, err) }

// head reads the first line; nil when the export begins with an event.
func (r *exportReader) head() (*exportedHead, error) {
	l, err := r.next()
	if err != nil || l == nil {
		return nil, err
	}
	if l.Checkpoint == "" {
		r.first = l
		return nil, nil
	}
	return &l.exportedHead, nil
}

// checkpoint is the checkpoint of the head. One of some public keys must have signed it: its own when none are given.
func (h *exportedHead) checkpoint(trusted []string) (eventlog.Checkpoint, error) {
	if len(trusted) == 0 {
		trusted = h.PublicKeys
	}
	return eventlog.ParseCheckpoint([]byte(h.Checkpoint), trusted...)
}

// records reads the events after the head. A failure is yielded last.
func (r *exportReader) records() iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		l, err := r.first, error(nil)
		if l == nil {
			l, err = r.next()
		}
		for ; err == nil && l != nil; l, err = r.next() {
			record, err := l.record()
			if err != nil {
				yield(event.Record{}, r.wrong(err))
				return
			}
			if !yield(record, nil) {
				return
			}
		}
		if err != nil {
			yield(event.Record{}, err)
		}
	}
}

// record makes the record of a line.
func (l *exportedLine) record() (event.Record, error) {
	switch {
	case l.Checkpoint != "":
		return event.Record{}, errors.New("a checkpoint among the events; it belongs into the first line")
	case len(l.Leaf) == 0:
		return event.Record{}, errors.New(`the line has no "leaf", which holds the bytes of the envelope`)
	case len(l.Leaf) > math.MaxUint16:
		return event.Record{}, fmt.Errorf("the leaf has %d bytes; at most %d", len(l.Leaf), math.MaxUint16)
	case len(l.Payload) > 0 && len(l.Salt) != len(event.Salt{}):
		return event.Record{}, fmt.Errorf("the salt has %d bytes; it has %d where there is a payload", len(l.Salt), len(event.Salt{}))
	case len(l.Payload) == 0 && len(l.Salt) > 0:
		return event.Record{}, errors.New("there is a salt and no payload; of an erased event both are missing")
	}
	var salt event.Salt
	copy(salt[:], l.Salt)
	record, err := event.ParseRecord(event.AppendRecord(nil, l.Leaf, salt, l.Payload))
	if err == nil && record.Position != l.Position {
		err = fmt.Errorf("the line is of position %d, and its leaf of position %d", l.Position, record.Position)
	}
	return record, err
}
