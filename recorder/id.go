package recorder

import (
	"fmt"

	"onrecord/event"
)

// id reads the id that a draft gives its event, or makes one up.
func (b *batch) id(p path, given string) event.ID {
	if id := b.partID(p.to("id"), given); !id.IsZero() {
		return id
	}
	return event.NewID()
}

// partID reads the id that a draft gives a part of its event; zero when it is absent or wrong, and so to be derived.
func (b *batch) partID(p path, given string) event.ID {
	if given == "" {
		return event.ID{}
	}
	id, err := event.ParseID(given)
	if err != nil {
		b.fail(p, event.Invalid, err.Error())
	} else if id.IsZero() {
		b.fail(p, event.Invalid, "the id of zeros names nothing")
	}
	return id
}

// introduce enters an id that the batch brings into being, which must be new. Later drafts can refer to it.
func (b *batch) introduce(p path, id event.ID, is thing) {
	if _, twice := b.own[id]; twice {
		b.fail(p, IDReused, fmt.Sprintf("%s stands for something else earlier in the batch", id))
		return
	}
	b.own[id] = is
	b.ids = append(b.ids, id)
	at := b.position(id)
	switch kind := b.view.KindOf(id); {
	case at != 0 && at <= b.view.Position():
		b.fail(p, IDReused, fmt.Sprintf("%s is the event at position %d; a batch is repeated whole and unchanged, or not at all", id, at))
	case kind != "":
		b.fail(p, IDReused, fmt.Sprintf("%s is %s of the log already", id, article(kind)))
	case b.view.Stub(id):
		b.fail(p, IDReused, fmt.Sprintf("%s is still named by claims, for something that was erased", id))
	}
}

// takeKey gives a thing a key. An entity that is described anew keeps its own.
func (b *batch) takeKey(p path, key string, of event.ID) {
	if key == "" {
		return
	}
	taken, is := b.keys[key]
	if !is {
		taken, is = b.view.KeyTaken(key)
	}
	switch {
	case is && taken != of:
		b.fail(p.to("key"), KeyTaken, fmt.Sprintf("%.80q names %s already", key, taken))
	case !is:
		b.keys[key] = of
		b.newKeys = append(b.newKeys, key)
	}
}
