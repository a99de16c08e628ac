package graph

import (
	"fmt"
	"sort"
	"sync"

	"onrecord/event"
)

// Spec asks for a view. An absent clock is no limit.
type Spec struct {
	ValidAt     *event.Instant  // what had happened by then
	ReportedAt  *event.Instant  // what had been reported by then
	Position    *event.Position // what had been recorded by then; nil is the head
	AccordingTo []event.ID      // the sources to go by; empty is everyone
}

// View is the graph as it stood. It is a pure function of its Spec and position, and may be used by any number of
// goroutines. One that was made before an erasure still shows what was erased; every view made after it does not.
type View struct {
	t           *tables
	position    position
	validAt     *event.Instant
	reportedAt  *event.Instant
	accordingTo []row      // nodes as given; nil is everyone
	viewpoint   *viewpoint // what the sources come to, widened by identity; nil is everyone

	lenses       *lenses   // shared with the same view at other moments
	identityOnce sync.Once // guards identity
	identity     *identity

	rangesOnce sync.Once // guards ranges
	ranges     map[row]bool

	castOnce sync.Once // guards everyone
	everyone map[row]bool
}

// AheadError says that a view was asked for a position that the log has not reached.
type AheadError struct{ Asked, Head event.Position }

func (e *AheadError) Error() string {
	return fmt.Sprintf("position %d is ahead of the log, which ends at %d", e.Asked, e.Head)
}

// UnknownError says that the log has nothing by an id.
type UnknownError struct{ ID event.ID }

func (e *UnknownError) Error() string { return fmt.Sprintf("nothing is recorded by the id %s", e.ID) }

// View shows the graph as of some moments. It fails with [*AheadError] or, for a source that is not an entity recorded by
// then, [*UnknownError].
func (g *Graph) View(spec Spec) (*View, error) {
	t := g.state.Load()
	v := &View{t: t, position: position(t.head), validAt: spec.ValidAt, reportedAt: spec.ReportedAt, lenses: newLenses(t)}
	if spec.Position != nil {
		if *spec.Position > t.head {
			return nil, &AheadError{*spec.Position, t.head}
		}
		v.position = position(*spec.Position)
	}
	for _, id := range spec.AccordingTo {
		n, ok := t.row(id, aNode)
		if !ok || n >= t.nodes.len() || v.describedBy(n) == 0 {
			return nil, &UnknownError{id}
		}
		v.accordingTo = append(v.accordingTo, n)
	}
	v.lookFrom()
	return v, nil
}

// lookFrom sets the viewpoint.
func (v *View) lookFrom() {
	if v.accordingTo != nil {
		v.viewpoint = shared(&v.lenses.mu, v.lenses.viewpoints, v.judged(), v.widened)
	}
}

// widened is every provenance that has one of the sources, or one judged to be the same.
func (v *View) widened() *viewpoint {
	from := newViewpoint(v.t)
	for _, n := range v.accordingTo {
		for _, same := range v.cluster(n) {
			v.t.provenancesOf(same, from.add)
		}
	}
	return from
}

// Position is the last position the view knows of.
func (v *View) Position() event.Position { return event.Position(v.position) }

// ValidAt is the moment of the world, nil for no limit; ReportedAt that of the sources.
func (v *View) ValidAt() *event.Instant { return v.validAt }

// ReportedAt is the moment of the sources, nil for no limit.
func (v *View) ReportedAt() *event.Instant { return v.reportedAt }

// AccordingTo lists the sources the view goes by, as given; empty for everyone.
func (v *View) AccordingTo() []Entity {
	entities := make([]Entity, len(v.accordingTo))
	for i, n := range v.accordingTo {
		entities[i] = Entity{v, n}
	}
	return entities
}

// withReportedAt is the same view with another reported moment; nil lifts the limit.
func (v *View) withReportedAt(moment *event.Instant) *View {
	return v.with(v.position, v.validAt, moment)
}

// withPosition is the same view at another position.
func (v *View) withPosition(p event.Position) *View {
	return v.with(position(p), v.validAt, v.reportedAt)
}

// withValidAt is the same view with another moment of the world.
func (v *View) withValidAt(moment *event.Instant) *View {
	return v.with(v.position, moment, v.reportedAt)
}

func (v *View) with(p position, validAt, reportedAt *event.Instant) *View {
	return v.lenses.view(p, validAt, reportedAt, func() *View {
		other := &View{t: v.t, position: p, accordingTo: v.accordingTo, lenses: v.lenses}
		if validAt != nil {
			other.validAt = new(*validAt)
		}
		if reportedAt != nil {
			other.reportedAt = new(*reportedAt)
		}
		other.lookFrom()
		return other
	})
}

// claimsEnd is the number of rows of the claims table, recorded by the view's position.
func (v *View) claimsEnd() row {
	return row(1 + sort.Search(int(v.t.claims.len())-1, func(i int) bool { return v.t.claims.at(row(i)+1).position > v.position }))
}
