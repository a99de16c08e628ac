package logtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
)

// Root computes the Merkle tree hash over leaves as RFC 6962 section 2.1 words it, slowly and from the start.
func Root(leaves [][]byte) event.Hash {
	switch n := len(leaves); n {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return sha256.Sum256(append([]byte{0}, leaves[0]...))
	default:
		k := 1
		for k*2 < n {
			k *= 2
		}
		left, right := Root(leaves[:k]), Root(leaves[k:])
		return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
	}
}

// Check proves that the log is whole: no gaps, every payload the one its envelope was made for, times that never fall,
// At, Find and PositionAt that agree with Read, and roots that agree with [Root]. It returns the records. Nobody may
// append meanwhile.
func Check(t testing.TB, l eventlog.Log) []event.Record {
	t.Helper()
	records := read(t, l, 0)
	head := l.Head()
	if event.Position(len(records)) != head.Position {
		t.Fatalf("read %d records; the head is at %d", len(records), head.Position)
	}
	if len(records) > 0 && records[len(records)-1].RecordedAt != head.RecordedAt {
		t.Errorf("the last record has the time %s; the head has %s", records[len(records)-1].RecordedAt, head.RecordedAt)
	}
	checkRecords(t, l, records)
	checkTimes(t, l, records)
	checkRoots(t, l, records)
	return records
}

func checkRecords(t testing.TB, l eventlog.Log, records []event.Record) {
	t.Helper()
	for i, r := range records {
		position := event.Position(i + 1)
		if r.Position != position {
			t.Fatalf("record %d of Read is at position %d", i+1, r.Position)
		}
		if !r.Intact() {
			t.Errorf("position %d: the payload is not the one of its envelope", position)
		}
		if _, err := r.Decode(); err != nil && !r.Erased() {
			t.Errorf("position %d: %v", position, err)
		}
		if leaf, err := r.Envelope.Encode(); err != nil || !bytes.Equal(leaf, r.Leaf) {
			t.Errorf("position %d: the leaf is not the envelope (%v)", position, err)
		}
		if at, err := l.At(position); err != nil || !bytes.Equal(at.Leaf, r.Leaf) || !bytes.Equal(at.Payload, r.Payload) || at.Salt != r.Salt {
			t.Errorf("position %d: At and Read differ (%v)", position, err)
		}
		if found, err := l.Find(r.ID); err != nil || found != position {
			t.Errorf("position %d: Find says %d, %v", position, found, err)
		}
	}
}

func checkTimes(t testing.TB, l eventlog.Log, records []event.Record) {
	t.Helper()
	last := event.Past // where the previous time ended
	for i, r := range records {
		if r.RecordedAt < last {
			t.Errorf("position %d: recorded at %s, before %s", r.Position, r.RecordedAt, last)
		}
		if r.RecordedAt > last && i > 0 {
			positionAt(t, l, r.RecordedAt-1, event.Position(i))
		}
		last = r.RecordedAt
		if i+1 == len(records) || records[i+1].RecordedAt > r.RecordedAt {
			positionAt(t, l, r.RecordedAt, r.Position)
		}
	}
	positionAt(t, l, event.Past, 0)
	positionAt(t, l, event.Future, event.Position(len(records)))
}

func positionAt(t testing.TB, l eventlog.Log, at event.Instant, want event.Position) {
	t.Helper()
	if got, err := l.PositionAt(at); err != nil || got != want {
		t.Errorf("PositionAt(%s) = %d, %v; want %d", at, got, err, want)
	}
}

// checkRoots looks at every size of a small log, and at the sizes around the powers of two of a large one.
func checkRoots(t testing.TB, l eventlog.Log, records []event.Record) {
	t.Helper()
	leaves := make([][]byte, len(records))
	for i, r := range records {
		leaves[i] = r.Leaf
	}
	for size := 0; size <= len(leaves); size++ {
		if size > 70 && size < len(leaves)-1 && size&(size-1) != 0 && size&(size+1) != 0 {
			continue
		}
		if got, err := l.Root(event.Position(size)); err != nil || got != Root(leaves[:size]) {
			t.Errorf("Root(%d) = %x, %v; want %x", size, got, err, Root(leaves[:size]))
		}
	}
	if head := l.Head(); head.Root != Root(leaves) {
		t.Errorf("the head has the root %x; want %x", head.Root, Root(leaves))
	}
	if _, err := l.Root(event.Position(len(leaves) + 1)); !errors.Is(err, eventlog.ErrNoPosition) {
		t.Errorf("Root after the head: %v; want %v", err, eventlog.ErrNoPosition)
	}
}

// read returns the records after a position up to the head.
func read(t testing.TB, l eventlog.Log, after event.Position) []event.Record {
	t.Helper()
	var records []event.Record
	for r, err := range l.Read(context.Background(), after) {
		if err != nil {
			t.Fatalf("Read(%d), after %d records: %v", after, len(records), err)
		}
		records = append(records, r)
	}
	return records
}
