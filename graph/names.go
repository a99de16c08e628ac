package graph

import (
	"sync"

	"onrecord/event"
)

// kind says which table a row belongs to.
type kind int

const (
	aNode kind = iota
	aDocument
	aClaim
	aReport
	anEnd
	aCorrection
)

// names finds things by id, key, identifier or name, and erasures by what they erased; and rows that are kept once by what
// they hold. It knows everything applied, so that a reader has to check what it finds against its position.
type names struct {
	nodes, documents, reports, ends, corrections *index // by id
	calls                                        *index // by the text and its kind, the latest of those with the same
	provenances, times, windows                  *index // by all that is in them
	tellers                                      *index // further reports, see teller.go

	mu     sync.RWMutex                      // guards erased
	erased map[event.Position]event.Position // erasures by the position they erased
}

func newNames() *names {
	return &names{nodes: newIndex(), documents: newIndex(), reports: newIndex(), ends: newIndex(), corrections: newIndex(), calls: newIndex(),
		provenances: newIndex(), times: newIndex(), windows: newIndex(), tellers: newIndex(), erased: map[event.Position]event.Position{}}
}

// row finds a thing of a kind by its id.
func (t *tables) row(id event.ID, k kind) (row, bool) {
	r := t.find(id, k)
	return r, r != 0
}

func (t *tables) find(id event.ID, k kind) row {
	switch h := hashID(id); k {
	case aDocument:
		return t.names.documents.find(h, t.isDocument(id))
	case aReport:
		return t.names.reports.find(h, t.isReport(id))
	case anEnd:
		return t.names.ends.find(h, t.isEnd(id))
	case aCorrection:
		return t.names.corrections.find(h, t.isCorrection(id))
	default:
		n := t.names.nodes.find(h, func(r row) bool { return t.nodes.at(r).id == id })
		if n != 0 && k == aClaim {
			return t.claimed(n)
		}
		return n
	}
}

// isDocument is whether a document has an id; and so on.
func (t *tables) isDocument(id event.ID) func(row) bool {
	return func(r row) bool { return t.documents.at(r).id == id }
}

func (t *tables) isReport(id event.ID) func(row) bool {
	return func(r row) bool { return t.reportID(r) == id }
}

func (t *tables) isEnd(id event.ID) func(row) bool {
	return func(r row) bool { return t.ends.at(r).id == id }
}

func (t *tables) isCorrection(id event.ID) func(row) bool {
	return func(r row) bool { return t.corrections.at(r).id == id }
}

// addErasure keeps that the payload at a position was erased by the event at another.
func (n *names) addErasure(of, by event.Position) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.erased[of] = by
}

// lastErasure is the position of the latest erasure; 0 when there is none.
func (n *names) lastErasure() (last event.Position) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	for _, by := range n.erased {
		last = max(last, by)
	}
	return last
}

// erasedBy is where the payload at a position was erased; 0 when it was not.
func (n *names) erasedBy(p event.Position) event.Position {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.erased[p]
}
