package graph

import (
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"onrecord/event"
)

// Graph is the fold of a log. The zero Graph is not usable; see [New].
type Graph struct {
	state atomic.Pointer[tables] // what readers see

	mu      sync.Mutex    // guards changed
	changed chan struct{} // closed when a new state is published, then replaced

	// The rest belongs to the goroutine that applies.
	next    tables    // what has been applied, published or not
	named   []row     // what the event being folded names, as far as it was looked up before, see [decoded.name]
	players []roleRow // of the claim being folded
	cast    []row     // of the provenance being interned
}

// New makes an empty graph.
func New() *Graph {
	g := &Graph{changed: make(chan struct{}), next: newTables()}
	g.Publish()
	return g
}

// Apply folds the next record of the log into the graph. Readers see it once the append it belongs to is published:
// when a record of another append is applied, or by [Graph.Publish]. Only one goroutine may apply. An erasure reaches back
// to what was applied before, which is for [Graph.Follow] to see to.
func (g *Graph) Apply(r event.Record) error {
	d := decoded{record: r}
	d.decode()
	return g.apply(&d)
}

// apply folds a decoded record.
func (g *Graph) apply(d *decoded) error {
	t, e := &g.next, &d.record.Envelope
	switch {
	case d.err != nil:
		return d.err
	case e.Position != t.head+1:
		return fmt.Errorf("apply: got position %d after %d", e.Position, t.head)
	case !t.room():
		return fmt.Errorf("apply position %d: the graph has no room for more: it holds at most %d nodes, as many events as a number of 32 bits counts, and 4 GiB of names", e.Position, mostNodes)
	}
	if n := t.appends.len(); n == 1 || t.appends.at(n-1).at != e.RecordedAt {
		g.Publish()
		t.appends.add(appendRow{e.RecordedAt, e.Position})
	}
	t.head = e.Position
	if d.record.Erased() { // what it introduced stays a stub: a node that is only named
		return nil
	}
	return g.fold(d)
}

// room reports whether another event fits, whatever it is: none is larger than an append may be.
func (t *tables) room() bool {
	const most, event = math.MaxUint32, 1 << 22
	return t.nodes.len() < mostNodes-event && t.head < most && t.texts.len() < most-event && t.members.len() < most-event && t.roles.len() < most-event
}

// Publish lets readers see everything applied so far.
func (g *Graph) Publish() {
	if old := g.state.Load(); old != nil && old.head == g.next.head {
		return
	}
	published := g.next
	g.state.Store(&published)
	g.mu.Lock()
	close(g.changed)
	g.changed = make(chan struct{})
	g.mu.Unlock()
}

// Head is the last position that readers see.
func (g *Graph) Head() event.Position { return g.state.Load().head }

// Changed returns a channel that is closed when more is published than readers see now.
// Ask for it before looking at Head, so that no change is missed.
func (g *Graph) Changed() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.changed
}

// PositionAt is the last position recorded at or before a moment; 0 before the first.
func (g *Graph) PositionAt(at event.Instant) event.Position { return g.state.Load().positionAt(at) }

// ErasedBy is the position of the event that erased the payload of the one at a position; 0 when none did.
func (g *Graph) ErasedBy(p event.Position) event.Position {
	t := g.state.Load()
	if by := t.names.erasedBy(p); by <= t.head {
		return by
	}
	return 0
}

// LastErasure is the position of the latest event that erased another; 0 when none did. Snapshots of before may hold what it
// erased.
func (g *Graph) LastErasure() event.Position { return g.state.Load().lastErasure() }

// RecordedAt is when the event at a position was recorded; [event.Past] for position 0.
func (g *Graph) RecordedAt(p event.Position) event.Instant { return g.state.Load().recordedAt(p) }
