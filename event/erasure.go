package event

// PayloadErased says that the payload of an earlier event was lawfully erased. Its envelope, its hash and every proof
// stay. It is the one event that reaches back: what it erases leaves every view, and what names it shows a stub.
type PayloadErased struct {
	Position Position `cbor:"1,keyasint" json:"position"` // of the event whose payload is gone
	Reason   string   `cbor:"2,keyasint" json:"reason"`   // the ground in law, for the record
}

// Type implements [Payload].
func (*PayloadErased) Type() Type { return TypePayloadErased }

func (*PayloadErased) names(ID, func(ID)) {}

func (p *PayloadErased) check(c *checker) {
	if p.Position == 0 {
		c.add(Required, "must be given", "position")
	}
	c.required("reason", p.Reason, MaxProse)
}
