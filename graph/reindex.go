package graph

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"onrecord/event"
)

// This file makes the indexes of a state that was read from a snapshot. They are not in it: which slot a row stands in
// depends on what was put before.

// erasureRow says that the payload at a position was erased by the event at another.
type erasureRow struct{ of, by event.Position }

// erasures lists the erasures of the state, by what they erased.
func (t *tables) erasures() table[erasureRow] {
	t.names.mu.RLock()
	defer t.names.mu.RUnlock()
	var rows []erasureRow
	for of, by := range t.names.erased {
		if by <= t.head {
			rows = append(rows, erasureRow{of, by})
		}
	}
	slices.SortFunc(rows, func(a, b erasureRow) int { return cmp.Compare(a.of, b.of) })
	sorted := newTable[erasureRow]()
	for _, r := range rows {
		sorted.add(r)
	}
	return sorted
}

// reportHashes are the hashes of the ids of first reports, by claim. They are the only ones that take long to work out: most of
// these ids are derived.
func (t *tables) reportHashes() table[uint32] {
	hashes := newTable[uint32]()
	hashes.fill(t.claims.len())
	slots := *t.names.reports.slots.Load()
	for i := range slots {
		slot := atomic.LoadUint64(&slots[i])
		if r := row(slot); r != 0 && r < t.claims.len() {
			*hashes.at(r) = uint32(slot >> 32)
		}
	}
	return hashes
}

// fill makes a table of n rows, all empty.
func (t *table[T]) fill(n row) {
	for block := 0; t.n < n; block++ {
		if t.blocks[block] == nil {
			t.blocks[block] = make([]T, blockLen(block))
		}
		_, offset := place(t.n)
		t.n += min(blockLen(block)-offset, n-t.n)
	}
}

// reindex fills the indexes.
func (t *tables) reindex(hashes *table[uint32], erasures *table[erasureRow]) {
	n := t.names
	var all sync.WaitGroup
	defer all.Wait()
	all.Go(func() {
		n.nodes.reserve(t.nodes.len())
		for r := row(1); r < t.nodes.len(); r++ {
			n.nodes.put(hashID(t.nodes.at(r).id), r, never)
		}
		n.provenances.reserve(t.provenances.len())
		for r := row(1); r < t.provenances.len(); r++ {
			p := t.provenances.at(r)
			n.provenances.put(hashRows(uint64(p.chain)<<32|uint64(p.cited), t.sources(r)), r, never)
		}
	})
	n.reports.reserve(t.claims.len() + t.further.len())
	for c := row(1); c < t.claims.len(); c++ {
		if t.claims.at(c).first.aside&given != 0 {
			n.reports.put(*hashes.at(c), c, t.sameReport(c))
		}
	}
	for r := row(1); r < t.further.len(); r++ {
		n.reports.put(hashID(t.further.at(r).id), later|r, t.sameReport(later|r))
	}
	for r := row(1); r < t.documents.len(); r++ {
		n.documents.put(hashID(t.documents.at(r).id), r, t.isDocument(t.documents.at(r).id))
	}
	for r := row(1); r < t.ends.len(); r++ {
		n.ends.put(hashID(t.ends.at(r).id), r, t.isEnd(t.ends.at(r).id))
	}
	for r := row(1); r < t.corrections.len(); r++ {
		n.corrections.put(hashID(t.corrections.at(r).id), r, t.isCorrection(t.corrections.at(r).id))
	}
	for r := row(1); r < t.calls.len(); r++ {
		c := t.calls.at(r)
		text := t.text(c.text, int(c.size))
		n.calls.put(hashText(uint64(c.how), text), r, t.isCall(c.how, text))
	}
	for r := row(1); r < t.windows.len(); r++ {
		n.windows.put(hashWindow(*t.windows.at(r)), r, never)
	}
	for r := row(1); r < t.times.len(); r++ {
		n.times.put(hashTimes(t.times.at(r)), r, never)
	}
	t.indexTellers()
	t.sealed.fill(t.fates.len())
	t.seals.fill(t.ties.chunks.len())
	for e := row(1); e < t.ends.len(); e++ {
		t.seal(e)
	}
	for r := row(1); r < erasures.len(); r++ {
		n.erased[erasures.at(r).of] = erasures.at(r).by
	}
}

// sameReport is whether another report has the id of one. It is asked only of reports with the same hash.
func (t *tables) sameReport(r row) func(row) bool {
	return func(other row) bool { return t.reportID(other) == t.reportID(r) }
}
