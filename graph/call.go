package graph

import (
	"slices"

	"onrecord/event"
)

// callRow is a text that calls something: a name or alias of an entity, an identifier, a key.
type callRow struct {
	older row    // the call before with the same text
	text  row    // in texts
	size  uint32 // in bytes
	how   call
	what  row // of a key a node, of others a description
}

// call is how a text calls something.
type call uint32

const (
	byKey call = iota + 1
	byName
	byIdentifier
	byMeasure // what is counted, and its unit: of no thing
)

// findCall is the latest call with a text; 0 when there is none.
func (t *tables) findCall(how call, text string) row {
	return t.names.calls.find(hashText(uint64(how), text), t.isCall(how, text))
}

func (t *tables) isCall(how call, text string) func(row) bool {
	return func(r row) bool {
		c := t.calls.at(r)
		return c.how == how && string(t.texts.run(c.text, int(c.size))) == text
	}
}

// addCall adds a call; the text is kept once.
func (t *tables) addCall(how call, text string, what row) row {
	c := callRow{older: t.findCall(how, text), how: how, what: what, size: uint32(len(text))}
	if c.older != 0 {
		c.text = t.calls.at(c.older).text
	} else {
		c.text = t.texts.addRun([]byte(text))
	}
	r := t.calls.add(c)
	t.names.calls.put(hashText(uint64(how), text), r, t.isCall(how, text))
	return r
}

// describe adds what a description calls its entity, and returns the call by its name.
func (t *tables) describe(d row, p *event.EntityDescribed) (name row) {
	name = t.addCall(byName, p.Name, d)
	for i, alias := range p.Aliases {
		if alias != p.Name && !slices.Contains(p.Aliases[:i], alias) {
			t.addCall(byName, alias, d)
		}
	}
	for i, id := range p.Identifiers {
		if !slices.Contains(p.Identifiers[:i], id) {
			t.addCall(byIdentifier, id.String(), d)
		}
	}
	return name
}

// description decodes a description; nil when it cannot be read, which it was when it was added.
func (t *tables) description(d row) *event.EntityDescribed {
	r := t.descriptions.at(d)
	p, err := event.DecodePayload(event.TypeEntityDescribed, event.Schema, t.texts.run(r.text, int(r.size)))
	if err != nil {
		return nil
	}
	return p.(*event.EntityDescribed)
}

// key finds what a key names.
func (t *tables) key(key string) (event.ID, bool) {
	c := t.findCall(byKey, key)
	return t.nodes.at(t.calls.at(c).what).id, c != 0
}

// bearers lists the descriptions that bear a name or alias, in the order recorded; registrants those that bear an
// identifier.
func (t *tables) bearers(name string) []row { return t.called(byName, name) }

func (t *tables) registrants(identifier string) []row { return t.called(byIdentifier, identifier) }

func (t *tables) called(how call, text string) (what []row) {
	for c := t.findCall(how, text); c != 0; c = t.calls.at(c).older {
		what = append(what, t.calls.at(c).what)
	}
	slices.Reverse(what)
	return what
}
