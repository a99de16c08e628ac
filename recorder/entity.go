package recorder

import (
	"fmt"
	"math"

	"onrecord/event"
)

// EntityDraft describes an entity, or describes one anew.
type EntityDraft struct {
	ID          string            `json:"id,omitempty"`
	Describes   string            `json:"describes,omitempty"` // the entity described anew; absent: a new one
	Key         string            `json:"key,omitempty"`       // unique in the log
	Kind        event.EntityKind  `json:"kind,omitempty"`
	Name        string            `json:"name,omitempty"`
	Aliases     []string          `json:"aliases,omitempty"`
	Identifiers []IdentifierDraft `json:"identifiers,omitempty"`
	Description string            `json:"description,omitempty"`
	Count       *int              `json:"count,omitempty"`     // of an anonymous source: how many people
	Latitude    *float64          `json:"latitude,omitempty"`  // degrees north, WGS 84
	Longitude   *float64          `json:"longitude,omitempty"` // degrees east
}

// IdentifierDraft is a name that another register gave an entity.
type IdentifierDraft struct {
	Scheme string `json:"scheme,omitempty"`
	Value  string `json:"value,omitempty"`
}

func (b *batch) entity(p path, d *EntityDraft) {
	id := b.id(p, d.ID)
	e := &event.EntityDescribed{
		Describes: b.ref(p.to("describes"), d.Describes, anEntity), Key: d.Key, Kind: d.Kind, Name: d.Name, Aliases: d.Aliases,
		Description: d.Description, Latitude: d.Latitude, Longitude: d.Longitude,
	}
	if count := b.number(p.to("count"), d.Count); count != nil {
		e.Count = *count
	}
	for _, i := range d.Identifiers {
		e.Identifiers = append(e.Identifiers, event.Identifier(i))
	}
	b.add(p, id, e)
	if d.Describes == "" {
		b.introduce(p.to("id"), id, thing{kind: anEntity})
	} else {
		b.introduce(p.to("id"), id, thing{})
	}
	b.takeKey(p, d.Key, e.Entity(id))
}

// number checks a number that is not negative; absent is nil, and so is a wrong one.
func (b *batch) number(p path, n *int) *uint32 {
	if n == nil {
		return nil
	}
	if *n < 0 || int64(*n) > math.MaxUint32 {
		b.fail(p, event.Invalid, fmt.Sprintf("%d is not between 0 and %d", *n, int64(math.MaxUint32)))
		return nil
	}
	number := uint32(*n)
	return &number
}
