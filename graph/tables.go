package graph

import (
	"sort"
	"sync/atomic"

	"onrecord/event"
)

// row is an index into a table. Row 0 of every table is empty, so that 0 means none.
type row = uint32

// tables is one published state: the rows up to a position. No row has a pointer, so that the collector of garbage passes them
// over and a snapshot is their bytes. A state shares all with the states before it, unless an erasure came between: the
// log was then folded anew, and nothing is shared.
type tables struct {
	head         event.Position // the last event applied
	ranges       row            // the latest end aimed at a range of positions
	appends      table[appendRow]
	nodes        table[nodeRow]
	entities     table[entityRow]
	descriptions table[descriptionRow]
	documents    table[documentRow]
	claims       table[claimRow]
	roles        table[roleRow]
	fates        table[fateRow]
	further      table[furtherRow]
	asides       table[asideRow]
	amounts      table[amountRow]
	ends         table[endRow]
	stretches    table[event.Positions] // of ends aimed at ranges
	corrections  table[correctionRow]
	judgements   table[judgementRow]
	provenances  table[provenanceRow]
	members      table[row]          // nodes: chains and further sources, pointed into by provenances
	times        table[timesRow]     // of claims, each once
	windows      table[event.Window] // of documents, reports and ends, each once
	texts        table[byte]
	calls        table[callRow]
	ties         lists[row]      // of nodes: the claims they take part in
	cites        lists[row]      // of entities: the provenances they are members of
	backs        lists[row]      // of documents: the reports that cite them
	tellings     lists[telling]  // of claims: their reports but the first
	sealed       table[position] // by fate: from where on the claim is sealed, see seal.go; atomic
	seals        table[sealRow]  // by chunk of ties
	*names
}

// newTables makes the state of an empty log.
func newTables() tables {
	return tables{
		appends: newTable[appendRow](), nodes: newTable[nodeRow](), entities: newTable[entityRow](), descriptions: newTable[descriptionRow](),
		documents: newTable[documentRow](), claims: newTable[claimRow](), roles: newTable[roleRow](), fates: newTable[fateRow](),
		further: newTable[furtherRow](), asides: newTable[asideRow](), amounts: newTable[amountRow](), ends: newTable[endRow](), stretches: newTable[event.Positions](),
		corrections: newTable[correctionRow](), judgements: newTable[judgementRow](), provenances: newTable[provenanceRow](),
		members: newTable[row](), times: newTable[timesRow](), windows: newTable[event.Window](), texts: newTable[byte](),
		calls: newTable[callRow](), ties: newLists[row](fewItems), cites: newLists[row](manyItems),
		backs: newLists[row](manyItems), tellings: newLists[telling](manyItems), sealed: newTable[position](), seals: newTable[sealRow](), names: newNames(),
	}
}

// position is a position as rows hold it. A graph takes no more events than it has room for: [Graph.Apply] says so.
type position uint32

// appendRow says when an append was recorded. Rows are in order of both columns.
type appendRow struct {
	at    event.Instant
	first event.Position
}

// nodeRow is anything a claim can tie: an entity or a claim. A node that is neither described nor a claim is a stub: it is
// named by others, but its own event was erased.
type nodeRow struct {
	id event.ID
	is row // atomic: its row as a claim, or from asEntity on as an entity; it may be set after the node was first named
}

// asEntity is where the numbers of entities begin in the rows of nodes.
const asEntity = 1 << 31

// entityRow is what an entity has, and few claims: what was described, is a source or takes part in a claim.
type entityRow struct {
	claim       row // atomic: of a claim, its row
	ties        row // atomic: list of the claims it takes part in; one in which it plays two roles may come twice in a row
	first       row // atomic: its first description
	description row // atomic: its latest description
	cites       row // atomic: list of the provenances that it is a member of
}

// descriptionRow is one description of an entity: an [event.EntityDescribed] in the encoding of this program.
type descriptionRow struct {
	node     row
	older    row // the description before
	position position
	name     row    // what it calls the entity: a call
	text     row    // the encoding, in texts
	size     uint32 // of it, in bytes
	kind     uint32 // an [event.EntityKind]
}

// documentRow is a document. Its text stays in the log. One without a position is a stub: it is cited by others, but its own
// event was erased.
type documentRow struct {
	id        event.ID
	position  position
	publisher row // node, or 0
	window    row
	url       row    // in texts, and after it the SHA-256
	urlSize   uint32 // in bytes
	shaSize   uint32

	reports row // atomic: list of the reports that cite it
}

