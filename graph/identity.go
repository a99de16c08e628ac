package graph

import (
	"cmp"
	"slices"

	"onrecord/event"
)

// identity is which entities are the same in a view.
type identity struct {
	members   map[row][]row // by every node of a cluster of two or more: its members, first described first, stubs last
	conflicts []row         // judgements DIFFERENT inside a cluster
	latest    []row         // the judgement that counts of each pair, in log order
}

// same works out the clusters once. Judgements obey the reported clock and the viewpoint by the sources as given, since
// the viewpoint is widened by what is worked out here.
func (v *View) same() *identity {
	v.identityOnce.Do(func() { v.identity = shared(&v.lenses.mu, v.lenses.identities, v.judged(), v.judge) })
	return v.identity
}

func (v *View) judge() *identity {
	latest := map[[2]row]row{}
	for j := row(1); j < v.t.judgements.len(); j++ {
		if judged := v.t.judgements.at(j); v.toldJudgement(judged) {
			latest[[2]row{min(judged.a, judged.b), max(judged.a, judged.b)}] = j
		}
	}
	id := &identity{members: map[row][]row{}}
	for _, j := range latest {
		id.latest = append(id.latest, j)
	}
	slices.Sort(id.latest)
	for _, j := range id.latest {
		if judged := v.t.judgements.at(j); event.Judgement(judged.judgement) == event.JudgedSame {
			id.join(v.t, judged.a, judged.b)
		}
	}
	for _, j := range id.latest {
		judged := v.t.judgements.at(j)
		if event.Judgement(judged.judgement) == event.JudgedDifferent && slices.Contains(id.members[judged.a], judged.b) {
			id.conflicts = append(id.conflicts, j)
		}
	}
	return id
}

// join puts two nodes, and all that are the same, in one cluster.
func (id *identity) join(t *tables, a, b row) {
	joined := slices.Clone(id.of(a))
	for _, n := range id.of(b) {
		if !slices.Contains(joined, n) {
			joined = append(joined, n)
		}
	}
	slices.SortFunc(joined, func(a, b row) int { // less one, the 0 of a stub is the greatest
		return cmp.Or(compare(load(&t.entity(a).first)-1, load(&t.entity(b).first)-1), compare(a, b))
	})
	for _, n := range joined {
		id.members[n] = joined
	}
}

// of lists the cluster of a node, at least itself.
func (id *identity) of(n row) []row {
	if members, ok := id.members[n]; ok {
		return members
	}
	return []row{n}
}

// toldJudgement reports whether a judgement counts: recorded, and, unless it is the desk's own, possibly reported and by
// one of the sources as given.
func (v *View) toldJudgement(j *judgementRow) bool {
	if j.position > v.position {
		return false
	}
	if j.provenance == 0 {
		return true
	}
	return v.begun(j.window) && (v.accordingTo == nil || intersect(v.t.sources(j.provenance), v.accordingTo))
}

// cluster lists the nodes that are the same as n in the view, the first described first, stubs last.
func (v *View) cluster(n row) []row {
	if v.t.judgements.len() == 1 {
		return []row{n}
	}
	return v.same().of(n)
}

// first is the node under which a cluster is listed: its first-described member, and where all are stubs the first named.
func (v *View) first(n row) row {
	cluster := v.cluster(n)
	if len(cluster) > 1 && v.describedBy(cluster[0]) == 0 { // a stub so far
		return slices.Min(cluster)
	}
	return cluster[0]
}

// Judgement is a judgement of identity that counts in a view.
type Judgement struct {
	v *View
	j row
}

// ID is the id of the judgement.
func (j Judgement) ID() event.ID { return j.v.t.judgements.at(j.j).id }

// Position is where it was recorded.
func (j Judgement) Position() event.Position {
	return event.Position(j.v.t.judgements.at(j.j).position)
}

// Judgement is what was judged.
func (j Judgement) Judgement() event.Judgement {
	return event.Judgement(j.v.t.judgements.at(j.j).judgement)
}

// Between are the two entities.
func (j Judgement) Between() (a, b Entity) {
	judged := j.v.t.judgements.at(j.j)
	return Entity{j.v, judged.a}, Entity{j.v, judged.b}
}
