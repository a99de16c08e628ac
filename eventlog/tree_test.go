package eventlog_test

import (
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// TestTiles grows a log past a full tile of the second level, and compares its roots, and those after reopening, with what
// tlog computes from the leaves.
func TestTiles(t *testing.T) {
	t.Parallel()
	const second = 256 * 256
	dir := t.TempDir()
	l := open(t, dir, eventlog.Options{})
	var hashes []tlog.Hash // as tlog numbers them
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			found[i] = hashes[index]
		}
		return found, nil
	})
	leaves := int64(0)
	grow := func(l *eventlog.Badger, to event.Position) {
		for head := l.Head().Position; head < to; head = l.Head().Position {
			add(t, l, logtest.Entities(int(min(to-head, eventlog.MaxEvents)))...)
		}
		for r, err := range l.Read(t.Context(), event.Position(leaves)) {
			if err != nil {
				t.Fatal(err)
			}
			more, err := tlog.StoredHashes(leaves, r.Leaf, reader)
			if err != nil {
				t.Fatal(err)
			}
			leaves++
			hashes = append(hashes, more...)
		}
	}
	check := func(l *eventlog.Badger, sizes ...event.Position) {
		for _, size := range sizes {
			want, err := tlog.TreeHash(int64(size), reader)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := l.Root(size); err != nil || got != event.Hash(want) {
				t.Errorf("of %d events, Root(%d) = %x, %v; want %x", leaves, size, got, err, want)
			}
		}
		stored := []int64{0, 511, tlog.StoredHashIndex(3, 1), tlog.StoredHashIndex(8, 0), tlog.StoredHashCount(leaves) - 1}
		got, err := l.ReadHashes(stored)
		if err != nil {
			t.Fatal(err)
		}
		for i, index := range stored {
			if got[i] != hashes[index] {
				t.Errorf("of %d events, hash %d is %v; want %v", leaves, index, got[i], hashes[index])
			}
		}
		if _, err := l.ReadHashes([]int64{tlog.StoredHashCount(leaves)}); err == nil {
			t.Errorf("a tree of %d events has a hash that it cannot have", leaves)
		}
	}
	sizes := []event.Position{0, 1, 2, 255, 256, 257, 511, 512, 513}
	for _, to := range []event.Position{600, second - 1, second, second + 300} {
		grow(l, to)
		check(l, append(sizes, to-1, to, to/2, to/3)...)
		shut(t, l)
		l = open(t, dir, eventlog.Options{})
		check(l, append(sizes, to-1, to, to/2, to/3)...)
	}
}

// BenchmarkLeaf measures what the Merkle tree costs the writer: for each event its leaf, for each group the root.
func BenchmarkLeaf(b *testing.B) {
	dir := b.TempDir()
	l := open(b, dir, eventlog.Options{})
	add(b, l, logtest.Statement(event.NewID(), "We condemn the attack, and we will answer it."))
	r, err := l.At(1)
	if err != nil {
		b.Fatal(err)
	}
	shut(b, l)
	idle, err := eventlog.OpenIdle(b.TempDir(), eventlog.Options{Logger: quiet})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		idle.Start()
		shut(b, idle)
	})
	b.Run("leaf", func(b *testing.B) {
		for b.Loop() {
			idle.Leaf(r.Leaf)
		}
	})
	b.Run("root", func(b *testing.B) {
		for b.Loop() {
			idle.TipRoot()
		}
	})
}
