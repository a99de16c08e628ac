package graph

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"onrecord/event"
)

// NotFoundError says that a name is borne by nothing recorded by the view's position.
type NotFoundError struct{ Name string }

func (e *NotFoundError) Error() string { return fmt.Sprintf("nothing is called %q", e.Name) }

// AmbiguousError says that a name is borne by several entities; Candidates are their ids.
type AmbiguousError struct {
	Name       string
	Candidates []event.ID
}

func (e *AmbiguousError) Error() string {
	ids := make([]string, len(e.Candidates))
	for i, id := range e.Candidates {
		ids[i] = id.String()
	}
	return fmt.Sprintf("%q is borne by several entities; give the id of one: %s", e.Name, strings.Join(ids, ", "))
}

// Lookup finds what people call something: an id, a key, an identifier ("wikidata:Q6279"), or an exact name or alias borne
// by one entity described by the view's position, where all that are judged the same count once. It fails with
// [*NotFoundError] or [*AmbiguousError].
func (v *View) Lookup(name string) (event.ID, error) {
	id, err := v.LookupKey(name)
	if errors.As(err, new(*NotFoundError)) {
		return v.bearer(name, v.t.bearers(name))
	}
	return id, err
}

// LookupKey is Lookup without names and aliases, for what is recorded: ids, identifiers and keys only. It fails likewise.
func (v *View) LookupKey(name string) (event.ID, error) {
	if id, err := event.ParseID(name); err == nil {
		if v.Recorded(id) {
			return id, nil
		}
		return event.ID{}, &NotFoundError{name}
	}
	if id, ok := v.t.key(name); ok && v.Recorded(id) {
		return id, nil
	}
	return v.bearer(name, v.t.registrants(name))
}

// bearer finds the one entity whose latest description is among those that bear a name.
func (v *View) bearer(name string, descriptions []row) (event.ID, error) {
	var firsts, found []row
	for _, d := range descriptions {
		if d >= v.t.descriptions.len() || v.describedBy(v.t.descriptions.at(d).node) != d {
			continue
		}
		n := v.t.descriptions.at(d).node
		if first := v.first(n); !slices.Contains(firsts, first) {
			firsts, found = append(firsts, first), append(found, n)
		}
	}
	switch len(found) {
	case 0:
		return event.ID{}, &NotFoundError{name}
	case 1:
		return v.t.nodes.at(found[0]).id, nil
	}
	e := &AmbiguousError{Name: name}
	for _, n := range found {
		e.Candidates = append(e.Candidates, v.t.nodes.at(n).id)
	}
	return event.ID{}, e
}

// Recorded reports whether an id names anything recorded by the view's position: an entity, document, claim, report, end
// or correction.
func (v *View) Recorded(id event.ID) bool { return v.KindOf(id) != "" }

// Stub reports whether an id is one that a claim recorded by the view's position ties, and of which nothing is known: what
// it named was erased.
func (v *View) Stub(id event.ID) bool {
	n, ok := v.t.row(id, aNode)
	if !ok || n >= v.t.nodes.len() || v.claimAt(n) != 0 || v.describedBy(n) != 0 {
		return false
	}
	for range v.claimsOf(n) {
		return true
	}
	return false
}

// KindOf says in a word what an id names by the view's position: "entity", "document", "claim", "report", "end",
// "correction", or nothing.
func (v *View) KindOf(id event.ID) string {
	t, p := v.t, v.position
	if c, ok := v.t.row(id, aClaim); ok && c < t.claims.len() && t.claims.at(c).position <= p {
		return "claim"
	}
	if n, ok := v.t.row(id, aNode); ok && n < t.nodes.len() && v.describedBy(n) != 0 {
		return "entity"
	}
	if d, ok := v.t.row(id, aDocument); ok && v.captured(d) {
		return "document"
	}
	if r, ok := v.t.row(id, aReport); ok && t.knows(r) && t.recordedIn(r) <= p {
		return "report"
	}
	if e, ok := v.t.row(id, anEnd); ok && e < t.ends.len() && t.ends.at(e).position <= p {
		return "end"
	}
	if k, ok := v.t.row(id, aCorrection); ok && k < t.corrections.len() && t.corrections.at(k).position <= p {
		return "correction"
	}
	return ""
}

// IntroducedAt is the position of the event that introduced what an id names; 0 when that is nothing recorded by the view's
// position. Of a report or an end that a desk correction took over it is the event that has its words.
func (v *View) IntroducedAt(id event.ID) event.Position {
	switch v.KindOf(id) {
	case "claim":
		c, _ := v.t.row(id, aClaim)
		return event.Position(v.t.claims.at(c).position)
	case "entity":
		n, _ := v.t.row(id, aNode)
		return Entity{v, n}.Introduced()
	case "document":
		d, _ := v.t.row(id, aDocument)
		return event.Position(v.t.documents.at(d).position)
	case "report":
		r, _ := v.t.row(id, aReport)
		return Report{v, r}.Words()
	case "end":
		e, _ := v.t.row(id, anEnd)
		return End{v: v, e: e}.Words()
	case "correction":
		k, _ := v.t.row(id, aCorrection)
		return event.Position(v.t.corrections.at(k).position)
	}
	return 0
}

// Node finds an entity or claim by id, to be given to filters and drawings.
func (v *View) Node(id event.ID) (Node, bool) {
	if c, ok := v.Claim(id); ok {
		return Node{v, c.row().node}, true
	}
	e, ok := v.Entity(id)
	return Node(e), ok
}

// KeyTaken finds what a key names by the view's position.
func (v *View) KeyTaken(key string) (event.ID, bool) {
	id, ok := v.t.key(key)
	return id, ok && v.Recorded(id)
}

// EndsCovering lists the ends in force that would cover a new report of a claim by these sources: it would not be in
// force as soon as it is recorded.
func (v *View) EndsCovering(claim event.ID, sources []event.ID) []End {
	c, ok := v.Claim(claim)
	if !ok {
		return nil
	}
	var nodes []row
	for _, id := range sources {
		if n, ok := v.t.row(id, aNode); ok {
			nodes = append(nodes, n)
		}
	}
	var covering []End
	for _, e := range v.endsAt(v.t.endsOf(c.c)) {
		if of := v.t.ends.at(e).of; (of == 0 || intersect(v.t.sources(of), nodes)) && v.inForceEnd(e) {
			covering = append(covering, End{v, e, target{claim: c.c}})
		}
	}
	return covering
}
