package event

import "slices"

// Event is one thing to be recorded: a payload under an id that makes recording it idempotent.
type Event struct {
	ID      ID
	Payload Payload
}

// Payload is what an event says; one of the eleven types of this package, always as a pointer.
type Payload interface {
	// Type says which of the types it is.
	Type() Type
	// names calls add for every id the payload refers to or introduces, beside the event's own.
	names(event ID, add func(ID))
	// check reports what is wrong with the payload.
	check(c *checker)
}

// Type is the kind of an event, in the past tense.
type Type uint8

// The types of events.
const (
	TypeEntityDescribed Type = iota + 1
	TypeDocumentCaptured
	TypeStatementMade
	TypeActionTaken
	TypeRelationHeld
	TypeClaimReported
	TypeClaimCorrected
	TypeClaimRetracted
	TypeIdentityJudged
	TypeClaimAssessed
	TypePayloadErased
)

var types = vocabulary{"event type", []string{"EntityDescribed", "DocumentCaptured", "StatementMade", "ActionTaken", "RelationHeld",
	"ClaimReported", "ClaimCorrected", "ClaimRetracted", "IdentityJudged", "ClaimAssessed", "PayloadErased"}}

// Types lists every type of event.
func Types() []Type {
	all := make([]Type, len(types.words))
	for i := range all {
		all[i] = Type(i + 1)
	}
	return all
}

func (t Type) String() string                { return types.name(uint8(t)) }
func (t Type) MarshalText() ([]byte, error)  { return types.marshal(uint8(t)) }
func (t *Type) UnmarshalText(b []byte) error { return types.unmarshal(b, (*uint8)(t)) }

// newPayload makes an empty payload of a type, nil for an unknown one.
func newPayload(t Type) Payload {
	switch t {
	case TypeEntityDescribed:
		return new(EntityDescribed)
	case TypeDocumentCaptured:
		return new(DocumentCaptured)
	case TypeStatementMade:
		return new(StatementMade)
	case TypeActionTaken:
		return new(ActionTaken)
	case TypeRelationHeld:
		return new(RelationHeld)
	case TypeClaimReported:
		return new(ClaimReported)
	case TypeClaimCorrected:
		return new(ClaimCorrected)
	case TypeClaimRetracted:
		return new(ClaimRetracted)
	case TypeIdentityJudged:
		return new(IdentityJudged)
	case TypeClaimAssessed:
		return new(ClaimAssessed)
	case TypePayloadErased:
		return new(PayloadErased)
	}
	return nil
}

// Touches lists every id the event names, its own first, each once: what it introduces, what it refers to, and the
// [KeyID] of a key it takes. Conditions on an append are checked against these.
func (e Event) Touches() []ID {
	all := []ID{e.ID}
	e.Payload.names(e.ID, func(id ID) {
		if !id.IsZero() && !slices.Contains(all, id) {
			all = append(all, id)
		}
	})
	return all
}

// Validate checks the event by itself, without the log: what must be there, lengths, vocabularies, dates.
// The error is [Problems].
func (e Event) Validate() error {
	c := &checker{}
	if e.ID.IsZero() {
		c.add(Required, "an event needs an id", "id")
	}
	if e.Payload == nil {
		c.add(Required, "an event needs a payload")
	} else {
		e.Payload.check(c)
		if len(c.problems) > 0 {
			return c.problems // Touches takes long on lists over their limit
		}
		if n := len(e.Touches()); n > MaxNames {
			c.add(TooMany, sprintf("the event names %d things; at most %d", n, MaxNames))
		}
	}
	if len(c.problems) == 0 {
		return nil
	}
	return c.problems
}

// keySpace is the name space in which KeyID derives its ids.
var keySpace = ID{0x6f, 0x6e, 0x72, 0x65, 0x63, 0x6f, 0x72, 0x64, 0x2d, 0x6b, 0x65, 0x79, 0x73, 0x2d, 0x2d, 0x31}

// KeyID is the id that stands for a key ("airstrikes:strike") among the things an event touches, so that an append can
// be refused when somebody else has taken the key since. The empty key has the zero id.
func KeyID(key string) ID {
	if key == "" {
		return ID{}
	}
	return keySpace.Derive(key)
}
