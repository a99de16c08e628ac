package recorder

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"onrecord/event"
	"onrecord/graph"
)

// The kinds of things that can be referred to, in the words of [graph.View.KindOf].
const (
	anEntity    = "entity"
	aDocument   = "document"
	aClaim      = "claim"
	aReport     = "report"
	anEnd       = "end"
	aCorrection = "correction"
)

// article puts "a" or "an" before each of some kinds.
func article(kinds ...string) string {
	var named []string
	for _, kind := range kinds {
		if strings.HasPrefix(kind, "e") {
			named = append(named, "an "+kind)
		} else {
			named = append(named, "a "+kind)
		}
	}
	return strings.Join(named, " or ")
}

// ref finds what a field refers to, which must be of one of some kinds; zero when it is absent or wrong.
func (b *batch) ref(p path, name string, kinds ...string) event.ID {
	if name == "" {
		return event.ID{}
	}
	id, err := b.find(name)
	var ambiguous *graph.AmbiguousError
	if errors.As(err, &ambiguous) {
		b.fail(p, Ambiguous, ambiguous.Error())
		return event.ID{}
	}
	kind := b.kindOf(id)
	if err != nil || kind == "" {
		b.fail(p, UnknownID, b.unknown(name))
		return event.ID{}
	}
	if !slices.Contains(kinds, kind) {
		b.fail(p, WrongKind, fmt.Sprintf("%.80q is %s; the field takes %s", name, article(kind), article(kinds...)))
		return event.ID{}
	}
	if better := b.replacement(id); !better.IsZero() {
		b.warn(p, Replaced, fmt.Sprintf("%.80q was replaced by %s", name, better))
	}
	return id
}

// refs is ref for a list.
func (b *batch) refs(p path, names []string, kinds ...string) []event.ID {
	if len(names) > event.MaxList {
		b.fail(p, event.TooMany, fmt.Sprintf("has %d members; at most %d", len(names), event.MaxList))
		return nil
	}
	var ids []event.ID
	for i, name := range names {
		ids = append(ids, b.ref(p.to(strconv.Itoa(i)), name, kinds...))
	}
	return ids
}

// find looks a name up: among the ids and keys of the batch so far, then in the log. Names and aliases of entities do
// not count here: what is recorded must not depend on who else bears them.
func (b *batch) find(name string) (event.ID, error) {
	if id, err := event.ParseID(name); err == nil {
		end := id.Derive("end")
		switch {
		case b.kindOf(id) != "":
			return id, nil
		case b.kindOf(end) == anEnd: // the event of a retraction is nothing but its end
			return end, nil
		}
	}
	if id, found := b.keys[name]; found {
		return id, nil
	}
	return b.view.LookupKey(name)
}

// kindOf says what an id names, "" when it names nothing that can be referred to.
func (b *batch) kindOf(id event.ID) string {
	if is, found := b.own[id]; found {
		return is.kind
	}
	return b.view.KindOf(id)
}

// unknown says that a name is borne by nothing, and where that could be mended.
func (b *batch) unknown(name string) string {
	if at, given := b.later[name]; given && at > b.index {
		return fmt.Sprintf("nothing so far is called %.80q; events.%d is, and has to come before what refers to it", name, at)
	}
	if id, err := event.ParseID(name); err == nil && b.position(id) != 0 {
		if b.decode(b.position(id)) == nil {
			return fmt.Sprintf("%s is the event at position %d, which was erased", id, b.position(id))
		}
		return fmt.Sprintf("%s is the event at position %d, and nothing that can be referred to; of the retraction of a correction, name each of its two ends", id, b.position(id))
	}
	return fmt.Sprintf("nothing is called %.80q; references are ids, identifiers such as \"wikidata:Q30\", and keys", name)
}

// payload reads what introduced a claim, document or correction, of the batch or of the log; nil when that was erased. A
// document of the log comes without its text.
func (b *batch) payload(id event.ID) event.Payload {
	if is, found := b.own[id]; found || id.IsZero() {
		return is.payload
	}
	if p, found := b.read[id]; found {
		return p
	}
	var at event.Position
	if c, found := b.view.Claim(id); found {
		at = c.Position()
	} else if d, found := b.view.Document(id); found {
		at = d.Position()
	} else {
		at = b.position(id)
	}
	p := b.decode(at)
	switch full := p.(type) {
	case *event.ClaimCorrected:
		if b.view.KindOf(id) == aClaim {
			p = full.Better()
		}
	case *event.DocumentCaptured:
		full.Text = ""
	}
	b.read[id] = p
	return p
}

// position is where the log holds the event with an id; 0 when it does not.
func (b *batch) position(id event.ID) event.Position {
	at, err := b.log.Find(id)
	if err != nil {
		b.fault = err
	}
	return at
}

// decode reads the payload at a position; nil when it was erased.
func (b *batch) decode(at event.Position) event.Payload {
	if b.fault != nil {
		return nil
	}
	r, err := b.log.At(at)
	if err != nil {
		b.fault = err
		return nil
	}
	p, err := r.Decode()
	if err != nil && !errors.Is(err, event.ErrErased) {
		b.fault = err
	}
	return p
}