// claimRow is a proposition.
type claimRow struct {
	position position
	times    row
	node     row
	role     row    // its first role; the others follow
	nroles   uint16 // how many there are
	kind     event.ClaimKind
	word     uint8 // the act, category or relation type

	fate  row       // atomic: what few claims have; with the mark calm if it only says what the claim replaces
	first reportRow // what it was recorded with; it has the mark given, if there is one
}

// calm marks the fate of a claim that has one report, and that nothing was ever aimed at.
const calm = 1 << 31

// fateRow is what became of a claim that was reported again, ended or replaced, or that replaces another.
type fateRow struct {
	ends     row // atomic: the latest end aimed at the claim, and so at reports of it
	replaces row // atomic: the latest correction that brought it in
	affirmed row // atomic: list of its further reports that affirm it; of a single one, itself
	denied   row // atomic: likewise of those that deny it
	touched  row // atomic: the first end aimed at one of its reports
}

// later is where the numbers of further reports begin. The first report of a claim has the claim's number.
const later = 1 << 31

// telling is a further report of a claim. First is the window that begins earliest, its own or that of one before it in the
// list.
type telling struct{ report, first row }

// timesRow is an [event.Times].
type timesRow struct {
	outer, inner event.Window
	marks        uint64 // sure, dated
}

// reportRow is one telling, or denial, of a claim. Where the claim was recorded with it, it stands in the claim's row, so that
// nearly every claim is decided in one place of memory.
type reportRow struct {
	window     row
	document   row
	provenance row // whom it cites, and who said the statement where nobody stands between
	aside      row // what few reports have; and above, the marks

	ends row // atomic: the latest end aimed at it
}

// furtherRow is a report that did not come with its claim.
type furtherRow struct {
	id       event.ID
	claim    row
	position position
	same     row // the one before with the same provenance and stance, of those in teller.go
	reportRow
}

// asideRow is what few reports have.
type asideRow struct {
	id        event.ID // of a report that came with its claim, if it is not derived from the claim's
	statement row      // node of the statement it rests on
	copied    row      // of a report taken over by a desk correction: the old one, whose words it shares
	evidence  uint16   // an [event.Evidence]
	modality  uint16   // an [event.Modality]; 0 is CERTAIN
}

// amountRow is how much of something an action counts. Rows are in order of the claims.
type amountRow struct {
	claim       row
	of          row // what is counted, in what unit: a call
	least, most float64
}

// endRow takes a record, or reports of a claim, out of force.
type endRow struct {
	id         event.ID
	position   position
	window     row
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
	stretch            row // what is recorded there, see [tables.covers]
}

// correctionRow links a claim that was ended with the one that took its place.
type correctionRow struct {
	id       event.ID
	position position
	old      row // claim; 0: erased
	better   row // claim; 0: erased
	older    row // the correction before with the same better claim
	end      row // its ending half

	duplicate uint32 // 1: the better claim was there before
}

// judgementRow says whether two entities are one.
type judgementRow struct {
	id         event.ID
	position   position
	a, b       row // nodes
	window     row
	provenance row    // 0: the desk's own
	judgement  uint32 // an [event.Judgement]
}

// provenanceRow is an interned set of sources: a chain, then further ones. Members are in tables.members.
type provenanceRow struct {
	start         row
	cited         row // where speakers were added, the provenance without them, or nobody; else 0
	chain, others uint16
}

// load reads a list head, store writes one.
func load(head *row) row      { return atomic.LoadUint32(head) }
func store(head *row, to row) { atomic.StoreUint32(head, to) }

// chain is the chain of a provenance, outlet first.
func (t *tables) chain(p row) []row {
	r := t.provenances.at(p)
	return t.members.run(r.start, int(r.chain))
}

// sources is everyone in a provenance.
func (t *tables) sources(p row) []row {
	r := t.provenances.at(p)
	return t.members.run(r.start, int(r.chain)+int(r.others))
}

// append is the number of the append that a position belongs to; 0 before the first.
func (t *tables) append(p event.Position) row {
	return row(sort.Search(int(t.appends.len())-1, func(i int) bool { return t.appends.at(row(i)+1).first > p }))
}

// recordedAt is when the event at a position was recorded.
func (t *tables) recordedAt(p event.Position) event.Instant {
	if n := t.append(p); n != 0 {
		return t.appends.at(n).at
	}
	return event.Past
}

// positionAt is the last position recorded at or before a moment.
func (t *tables) positionAt(at event.Instant) event.Position {
	n := int(t.appends.len()) - 1
	i := sort.Search(n, func(i int) bool { return t.appends.at(row(i)+1).at > at })
	if i == n {
		return t.head
	}
	return t.appends.at(row(i)+1).first - 1
}
