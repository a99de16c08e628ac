package event

// RelationType is how a subject stands to an object.
type RelationType uint8

// The relations: those of the world (after FollowTheMoney), then those between claims. Each reads "subject ... object".
const (
	RelMemberOf RelationType = iota + 1
	RelHolds                 // a person holds a position
	RelEmployedBy
	RelRepresents // an agent speaks for a client
	RelOwns
	RelDirects
	RelFamily
	RelAssociate
	RelPartOf // of entities, and of claims: extra details of another source
	RelLocatedIn
	RelAlliedWith
	RelBackedBy
	RelLinkedTo
	RelUses
	RelContributedTo
	RelResultedIn
	RelResponseTo
	RelRepeats
	RelAnswers
	RelContradicts
	RelCorroborates
	RelQualifies
)

var relationTypes = vocabulary{"relation type", []string{"MEMBER_OF", "HOLDS", "EMPLOYED_BY", "REPRESENTS", "OWNS", "DIRECTS", "FAMILY", "ASSOCIATE", "PART_OF",
	"LOCATED_IN", "ALLIED_WITH", "BACKED_BY", "LINKED_TO", "USES", "CONTRIBUTED_TO", "RESULTED_IN", "RESPONSE_TO", "REPEATS", "ANSWERS", "CONTRADICTS",
	"CORROBORATES", "QUALIFIES"}}

func (r RelationType) String() string                { return relationTypes.name(uint8(r)) }
func (r RelationType) MarshalText() ([]byte, error)  { return relationTypes.marshal(uint8(r)) }
func (r *RelationType) UnmarshalText(t []byte) error { return relationTypes.unmarshal(t, (*uint8)(r)) }

// RelationHeld says that a subject stands in a relation to an object over a period. Either may be an entity or a claim.
type RelationHeld struct {
	Key      string       `cbor:"1,keyasint,omitempty" json:"key,omitempty"`
	Relation RelationType `cbor:"2,keyasint" json:"type"`
	Subject  ID           `cbor:"3,keyasint" json:"subject"`
	Object   ID           `cbor:"4,keyasint" json:"object"`
	When     *When        `cbor:"5,keyasint,omitempty" json:"when,omitempty"`
	Report   *Report      `cbor:"6,keyasint,omitempty" json:"report,omitempty"`
}

// Type implements [Payload].
func (*RelationHeld) Type() Type { return TypeRelationHeld }

// ClaimKind implements [Claim].
func (*RelationHeld) ClaimKind() ClaimKind { return KindRelation }

// ClaimKey implements [Claim].
func (r *RelationHeld) ClaimKey() string { return r.Key }

// Dated implements [Claim].
func (r *RelationHeld) Dated() *When { return r.When }

// Times implements [Claim]: it holds from one date to another.
func (r *RelationHeld) Times() Times { return r.When.Held() }

// FirstReport implements [Claim].
func (r *RelationHeld) FirstReport() *Report { return r.Report }

// Claimed implements [Claim].
func (r *RelationHeld) Claimed() string { return r.Relation.String() }

// Roles implements [Claim].
func (r *RelationHeld) Roles(add func(Role, ID)) {
	addRoles(add, RoleSubject, r.Subject)
	addRoles(add, RoleObject, r.Object)
}

func (r *RelationHeld) names(event ID, add func(ID)) { claimNames(r, event, add) }

func (r *RelationHeld) check(c *checker) {
	c.key(r.Key)
	c.word("type", uint8(r.Relation), relationTypes, true)
	c.id("subject", r.Subject)
	c.id("object", r.Object)
	if !r.Subject.IsZero() && r.Subject == r.Object {
		c.add(Invalid, "subject and object are the same", "object")
	}
	r.When.check(c, "when")
	r.Report.check(c, "report")
}
