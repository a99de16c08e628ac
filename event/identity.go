package event

// Judgement says whether two entities are one.
type Judgement uint8

// The judgements. A later judgement of the same pair counts over an earlier one; UNSURE takes an earlier one back.
const (
	JudgedSame Judgement = iota + 1
	JudgedDifferent
	JudgedUnsure
)

var judgements = vocabulary{"judgement", []string{"SAME", "DIFFERENT", "UNSURE"}}

func (j Judgement) String() string                { return judgements.name(uint8(j)) }
func (j Judgement) MarshalText() ([]byte, error)  { return judgements.marshal(uint8(j)) }
func (j *Judgement) UnmarshalText(t []byte) error { return judgements.unmarshal(t, (*uint8)(j)) }

// IdentityJudged says whether two entities are the same. Nothing is merged: each claim stays with the id it was
// recorded under. Without chain and document it is the desk's own judgement.
type IdentityJudged struct {
	A         ID        `cbor:"1,keyasint" json:"a"`
	B         ID        `cbor:"2,keyasint" json:"b"`
	Judgement Judgement `cbor:"3,keyasint" json:"judgement"`
	Note      string    `cbor:"4,keyasint,omitempty" json:"note,omitempty"`
	Origin    Origin    `cbor:"5,keyasint,omitzero" json:"origin,omitzero"`
}

// Type implements [Payload].
func (*IdentityJudged) Type() Type { return TypeIdentityJudged }

func (i *IdentityJudged) names(_ ID, add func(ID)) {
	add(i.A)
	add(i.B)
	i.Origin.names(add)
}

func (i *IdentityJudged) check(c *checker) {
	c.id("a", i.A)
	c.id("b", i.B)
	if !i.A.IsZero() && i.A == i.B {
		c.add(Invalid, "a and b are the same id already", "b")
	}
	c.word("judgement", uint8(i.Judgement), judgements, true)
	c.text("note", i.Note, MaxProse)
	i.Origin.check(c)
}
