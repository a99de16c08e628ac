package graph

import "onrecord/event"

// Thing is what an id names: an entity, a claim, a document, a report, an end or a correction.
type Thing struct {
	Kind string // as [View.KindOf] says it
	ID   event.ID
}

// Lost lists what a view knows and another does not.
func (v *View) Lost(other *View) (lost []Thing) {
	add := func(id event.ID) {
		if kind := v.KindOf(id); kind != "" && other.KindOf(id) == "" {
			lost = append(lost, Thing{kind, id})
		}
	}
	t := v.t
	for n := row(1); n < t.nodes.len(); n++ { // entities and claims
		add(t.nodes.at(n).id)
	}
	for d := row(1); d < t.documents.len(); d++ {
		add(t.documents.at(d).id)
	}
	t.eachReport(func(r row) { add(t.reportID(r)) })
	for k := row(1); k < t.corrections.len(); k++ {
		add(t.corrections.at(k).id)
	}
	for e := row(1); e < t.ends.len(); e++ {
		add(t.ends.at(e).id)
	}
	return lost
}
