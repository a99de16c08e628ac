package graph

import "sync/atomic"

// This file reads rows as they were in a published state, while more is applied: of every word that is written atomically it
// says what it was then. A list is newest first, so what is there now leads back to what was there then.

// rowIn is a row of a table with n rows, and 0 for one that was added later.
func rowIn(r, n row) row {
	if r >= n {
		return 0
	}
	return r
}

func (t *tables) settledNode(n *nodeRow) nodeRow {
	is := load(&n.is)
	switch e := is &^ asEntity; {
	case is&asEntity == 0:
		is = rowIn(is, t.claims.len())
	case e >= t.entities.len(): // until then it was a claim, or nothing
		is = rowIn(load(&t.entities.at(e).claim), t.claims.len())
	}
	return nodeRow{n.id, is}
}

func (t *tables) settledEntity(e *entityRow) entityRow {
	d := load(&e.description)
	for d >= t.descriptions.len() {
		d = t.descriptions.at(d).older
	}
	return entityRow{rowIn(load(&e.claim), t.claims.len()), t.ties.headIn(load(&e.ties), t.hasClaim), rowIn(load(&e.first), t.descriptions.len()),
		d, t.cites.headIn(load(&e.cites), t.hasProvenance)}
}

func (t *tables) settledDocument(d *documentRow) documentRow {
	return documentRow{d.id, d.position, d.publisher, d.window, d.url, d.urlSize, d.shaSize, t.backs.headIn(load(&d.reports), t.hasReport)}
}

func (t *tables) settledClaim(c *claimRow) claimRow {
	return claimRow{c.position, c.times, c.node, c.role, c.nroles, c.kind, c.word, t.settledFateOf(c), t.settledReport(&c.first)}
}

// settledFateOf is what the fate of a claim was, and whether it was calm: it then said nothing but what the claim replaces.
func (t *tables) settledFateOf(c *claimRow) row {
	fate := rowIn(load(&c.fate)&^calm, t.fates.len())
	if f := t.settledFate(t.fates.at(fate)); fate != 0 && f == (fateRow{replaces: f.replaces}) {
		fate |= calm
	}
	return fate
}

func (t *tables) settledFurther(r *furtherRow) furtherRow {
	return furtherRow{r.id, r.claim, r.position, r.same, t.settledReport(&r.reportRow)}
}

func (t *tables) settledReport(r *reportRow) reportRow {
	return reportRow{r.window, r.document, r.provenance, r.aside, t.settledEnds(load(&r.ends))}
}

func (t *tables) settledFate(f *fateRow) fateRow {
	k := load(&f.replaces)
	for k >= t.corrections.len() {
		k = t.corrections.at(k).older
	}
	return fateRow{t.settledEnds(load(&f.ends)), k, t.settledTold(load(&f.affirmed)), t.settledTold(load(&f.denied)), rowIn(load(&f.touched), t.ends.len())}
}

// settledTold is what the list of further reports at a head was: a list, a single report, or nothing.
func (t *tables) settledTold(list row) row {
	if list == 0 {
		return 0
	}
	single := list
	if list&later == 0 {
		was := t.tellings.headIn(list, func(x *telling) bool { return t.knows(x.report) })
		if was != 0 && was < t.tellings.chunks.len() {
			return was
		}
		for older := list; older != 0; {
			var items []telling
			items, older = t.tellings.chunk(older)
			single = items[0].report
		}
	}
	if !t.knows(single) {
		return 0
	}
	return single
}

func (t *tables) settledEnd(e *endRow) endRow {
	return endRow{e.id, e.position, e.window, e.target, e.older, e.of, e.provenance, e.correction, e.document, e.copied, t.settledEnds(load(&e.ends))}
}

// settledEnds is what the head of a list of ends was.
func (t *tables) settledEnds(head row) row {
	for head >= t.ends.len() {
		head = t.ends.at(head).older
	}
	return head
}

func (t *tables) hasClaim(c *row) bool      { return *c < t.claims.len() }
func (t *tables) hasProvenance(p *row) bool { return *p < t.provenances.len() }
func (t *tables) hasReport(r *row) bool     { return t.knows(*r) }

// headIn is what the head of a list was: its newest chunk with an item that was there then.
func (l *lists[T]) headIn(head row, then func(*T) bool) row {
	for head != 0 && (head >= l.chunks.len() || !then(l.items.at(l.chunks.at(head).first))) {
		head = l.chunks.at(head).older
	}
	return head
}

// settled is a chunk as it was.
func (l *lists[T]) settled(c *chunk, then func(*T) bool) chunk {
	items := l.items.run(c.first, int(atomic.LoadUint32(&c.n)))
	for len(items) > 0 && !then(&items[len(items)-1]) {
		items = items[:len(items)-1]
	}
	return chunk{c.older, c.first, c.fits, uint32(len(items))}
}

// writeLists writes lists: their chunks, and their items without those that were added later.
func writeLists[T any](s *sectionWriter, l *lists[T], then func(*T) bool) {
	writeTable(s, &l.chunks, func(c *chunk) chunk {
		if c.fits == 0 {
			return *c // the empty row
		}
		return l.settled(c, then)
	})
	next, first := row(1), row(0) // chunk, and the row that a block begins with
	items := table[T]{blocks: new([maxBlocks][]T), n: l.items.n}
	block := 0
	l.items.eachBlock(func(rows []T) {
		if len(rows) > 0 {
			copied := make([]T, blockLen(block))
			for ; next < l.chunks.n; next++ {
				c := l.settled(l.chunks.at(next), then)
				if c.first >= first+blockLen(block) {
					break
				}
				copy(copied[c.first-first:], l.items.run(c.first, int(c.n)))
			}
			items.blocks[block] = copied
		}
		first += blockLen(block)
		block++
	})
	writeTable(s, &items, nil)
}
