package graph

import "onrecord/event"

// End is a correction's or a retraction's ending half in a view that it is told in.
type End struct {
	v  *View
	e  row
	at target // what it is aimed at; of a range of positions the one record there that it is listed for
}

func (v *View) toldEnds(head row) (ends []End) {
	for _, e := range v.endsAt(head) {
		if v.toldEnd(e) {
			ends = append(ends, End{v, e, v.t.ends.at(e).target})
		}
	}
	return ends
}

func (e End) row() *endRow { return e.v.t.ends.at(e.e) }

// ID names the end.
func (e End) ID() event.ID { return e.row().id }

// Target is the id of the claim, report or end that it is aimed at. Of an end aimed at a range of positions it is the id of
// the record there that it is listed for.
func (e End) Target() event.ID { return e.v.t.idOf(e.at) }

// Of lists whose reports of a claim it ends; nil: of everybody, or of the one record it is aimed at.
func (e End) Of() []Entity {
	if e.row().of == 0 {
		return nil
	}
	return e.v.entities(e.v.t.sources(e.row().of))
}

// InForce reports whether it takes effect in the view.
func (e End) InForce() bool { return e.v.inForceEnd(e.e) }

// Desk reports whether it is a slip of our own, told by nobody.
func (e End) Desk() bool { return e.row().provenance == 0 }

// Document is what it cites.
func (e End) Document() (Document, bool) {
	return Document{e.v, e.row().document}, e.row().document != 0
}

// Chain is who told it; nil for a desk record.
func (e End) Chain() []Entity { return e.v.entities(e.v.t.chain(e.row().provenance)) }

// Window is when it was told. A desk record has none of its own.
func (e End) Window() event.Window { return e.v.t.window(e.row().window) }

// Position is where it was recorded.
func (e End) Position() event.Position { return event.Position(e.row().position) }

// Words is the position whose payload holds its reason and note: its own, but for an end that a desk correction took over.
func (e End) Words() event.Position {
	end := e.row()
	for end.copied != 0 {
		end = e.v.t.ends.at(end.copied)
	}
	return event.Position(end.position)
}
