package graph

import (
	"iter"

	"onrecord/event"
)

// Document is a document in a view.
type Document struct {
	v *View
	d row
}

func (d Document) row() *documentRow { return d.v.t.documents.at(d.d) }

// Document finds a document that was captured by the view's position.
func (v *View) Document(id event.ID) (Document, bool) {
	d, ok := v.t.row(id, aDocument)
	if !ok || !v.captured(d) {
		return Document{}, false
	}
	return Document{v, d}, true
}

// captured reports whether a document was captured by the view's position, and not erased.
func (v *View) captured(d row) bool {
	if d >= v.t.documents.len() {
		return false
	}
	position := v.t.documents.at(d).position
	return position != 0 && position <= v.position
}

// Documents yields what was captured by the view's position, possibly published by its reported moment, and published
// by one of its sources; in log order.
func (v *View) Documents() iter.Seq[Document] {
	return func(yield func(Document) bool) {
		for d := row(1); d < v.t.documents.len() && v.t.documents.at(d).position <= v.position; d++ {
			document := Document{v, d}
			if document.Visible() && !yield(document) {
				return
			}
		}
	}
}

// chosen reports whether a node is one of the view's sources, or the same as one.
func (v *View) chosen(n row) bool {
	for _, source := range v.accordingTo {
		if v.first(source) == v.first(n) {
			return true
		}
	}
	return false
}

// View is the view that the document is looked at in.
func (d Document) View() *View { return d.v }

// ID names the document.
func (d Document) ID() event.ID { return d.row().id }

// Erased reports whether it is a stub: others cite it, and its own event was erased. It has an id and claims, and nothing else.
func (d Document) Erased() bool { return d.row().position == 0 }

// Position is where it was captured; its text is there.
func (d Document) Position() event.Position { return event.Position(d.row().position) }

// Window is when it was published, or, undated, recorded.
func (d Document) Window() event.Window { return d.v.t.window(d.row().window) }

// URL is its address, empty when it has none.
func (d Document) URL() string { return d.v.t.text(d.row().url, int(d.row().urlSize)) }

// SHA256 is the hash of its bytes in hexadecimal digits, empty when unknown.
func (d Document) SHA256() string {
	r := d.row()
	return d.v.t.text(r.url, int(r.urlSize+r.shaSize))[r.urlSize:]
}

// Publisher is who published it.
func (d Document) Publisher() (Entity, bool) {
	return Entity{d.v, d.row().publisher}, d.row().publisher != 0
}

// Claims yields the visible claims of which a report in force cites the document, the latest recorded report first.
func (d Document) Claims() iter.Seq[Claim] {
	return func(yield func(Claim) bool) {
		v, seen := d.v, map[row]bool{}
		v.t.backs.newest(load(&d.row().reports), func(r *row) bool {
			c := v.t.claimOf(*r)
			if seen[c] || v.t.recordedIn(*r) > v.position || !v.inForce(*r) || !v.visible(c) {
				return true
			}
			seen[c] = true
			return yield(Claim{v, c})
		})
	}
}
