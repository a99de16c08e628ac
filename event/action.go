package event

import (
	"math"
	"strconv"
)

// ActionCategory is what sort of action was taken: the sixteen of PLOVER, and four of ours for effects and the rest.
type ActionCategory uint8

// The categories. DAMAGE and CASUALTIES are effects, linked by RESULTED_IN to what caused them; ALERT is a change of readiness.
const (
	CategoryAgree ActionCategory = iota + 1
	CategoryConsult
	CategorySupport
	CategoryConcede
	CategoryCooperate
	CategoryAid
	CategoryRetreat
	CategoryRequest
	CategoryAccuse
	CategoryReject
	CategoryThreaten
	CategoryProtest
	CategorySanction
	CategoryMobilize
	CategoryCoerce
	CategoryAssault
	CategoryDamage
	CategoryCasualties
	CategoryAlert
	CategoryOther
)

var actionCategories = vocabulary{"category", []string{"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
	"REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "DAMAGE", "CASUALTIES", "ALERT", "OTHER"}}

func (a ActionCategory) String() string               { return actionCategories.name(uint8(a)) }
func (a ActionCategory) MarshalText() ([]byte, error) { return actionCategories.marshal(uint8(a)) }
func (a *ActionCategory) UnmarshalText(t []byte) error {
	return actionCategories.unmarshal(t, (*uint8)(a))
}

// ActionTaken says that somebody, perhaps unknown, did something.
type ActionTaken struct {
	Key         string         `cbor:"1,keyasint,omitempty" json:"key,omitempty"`
	Category    ActionCategory `cbor:"2,keyasint" json:"category"`
	Mode        string         `cbor:"3,keyasint,omitempty" json:"mode,omitempty"`     // how, a lower-case word of PLOVER such as "aerial"
	Contexts    []string       `cbor:"4,keyasint,omitempty" json:"contexts,omitempty"` // why, lower-case words of PLOVER such as "military"
	Actors      []ID           `cbor:"5,keyasint,omitempty" json:"actors,omitempty"`   // empty when unknown
	Recipients  []ID           `cbor:"6,keyasint,omitempty" json:"recipients,omitempty"`
	Instrument  string         `cbor:"7,keyasint,omitempty" json:"instrument,omitempty"`
	Place       ID             `cbor:"8,keyasint,omitzero" json:"place,omitzero"`
	Purpose     string         `cbor:"9,keyasint,omitempty" json:"purpose,omitempty"`
	Description string         `cbor:"10,keyasint,omitempty" json:"description,omitempty"`
	Quantities  []Quantity     `cbor:"11,keyasint,omitempty" json:"quantities,omitempty"`
	When        *When          `cbor:"12,keyasint,omitempty" json:"when,omitempty"`
	Report      *Report        `cbor:"13,keyasint,omitempty" json:"report,omitempty"`
}

// Quantity is how much of something: a value or a range, and the words ("multiple") where no number was given.
type Quantity struct {
	Measure string   `cbor:"1,keyasint" json:"measure"` // what is counted: killed, wounded, destroyed, damaged
	Value   *float64 `cbor:"2,keyasint,omitempty" json:"value,omitempty"`
	Min     *float64 `cbor:"3,keyasint,omitempty" json:"min,omitempty"`
	Max     *float64 `cbor:"4,keyasint,omitempty" json:"max,omitempty"`
	Unit    string   `cbor:"5,keyasint,omitempty" json:"unit,omitempty"`
	Text    string   `cbor:"6,keyasint,omitempty" json:"text,omitempty"`
}

// amount is the quantity without its words.
func (q *Quantity) amount() Amount {
	a := Amount{q.Measure, q.Unit, math.Inf(-1), math.Inf(1)}
	for _, bound := range []struct{ given, is *float64 }{{q.Min, &a.Least}, {q.Max, &a.Most}, {q.Value, &a.Least}, {q.Value, &a.Most}} {
		if bound.given != nil {
			*bound.is = *bound.given
		}
	}
	return a
}

// Type implements [Payload].
func (*ActionTaken) Type() Type { return TypeActionTaken }

// ClaimKind implements [Claim].
func (*ActionTaken) ClaimKind() ClaimKind { return KindAction }

// ClaimKey implements [Claim].
func (a *ActionTaken) ClaimKey() string { return a.Key }

// Dated implements [Claim].
func (a *ActionTaken) Dated() *When { return a.When }

// Times implements [Claim]: once done it stays done.
func (a *ActionTaken) Times() Times { return a.When.Happened() }

// FirstReport implements [Claim].
func (a *ActionTaken) FirstReport() *Report { return a.Report }

// Claimed implements [Claim].
func (a *ActionTaken) Claimed() string { return a.Category.String() }

// Roles implements [Claim].
func (a *ActionTaken) Roles(add func(Role, ID)) {
	addRoles(add, RoleActor, a.Actors...)
	addRoles(add, RoleRecipient, a.Recipients...)
	addRoles(add, RolePlace, a.Place)
}

func (a *ActionTaken) names(event ID, add func(ID)) { claimNames(a, event, add) }

func (a *ActionTaken) check(c *checker) {
	c.key(a.Key)
	c.word("category", uint8(a.Category), actionCategories, true)
	c.form("mode", a.Mode, wordForm, `a lower-case word, such as "aerial"`)
	c.words("contexts", a.Contexts, `a lower-case word, such as "military"`)
	c.ids("actors", a.Actors)
	c.ids("recipients", a.Recipients)
	c.text("instrument", a.Instrument, MaxName)
	c.text("purpose", a.Purpose, MaxProse)
	c.text("description", a.Description, MaxProse)
	if c.size("quantities", len(a.Quantities)) {
		for i := range a.Quantities {
			c.in("quantities", func() { c.in(strconv.Itoa(i), func() { a.Quantities[i].check(c) }) })
		}
	}
	a.When.check(c, "when")
	a.Report.check(c, "report")
}

func (q *Quantity) check(c *checker) {
	const limit = 1e15
	c.requiredForm("measure", q.Measure, wordForm, `a lower-case word, such as "killed"`)
	c.number("value", q.Value, -limit, limit)
	c.number("min", q.Min, -limit, limit)
	c.number("max", q.Max, -limit, limit)
	switch {
	case q.Value != nil && (q.Min != nil || q.Max != nil):
		c.add(OneOf, "give value, or min and max, not both", "value")
	case q.Min != nil && q.Max != nil && *q.Min > *q.Max:
		c.add(Invalid, sprintf("min %v is over max %v", *q.Min, *q.Max), "min")
	case q.Value == nil && q.Min == nil && q.Max == nil && q.Text == "":
		c.add(Required, "a quantity needs a value, min, max or text", "value")
	}
	c.text("unit", q.Unit, MaxName)
	c.text("text", q.Text, MaxName)
}
