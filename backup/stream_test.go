package backup_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"onrecord/backup"
	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// whole reads a segment to its end as a restore does, and returns the bytes of its records and its root.
func whole(stream []byte) (all [][]byte, root event.Hash, err error) {
	s, err := backup.Read(bytes.NewReader(stream))
	if err != nil {
		return nil, root, err
	}
	for r, err := range s.Records() {
		if err != nil {
			return nil, root, err
		}
		if !r.Intact() {
			return nil, root, errors.New("not intact")
		}
		all = append(all, stored(r))
	}
	return all, s.Checkpoint.Root, nil
}

// A segment says what is in it before its records come, and gives them as the log holds them.
func TestSegment(t *testing.T) {
	l := newLog(t, 11)
	for after := event.Position(0); after <= 11; after++ {
		s := cut(t, l, after)
		if s.After() != after || s.Size() != 11-int(after) || !slices.Equal(s.Keys, l.PublicKeys()) || s.Checkpoint.Root != l.Head().Root {
			t.Errorf("after %d: %+v", after, s)
		}
		want := collect(t, l.Read(context.Background(), after))
		got := collect(t, s.Records())
		if !slices.EqualFunc(got, want, func(a, b event.Record) bool { return bytes.Equal(stored(a), stored(b)) }) {
			t.Errorf("after %d: got %d records that differ from the %d wanted", after, len(got), len(want))
		}
	}
	if _, err := backup.Cut(context.Background(), l, 12); !errors.Is(err, eventlog.ErrNoPosition) {
		t.Errorf("after the head: %v", err)
	}
}

// A segment ends with its checkpoint's last event, however the log grows while it is read.
func TestSegmentOfAGrowingLog(t *testing.T) {
	l := newLog(t, 5)
	s, err := backup.Cut(context.Background(), l, 2)
	if err != nil {
		t.Fatal(err)
	}
	add(t, l, logtest.Entities(5)...)
	if got := collect(t, s.Records()); len(got) != 3 {
		t.Errorf("%d records; want 3", len(got))
	}
}

// A stream that ends early is cut off, wherever it ends, and one that goes on is refused.
func TestCutOff(t *testing.T) {
	stream := bytesOf(t, newLog(t, 7), 3)
	if _, _, err := whole(stream); err != nil {
		t.Fatal(err)
	}
	for n := range stream {
		if _, _, err := whole(stream[:n]); !errors.Is(err, backup.ErrCutOff) {
			t.Errorf("cut off after %d of %d bytes: %v", n, len(stream), err)
		}
	}
	if _, _, err := whole(append(stream, 0)); err == nil {
		t.Error("a stream that goes on was taken")
	}
}

// A bit that is not what it was is refused, or changes nothing: a hash can be written in capitals, and the last letter of
// a signature holds bits that nobody reads.
func TestFlippedBits(t *testing.T) {
	stream := bytesOf(t, newLog(t, 7), 3)
	want, root, err := whole(stream)
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	for i := range stream {
		for bit := range 8 {
			stream[i] ^= 1 << bit
			if got, gotRoot, err := whole(stream); err == nil {
				if taken++; gotRoot != root || !slices.EqualFunc(got, want, bytes.Equal) {
					t.Errorf("bit %d of byte %d flipped: it was taken for another segment; around it %q", bit, i, stream[max(0, i-20):min(len(stream), i+20)])
				}
			}
			stream[i] ^= 1 << bit
		}
	}
	if taken > 20 {
		t.Errorf("%d flipped bits changed nothing", taken)
	}
}

// FuzzRead feeds the reader what is not a segment, or no longer one. What it takes has the root that was signed.
func FuzzRead(f *testing.F) {
	dir := f.TempDir()
	l, err := eventlog.Open(dir, eventlog.Options{Logger: quiet})
	if err != nil {
		f.Fatal(err)
	}
	defer l.Close()
	for _, after := range []event.Position{0, 3} {
		if _, err := l.Append(context.Background(), "desk", nil, logtest.Entities(3)...); err != nil {
			f.Fatal(err)
		}
		s, err := backup.Cut(context.Background(), l, after)
		if err != nil {
			f.Fatal(err)
		}
		var b bytes.Buffer
		if err := s.Write(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
		f.Add(b.Bytes()[:b.Len()/2])
	}
	f.Add([]byte("onrecord records 1\nafter 4611686018427387903\nkey k\n\n\x00\x00\x00\x01x"))
	f.Fuzz(func(t *testing.T, stream []byte) {
		s, err := backup.Read(bytes.NewReader(stream))
		if err != nil {
			return
		}
		n, err := drain(s.Records())
		if err == nil && n != s.Size() {
			t.Errorf("it was taken with %d records of %d", n, s.Size())
		}
	})
}
