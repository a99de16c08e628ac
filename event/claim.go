package event

// Claim is a payload that introduces a proposition: *[StatementMade], *[ActionTaken] or *[RelationHeld]. Its id names
// that one proposition for ever. It holds relative to its sources; forty outlets repeating it are forty reports of it.
type Claim interface {
	Payload
	// ClaimKind says which of the three it is.
	ClaimKind() ClaimKind
	// ClaimKey is the name people gave it, empty for none.
	ClaimKey() string
	// Dated is when it happened or held, as written; nil when unknown.
	Dated() *When
	// Times are the bounds in which it holds, read as its kind reads a date.
	Times() Times
	// Roles calls add for each participant, in a fixed order.
	Roles(add func(Role, ID))
	// FirstReport is the report that came with it; nil inside a desk correction, which copies the old ones.
	FirstReport() *Report
	// Claimed is the word of its vocabulary: the act, the category or the relation type.
	Claimed() string
}

var _ = []Claim{(*StatementMade)(nil), (*ActionTaken)(nil), (*RelationHeld)(nil)}

// ClaimKind is the kind of a claim.
type ClaimKind uint8

// The kinds of claims: a speech act, something done, something that holds over a period.
const (
	KindStatement ClaimKind = iota + 1
	KindAction
	KindRelation
)

var claimKinds = vocabulary{"kind of claim", []string{"STATEMENT", "ACTION", "RELATION"}}

func (k ClaimKind) String() string                { return claimKinds.name(uint8(k)) }
func (k ClaimKind) MarshalText() ([]byte, error)  { return claimKinds.marshal(uint8(k)) }
func (k *ClaimKind) UnmarshalText(t []byte) error { return claimKinds.unmarshal(t, (*uint8)(k)) }

// Role is the part an entity or a claim plays in a claim.
type Role uint8

// The roles. An instrument is words, not a participant.
const (
	RoleSpeaker Role = iota + 1
	RoleOnBehalfOf
	RoleAddressee
	RoleAbout
	RoleActor
	RoleRecipient
	RolePlace
	RoleSubject
	RoleObject
)

var roles = vocabulary{"role", []string{"SPEAKER", "ON_BEHALF_OF", "ADDRESSEE", "ABOUT", "ACTOR", "RECIPIENT", "PLACE", "SUBJECT", "OBJECT"}}

func (r Role) String() string                { return roles.name(uint8(r)) }
func (r Role) MarshalText() ([]byte, error)  { return roles.marshal(uint8(r)) }
func (r *Role) UnmarshalText(t []byte) error { return roles.unmarshal(t, (*uint8)(r)) }

// addRoles calls add for every id that is not zero.
func addRoles(add func(Role, ID), role Role, ids ...ID) {
	for _, id := range ids {
		if !id.IsZero() {
			add(role, id)
		}
	}
}

// claimNames adds what every claim names.
func claimNames(c Claim, event ID, add func(ID)) {
	add(KeyID(c.ClaimKey()))
	c.Roles(func(_ Role, id ID) { add(id) })
	names(add, c.Dated())
	if r := c.FirstReport(); r != nil {
		add(r.Named(event))
		r.names(add)
	}
}
