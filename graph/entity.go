package graph

import (
	"iter"
	"slices"

	"onrecord/event"
)

// Node is something a claim ties: an entity or a claim, in a view.
type Node struct {
	v *View
	n row
}

// ID names it.
func (n Node) ID() event.ID { return n.v.t.nodes.at(n.n).id }

// Entity is the node as an entity; false when it is a claim.
func (n Node) Entity() (Entity, bool) { return Entity(n), n.v.claimAt(n.n) == 0 }

// Claim is the node as a claim; false when it is an entity.
func (n Node) Claim() (Claim, bool) {
	c := n.v.claimAt(n.n)
	return Claim{n.v, c}, c != 0
}

// claimAt is the claim that a node is; 0 of an entity, and of a claim that is not recorded by the view's position: until
// then it is only an id that others named.
func (v *View) claimAt(n row) row {
	if c := v.t.claimed(n); c != 0 && v.t.claims.at(c).position <= v.position {
		return c
	}
	return 0
}

// Entity is an entity in a view. It answers under the id asked for, for all that are judged the same.
type Entity struct {
	v *View
	n row
}

// Entity finds an entity that is described by the view's position, whether or not anything visible involves it.
func (v *View) Entity(id event.ID) (Entity, bool) {
	n, ok := v.t.row(id, aNode)
	if !ok || n >= v.t.nodes.len() || v.describedBy(n) == 0 {
		return Entity{}, false
	}
	return Entity{v, n}, true
}

// describedBy is the latest description of a node by the view's position; 0 when there is none.
func (v *View) describedBy(n row) row {
	for d := load(&v.t.entity(n).description); d != 0; d = v.t.descriptions.at(d).older {
		if v.t.descriptions.at(d).position <= v.position {
			return d
		}
	}
	return 0
}

func (v *View) entities(nodes []row) []Entity {
	if len(nodes) == 0 {
		return nil
	}
	list := make([]Entity, len(nodes))
	for i, n := range nodes {
		list[i] = Entity{v, n}
	}
	return list
}

// ID is the id it was asked for under.
func (e Entity) ID() event.ID { return e.v.t.nodes.at(e.n).id }

// View is the view that the entity is looked at in.
func (e Entity) View() *View { return e.v }

// Erased is the name of a stub.
const Erased = "(erased)"

// Description is the latest description of it by the view's position. Of a stub, whose own event was
// erased, it says so and nothing else.
func (e Entity) Description() *event.EntityDescribed {
	if d := e.v.describedBy(e.n); d != 0 {
		if p := e.v.t.description(d); p != nil {
			return p
		}
	}
	return &event.EntityDescribed{Kind: event.KindUnknown, Name: Erased}
}

// Name is what the latest description calls it. It and Kind are at hand, where Description has to be decoded.
func (e Entity) Name() string {
	if d := e.v.describedBy(e.n); d != 0 {
		name := e.v.t.calls.at(e.v.t.descriptions.at(d).name)
		return e.v.t.text(name.text, int(name.size))
	}
	return Erased
}

// Kind is what sort of thing the latest description says it is.
func (e Entity) Kind() event.EntityKind {
	if d := e.v.describedBy(e.n); d != 0 {
		return event.EntityKind(e.v.t.descriptions.at(d).kind)
	}
	return event.KindUnknown
}

// Introduced is the position of its first description; 0 of a stub.
func (e Entity) Introduced() event.Position {
	return event.Position(e.v.t.descriptions.at(load(&e.v.t.entity(e.n).first)).position)
}

// Described lists the positions of its descriptions by the view's position, the latest first.
func (e Entity) Described() (at []event.Position) {
	for d := e.v.describedBy(e.n); d != 0; d = e.v.t.descriptions.at(d).older {
		at = append(at, event.Position(e.v.t.descriptions.at(d).position))
	}
	return at
}

// Key is the latest name that people gave it; descriptions that give none keep the one before.
func (e Entity) Key() string {
	for d := e.v.describedBy(e.n); d != 0; d = e.v.t.descriptions.at(d).older {
		if p := e.v.t.description(d); p != nil && p.Key != "" {
			return p.Key
		}
	}
	return ""
}

