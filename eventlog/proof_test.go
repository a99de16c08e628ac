package eventlog_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// grown is a log with n events and the envelopes in it.
func grown(t testing.TB, n int) (l *eventlog.Badger, envelopes [][]byte) {
	t.Helper()
	l = open(t, t.TempDir(), eventlog.Options{})
	for some := range slices.Chunk(logtest.Entities(n), eventlog.MaxEvents) {
		add(t, l, some...)
	}
	for r, err := range l.Read(context.Background(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		envelopes = append(envelopes, r.Leaf)
	}
	return l, envelopes
}

func digests(hashes []event.Hash) []digest {
	var all []digest
	for _, h := range hashes {
		all = append(all, h)
	}
	return all
}

// spoilt draws a change of a list of hashes: one of them another, one more, one fewer, or two in each other's place.
func spoilt(t *rapid.T, hashes []event.Hash) []event.Hash {
	changed := slices.Clone(hashes)
	if len(changed) == 0 || rapid.Bool().Draw(t, "one more") {
		return slices.Insert(changed, rapid.IntRange(0, len(changed)).Draw(t, "where"), event.Hash{1})
	}
	i, j := rapid.IntRange(0, len(changed)-1).Draw(t, "i"), rapid.IntRange(0, len(changed)-1).Draw(t, "j")
	switch {
	case rapid.Bool().Draw(t, "one fewer"):
		return slices.Delete(changed, i, i+1)
	case i != j && changed[i] != changed[j]:
		changed[i], changed[j] = changed[j], changed[i]
	default:
		changed[i][rapid.IntRange(0, 31).Draw(t, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
	}
	return changed
}

func TestInclusion(t *testing.T) {
	const most = 300
	l, envelopes := grown(t, most)
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, most).Draw(t, "size")
		position := rapid.IntRange(1, size).Draw(t, "position")
		p, err := eventlog.Prove(l, event.Position(position), event.Position(size))
		if err != nil {
			t.Fatal(err)
		}
		root, envelope := logtest.Root(envelopes[:size]), envelopes[position-1]
		both := func(p eventlog.Inclusion, root event.Hash, envelope []byte) bool {
			err := p.Check(root, envelope)
			if err != nil && !errors.Is(err, eventlog.ErrProof) {
				t.Errorf("%v; want %v", err, eventlog.ErrProof)
			}
			second := included(envelope, uint64(p.Position)-1, uint64(p.Size), digests(p.Hashes), root)
			if (err == nil) != second {
				t.Errorf("%+v: the first verifier says %v, the second %v", p, err, second)
			}
			return second
		}
		if !both(p, root, envelope) {
			t.Fatalf("position %d of %d: the proof does not hold", position, size)
		}
		wrong := p
		wrong.Hashes = spoilt(t, p.Hashes)
		if both(wrong, root, envelope) {
			t.Errorf("holds with the hashes %x for %x", wrong.Hashes, p.Hashes)
		}
		wrong = p
		if wrong.Position = event.Position(rapid.IntRange(0, most+1).Draw(t, "other position")); wrong.Position != p.Position && both(wrong, root, envelope) {
			t.Errorf("holds at position %d for %d", wrong.Position, p.Position)
		}
		other := rapid.IntRange(0, most-1).Draw(t, "other envelope")
		if other != position-1 && both(p, root, envelopes[other]) {
			t.Errorf("holds for the envelope of position %d", other+1)
		}
		if other != size && both(p, logtest.Root(envelopes[:other]), envelope) {
			t.Errorf("holds for the root of %d events", other)
		}
	})
}

func TestGrowth(t *testing.T) {
	const most = 300
	l, envelopes := grown(t, most)
	rapid.Check(t, func(t *rapid.T) {
		to := rapid.IntRange(0, most).Draw(t, "to")
		from := rapid.IntRange(0, to).Draw(t, "from")
		p, err := eventlog.ProveGrowth(l, event.Position(from), event.Position(to))
		if err != nil {
			t.Fatal(err)
		}
		fromRoot, toRoot := logtest.Root(envelopes[:from]), logtest.Root(envelopes[:to])
		both := func(p eventlog.Growth, fromRoot, toRoot event.Hash) bool {
			err := p.Check(fromRoot, toRoot)
			if err != nil && !errors.Is(err, eventlog.ErrProof) {
				t.Errorf("%v; want %v", err, eventlog.ErrProof)
			}
			if second := grew(uint64(p.From), uint64(p.To), digests(p.Hashes), fromRoot, toRoot); p.From > 0 && (err == nil) != second {
				t.Errorf("%+v: the first verifier says %v, the second %v", p, err, second)
			}
			return err == nil
		}
		if !both(p, fromRoot, toRoot) {
			t.Fatalf("from %d to %d: the proof does not hold", from, to)
		}
		wrong := p
		wrong.Hashes = spoilt(t, p.Hashes)
		if both(wrong, fromRoot, toRoot) {
			t.Errorf("holds with the hashes %x for %x", wrong.Hashes, p.Hashes)
		}
		other := rapid.IntRange(0, most).Draw(t, "other")
		if other != from && both(p, logtest.Root(envelopes[:other]), toRoot) {
			t.Errorf("holds from the root of %d events", other)
		}
		if other != to && from > 0 && both(p, fromRoot, logtest.Root(envelopes[:other])) {
			t.Errorf("holds to the root of %d events", other)
		}
	})
}

func TestNothingToProve(t *testing.T) {
	l, _ := grown(t, 3)
	for _, c := range []struct{ position, size event.Position }{{0, 3}, {3, 2}, {4, 3}, {1, 4}, {1, 1 << 63}, {1, 0}} {
		if p, err := eventlog.Prove(l, c.position, c.size); !errors.Is(err, eventlog.ErrNoPosition) {
			t.Errorf("position %d of %d: %+v, %v; want %v", c.position, c.size, p, err, eventlog.ErrNoPosition)
		}
		if p, err := eventlog.ProveGrowth(l, c.size, c.position); c.position != 0 && c.size > c.position && !errors.Is(err, eventlog.ErrNoPosition) {
			t.Errorf("from %d to %d: %+v, %v; want %v", c.size, c.position, p, err, eventlog.ErrNoPosition)
		}
	}
	if _, err := eventlog.ProveGrowth(l, 1, 4); !errors.Is(err, eventlog.ErrNoPosition) {
		t.Errorf("beyond the head: %v", err)
	}
	// No numbers make a check panic.
	for _, n := range []event.Position{0, 1, 1 << 62, 1<<63 - 1, 1 << 63, 1<<64 - 1} {
		p, g := eventlog.Inclusion{Position: n, Size: n}, eventlog.Growth{From: n, To: n, Hashes: make([]event.Hash, 3)}
		if err := p.Check(event.Hash{}, nil); !errors.Is(err, eventlog.ErrProof) {
			t.Errorf("%d: %v", n, err)
		}
		if err := g.Check(event.Hash{}, event.Hash{}); !errors.Is(err, eventlog.ErrProof) {
			t.Errorf("%d: %v", n, err)
		}
	}
}
