package event

import "strconv"

// EntityKind is what sort of thing an entity is, in the words of FollowTheMoney where it has one.
type EntityKind uint8

// The kinds of entities. AnonymousSource is somebody a source will not name, such as "two officials".
const (
	KindPerson EntityKind = iota + 1
	KindOrganization
	KindPublicBody
	KindCompany
	KindPosition
	KindLocation
	KindFacility
	KindVehicle
	KindVessel
	KindAirplane
	KindEvent
	KindDocument
	KindGroup
	KindAnonymousSource
	KindUnknown
)

var entityKinds = vocabulary{"kind of entity", []string{"PERSON", "ORGANIZATION", "PUBLIC_BODY", "COMPANY", "POSITION", "LOCATION", "FACILITY",
	"VEHICLE", "VESSEL", "AIRPLANE", "EVENT", "DOCUMENT", "GROUP", "ANONYMOUS_SOURCE", "UNKNOWN"}}

func (k EntityKind) String() string                { return entityKinds.name(uint8(k)) }
func (k EntityKind) MarshalText() ([]byte, error)  { return entityKinds.marshal(uint8(k)) }
func (k *EntityKind) UnmarshalText(t []byte) error { return entityKinds.unmarshal(t, (*uint8)(k)) }

// EntityDescribed says that an entity exists, or describes one anew. Facts about entities are claims, never
// description: a description is only what is needed to recognise the entity.
type EntityDescribed struct {
	Describes   ID           `cbor:"1,keyasint,omitzero" json:"describes,omitzero"` // the entity described anew; zero: the event's id names a new one
	Key         string       `cbor:"2,keyasint,omitempty" json:"key,omitempty"`     // a name for people, unique in the log
	Kind        EntityKind   `cbor:"3,keyasint" json:"kind"`
	Name        string       `cbor:"4,keyasint" json:"name"`
	Aliases     []string     `cbor:"5,keyasint,omitempty" json:"aliases,omitempty"`
	Identifiers []Identifier `cbor:"6,keyasint,omitempty" json:"identifiers,omitempty"`
	Description string       `cbor:"7,keyasint,omitempty" json:"description,omitempty"`
	Count       uint32       `cbor:"8,keyasint,omitempty" json:"count,omitempty"`      // of an anonymous source: how many people, 0 when not said
	Latitude    *float64     `cbor:"9,keyasint,omitempty" json:"latitude,omitempty"`   // of a place, in degrees north, WGS 84
	Longitude   *float64     `cbor:"10,keyasint,omitempty" json:"longitude,omitempty"` // in degrees east
}

// Identifier is a name another register gave the entity: {"wikidata", "Q6279"}.
type Identifier struct {
	Scheme string `cbor:"1,keyasint" json:"scheme"`
	Value  string `cbor:"2,keyasint" json:"value"`
}

// String joins the two with a colon, the form in which identifiers are given as ID arguments.
func (i Identifier) String() string { return i.Scheme + ":" + i.Value }

// Type implements [Payload].
func (*EntityDescribed) Type() Type { return TypeEntityDescribed }

// Entity is the id of the entity that an event with this payload describes.
func (e *EntityDescribed) Entity(event ID) ID {
	if e.Describes.IsZero() {
		return event
	}
	return e.Describes
}

func (e *EntityDescribed) names(_ ID, add func(ID)) {
	add(e.Describes)
	add(KeyID(e.Key))
}

func (e *EntityDescribed) check(c *checker) {
	c.key(e.Key)
	c.word("kind", uint8(e.Kind), entityKinds, true)
	c.required("name", e.Name, MaxName)
	c.texts("aliases", e.Aliases, MaxName)
	if c.size("identifiers", len(e.Identifiers)) {
		for i := range e.Identifiers {
			c.in("identifiers", func() { c.in(strconv.Itoa(i), func() { e.Identifiers[i].check(c) }) })
		}
	}
	c.text("description", e.Description, MaxProse)
	if e.Count > maxCount {
		c.add(Invalid, sprintf("%d is over %d", e.Count, maxCount), "count")
	}
	if e.Count != 0 && e.Kind != KindAnonymousSource {
		c.add(Invalid, "only an ANONYMOUS_SOURCE has a count", "count")
	}
	c.number("latitude", e.Latitude, -90, 90)
	c.number("longitude", e.Longitude, -180, 180)
	if (e.Latitude == nil) != (e.Longitude == nil) {
		c.add(Required, "latitude and longitude go together", "latitude")
	}
}

func (i *Identifier) check(c *checker) {
	c.requiredForm("scheme", i.Scheme, schemeForm, `a scheme: one lower-case word, such as "wikidata"`)
	c.required("value", i.Value, MaxName)
}
