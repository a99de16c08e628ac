package graph

import (
	"sort"
	"sync/atomic"

	"onrecord/event"
)

// row is an index into a table. Row 0 of every table is empty, so that 0 means none.
type row = uint32

// tables is one published state: the rows up to a position. What lists hang on or run through is kept in a [table]; the
// rest in slices that are never written below their length. A state shares all of that with the states before it, unless
// an erasure came between: the log was then folded anew, and nothing is shared.
type tables struct {
	head         event.Position // the last event applied
	appends      []appendRow
	nodes        table[nodeRow]
	descriptions table[descriptionRow]
	documents    table[documentRow]
	claims       table[claimRow]
	reports      table[reportRow]
	ends         table[endRow]
	ranges       row // the latest end aimed at a range of positions
	roles        table[roleRow]
	corrections  table[correctionRow]
	judgements   []judgementRow
	provenances  []provenanceRow
	members      []row // nodes: chains and further sources, pointed into by provenances
	names        *names
}

// appendRow says when an append was recorded. Rows are in order of both columns.
type appendRow struct {
	first event.Position
	at    event.Instant
}

// nodeRow is anything a claim can tie: an entity or a claim. A node that is neither described nor a claim is a stub: it is
// named by others, but its own event was erased.
type nodeRow struct {
	id          event.ID
	claim       row // atomic: of a claim, its row; it may be set after the node was first named
	first       row // atomic: of an entity, its first description
	description row // atomic: of an entity, its latest description
	roles       row // atomic: the latest role it plays
}

// descriptionRow is one description of an entity.
type descriptionRow struct {
	node     row
	older    row // the description before
	position event.Position
	*event.EntityDescribed
}

// documentRow is a document. Its text stays in the log. One without a position is a stub: it is cited by others, but its own
// event was erased.
type documentRow struct {
	id        event.ID
	position  event.Position
	publisher row // node, or 0
	window    event.Window
	url       string
	sha256    string

	reports row // atomic: the latest report that cites it
}

// claimRow is a proposition.
type claimRow struct {
	id       event.ID
	position event.Position
	times    event.Times
	node     row
	role     row   // its first role; the others follow
	nroles   int32 // how many there are
	kind     event.ClaimKind
	word     uint8 // the act, category or relation type

	reports  row // atomic: its latest report
	ends     row // atomic: the latest end aimed at the claim, and so at reports of it
	replaces row // atomic: the latest correction that brought it in
}

// reportRow is one telling, or denial, of a claim.
type reportRow struct {
	id         event.ID
	position   event.Position
	window     event.Window
	claim      row
	older      row // the report before, of the same claim
	olderInDoc row // the report before, citing the same document
	document   row
	cited      row // whom it names: its chain, then its further sources
	provenance row // cited, and who said the statement where nobody stands between
	statement  row // node of the statement it rests on
	copied     row // of a report taken over by a desk correction: the old one, whose words it shares
	denies     bool
	hedged     bool
	sourceless bool // hedges and names nobody: dropped from origins while anything else counts

	ends row // atomic: the latest end aimed at it
}

// endRow takes a record, or reports of a claim, out of force.
type endRow struct {
	id         event.ID
	position   event.Position
	window     event.Window
	target     target
	older      row // the end before, aimed at the same target; of a range, the one before aimed at any range
	of         row // provenance whose members are whose reports it ends; 0: everybody's
	provenance row // 0: a desk record
	correction row // the correction it is half of, or 0
	document   row
	copied     row // of an end taken over by a desk correction: the old one

	ends row // atomic: the latest end aimed at it
}

// target is what an end is aimed at: a claim, a report, an end, or a range of positions; one of the four is set.
type target struct {
	claim, report, end row
	positions          event.Positions // what is recorded there, see [tables.covers]
}

// roleRow says that a node plays a role in a claim.
type roleRow struct {
	claim row
	node  row
	older row // the role before, of the same node
	role  event.Role
}

// correctionRow links a claim that was ended with the one that took its place.
type correctionRow struct {
	id       event.ID
	position event.Position
	old      row // claim; 0: erased
	better   row // claim; 0: erased
	older    row // the correction before with the same better claim
	end      row // its ending half

	duplicate bool // the better claim was there before
}

// judgementRow says whether two entities are one.
type judgementRow struct {
	id         event.ID
	position   event.Position
	window     event.Window
	a, b       row // nodes
	provenance row // 0: the desk's own
	judgement  event.Judgement
}

// provenanceRow is an interned set of sources: a chain, then further ones. Members are in tables.members.
type provenanceRow struct {
	start         row
	chain, others uint16
}

// load reads a list head, store writes one.
func load(head *row) row      { return atomic.LoadUint32(head) }
func store(head *row, to row) { atomic.StoreUint32(head, to) }

// chain is the chain of a provenance, outlet first.
func (t *tables) chain(p row) []row {
	r := t.provenances[p]
	return t.members[r.start : r.start+row(r.chain)]
}

// sources is everyone in a provenance.
func (t *tables) sources(p row) []row {
	r := t.provenances[p]
	return t.members[r.start : r.start+row(r.chain)+row(r.others)]
}

// recordedAt is when the event at a position was recorded.
func (t *tables) recordedAt(p event.Position) event.Instant {
	i := sort.Search(len(t.appends), func(i int) bool { return t.appends[i].first > p })
	if i == 0 {
		return event.Past
	}
	return t.appends[i-1].at
}

// positionAt is the last position recorded at or before a moment.
func (t *tables) positionAt(at event.Instant) event.Position {
	i := sort.Search(len(t.appends), func(i int) bool { return t.appends[i].at > at })
	if i == len(t.appends) {
		return t.head
	}
	return t.appends[i].first - 1
}