// Cluster lists all that are judged the same in the view, the first described first; at least itself.
func (e Entity) Cluster() []Entity { return e.v.entities(e.v.cluster(e.n)) }

// First is the member of its cluster that lists and the picture show.
func (e Entity) First() Entity { return Entity{e.v, e.v.first(e.n)} }

// Judgements lists the judgements that count and name a member of its cluster; Conflicts those of them that say
// DIFFERENT inside it.
func (e Entity) Judgements() []Judgement { return e.judgements(e.v.same().latest) }

// Conflicts lists the judgements DIFFERENT inside its cluster.
func (e Entity) Conflicts() []Judgement { return e.judgements(e.v.same().conflicts) }

func (e Entity) judgements(from []row) (list []Judgement) {
	members := e.v.cluster(e.n)
	for _, j := range from {
		judged := e.v.t.judgements.at(j)
		if slices.Contains(members, judged.a) || slices.Contains(members, judged.b) {
			list = append(list, Judgement{e.v, j})
		}
	}
	return list
}

// Visible reports whether it is in the view: described, and a participant, place or source of a claim visible there.
func (e Entity) Visible() bool {
	v := e.v
	var described []row
	for _, n := range v.cluster(e.n) {
		if v.describedBy(n) == 0 {
			continue
		}
		for c := range v.claimsOf(n) {
			if v.visible(c) {
				return true
			}
		}
		described = append(described, n)
	}
	return v.cited(described)
}

// cited reports whether one of some nodes is a source of a report in force of a visible claim.
func (v *View) cited(nodes []row) bool {
	names := newSet(v.t.provenances.len()) // those that name one of the nodes
	for _, n := range nodes {
		v.t.provenancesOf(n, names.set)
	}
	counts := func(r row) bool { return names.has(v.t.report(r).provenance) && v.inForce(r) }
	for c, end := row(1), v.claimsEnd(); c < end; c++ {
		if (v.t.anyReport(c, false, counts) || v.t.anyReport(c, true, counts)) && v.visible(c) {
			return true
		}
	}
	return false
}

// Claims yields the claims that it takes part in and that a filter lets through, the latest recorded first, each once.
func (e Entity) Claims(f Filter) iter.Seq[Claim] {
	return func(yield func(Claim) bool) {
		cluster := e.v.cluster(e.n)
		if len(cluster) == 1 {
			for c := range e.v.standingOf(e.n, &f) {
				if e.v.passes(c, &f) && !yield(Claim{e.v, c}) {
					return
				}
			}
			return
		}
		var claims []row
		for _, n := range cluster {
			claims = slices.AppendSeq(claims, e.v.standingOf(n, &f))
		}
		slices.SortFunc(claims, func(a, b row) int { return compare(b, a) })
		for _, c := range slices.Compact(claims) {
			if e.v.passes(c, &f) && !yield(Claim{e.v, c}) {
				return
			}
		}
	}
}

// claimsOf yields the claims recorded by the view's position that a node takes part in, latest first, each once.
func (v *View) claimsOf(n row) iter.Seq[row] { return v.tiesOf(n, false) }

// standingOf is claimsOf for those that a filter may let through: it may leave out some that have ended.
func (v *View) standingOf(n row, f *Filter) iter.Seq[row] {
	return v.tiesOf(n, !slices.Contains(f.Statuses, Ended) && v.t.ranges == 0)
}

// tiesOf is claimsOf, and may leave out those that are sealed.
func (v *View) tiesOf(n row, unsealed bool) iter.Seq[row] {
	return func(yield func(row) bool) {
		t, last := v.t, row(0)
		past := v.position < position(t.head)
		for list := load(&t.entity(n).ties); list != 0; {
			at := list
			var claims []row
			if claims, list = t.ties.chunk(at); past && t.claims.at(claims[0]).position > v.position || unsealed && v.allSealed(at, len(claims)) {
				continue // all of them are too late, or have ended
			}
			for i := len(claims) - 1; i >= 0; i-- {
				c := claims[i]
				if c == last || t.claims.at(c).position > v.position {
					continue
				}
				if last = c; !yield(c) {
					return
				}
			}
		}
	}
}
