package graph

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"unsafe"

	"onrecord/event"
)

// Snapshot is a published state to be written out: the graph as of a position. Writing it stops nobody: more may be applied
// meanwhile, and is left out.
//
// What is written is for this program on this kind of machine alone, and can be thrown away: the log has everything. It says
// of which log it is, by the position and the root of the log there. The same log up to the same position always gives the
// same bytes, whether it was folded from the start or from a snapshot on.
type Snapshot struct{ t *tables }

// Snapshot is the state that readers see now.
func (g *Graph) Snapshot() Snapshot { return Snapshot{g.state.Load()} }

// Position is the last position in the snapshot.
func (s Snapshot) Position() event.Position { return s.t.head }

// magic begins a snapshot. Its number goes up when the meaning of rows changes and their sizes do not say so.
const magic = "onrecord graph 1\n"

// order is a word as this machine has it in memory.
func order() []byte { return slices.Clone(bytesOf([]uint64{0x0102030405060708})) }

// Write writes the snapshot, with the root of the log at its position.
func (s Snapshot) Write(w io.Writer, root event.Hash) error {
	t := s.t
	buffered := bufio.NewWriterSize(w, 1<<20)
	out := &sectionWriter{w: buffered}
	out.write([]byte(magic))
	out.write(order())
	out.write(bytesOf([]uint64{uint64(t.head)}))
	out.write(root[:])
	out.word(t.ranges)
	out.end()
	writeTable(out, &t.appends, nil)
	writeTable(out, &t.nodes, t.settledNode)
	writeTable(out, &t.entities, t.settledEntity)
	writeTable(out, &t.descriptions, nil)
	writeTable(out, &t.documents, t.settledDocument)
	writeTable(out, &t.claims, t.settledClaim)
	writeTable(out, &t.roles, nil)
	writeTable(out, &t.fates, t.settledFate)
	writeTable(out, &t.further, t.settledFurther)
	writeTable(out, &t.asides, nil)
	writeTable(out, &t.amounts, nil)
	writeTable(out, &t.ends, t.settledEnd)
	writeTable(out, &t.stretches, nil)
	writeTable(out, &t.corrections, nil)
	writeTable(out, &t.judgements, nil)
	writeTable(out, &t.provenances, nil)
	writeTable(out, &t.members, nil)
	writeTable(out, &t.times, nil)
	writeTable(out, &t.windows, nil)
	writeTable(out, &t.texts, nil)
	writeTable(out, &t.calls, nil)
	writeLists(out, &t.ties, t.hasClaim)
	writeLists(out, &t.cites, t.hasProvenance)
	writeLists(out, &t.backs, t.hasReport)
	writeLists(out, &t.tellings, func(x *telling) bool { return t.knows(x.report) })
	hashes, erasures := t.reportHashes(), t.erasures()
	writeTable(out, &hashes, nil)
	writeTable(out, &erasures, nil)
	if out.err == nil {
		out.err = buffered.Flush()
	}
	if out.err != nil {
		return fmt.Errorf("write snapshot of position %d: %w", t.head, out.err)
	}
	return nil
}

// Of says which log a snapshot was written of: the position it goes up to, and the root of the log there.
type Of struct {
	Position event.Position
	Root     event.Hash
}

// ReadSnapshot reads a snapshot of at most size bytes, and is given the log it says it is of before it reads on. It fails on
// whatever is wrong with it: cut short, changed, or of another program. The graph goes on from there.
func ReadSnapshot(r io.Reader, size int64, mine func(Of) error) (*Graph, error) {
	in := &sectionReader{r: bufio.NewReaderSize(r, 1<<20), left: size}
	t := newTables()
	head := make([]byte, len(magic)+int(unsafe.Sizeof(uint64(0))))
	in.read(head)
	if in.err == nil && !bytes.Equal(head, append([]byte(magic), order()...)) {
		return nil, errors.New("read snapshot: another program, or one on another kind of machine, wrote it")
	}
	var position [1]uint64
	var of Of
	in.read(bytesOf(position[:]))
	in.read(of.Root[:])
	t.ranges = in.word()
	in.end("head")
	of.Position, t.head = event.Position(position[0]), event.Position(position[0])
	if in.err == nil {
		in.err = mine(of)
	}
	t.appends = readTable[appendRow](in, "appends")
	t.nodes = readTable[nodeRow](in, "nodes")
	t.entities = readTable[entityRow](in, "entities")
	t.descriptions = readTable[descriptionRow](in, "descriptions")
	t.documents = readTable[documentRow](in, "documents")
	t.claims = readTable[claimRow](in, "claims")
	t.roles = readTable[roleRow](in, "roles")
	t.fates = readTable[fateRow](in, "fates")
	t.further = readTable[furtherRow](in, "further reports")
	t.asides = readTable[asideRow](in, "asides")
	t.amounts = readTable[amountRow](in, "amounts")
	t.ends = readTable[endRow](in, "ends")
	t.stretches = readTable[event.Positions](in, "stretches")
	t.corrections = readTable[correctionRow](in, "corrections")
	t.judgements = readTable[judgementRow](in, "judgements")
	t.provenances = readTable[provenanceRow](in, "provenances")
	t.members = readTable[row](in, "members")
	t.times = readTable[timesRow](in, "times")
	t.windows = readTable[event.Window](in, "windows")
	t.texts = readTable[byte](in, "texts")
	t.calls = readTable[callRow](in, "calls")
	t.ties = readLists[row](in, "ties", fewItems)
	t.cites = readLists[row](in, "cites", manyItems)
	t.backs = readLists[row](in, "backs", manyItems)
	t.tellings = readLists[telling](in, "tellings", manyItems)
	hashes, erasures := readTable[uint32](in, "hashes"), readTable[erasureRow](in, "erasures")
	if _, err := in.r.Read(make([]byte, 1)); in.err == nil && err != io.EOF {
		in.err = errors.New("something follows its end")
	}
	if in.err != nil {
		return nil, fmt.Errorf("read snapshot: %w", in.err)
	}
	t.reindex(&hashes, &erasures)
	g := &Graph{changed: make(chan struct{}), next: t}
	g.Publish()
	return g, nil
}

func readLists[T any](s *sectionReader, of string, largest uint32) lists[T] {
	return lists[T]{readTable[chunk](s, of+", chunks"), readTable[T](s, of+", items"), largest}
}
