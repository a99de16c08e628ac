package event

// Times are the bounds in which something holds in the world: it may hold within Outer, and surely holds within Inner.
type Times struct {
	Outer Window
	Inner Window // inside Outer; only when Sure
	Sure  bool   // whether there are any moments at which it surely holds
	Dated bool   // whether any date is known; Outer is Always when not
}

// tidy clears inner bounds that mean nothing, so that equal Times are ==.
func (t Times) tidy() Times {
	if !t.Sure {
		t.Inner = Window{}
	}
	return t
}

// Holds says whether something holds at a moment of the valid clock.
type Holds uint8

// The answers, from the surest. HoldsUndated: nothing is known of when.
const (
	HoldsYes Holds = iota + 1
	HoldsMaybe
	HoldsUndated
	HoldsNo
)

var holds = vocabulary{"answer", []string{"YES", "MAYBE", "UNDATED", "NO"}}

func (h Holds) String() string                { return holds.name(uint8(h)) }
func (h Holds) MarshalText() ([]byte, error)  { return holds.marshal(uint8(h)) }
func (h *Holds) UnmarshalText(t []byte) error { return holds.unmarshal(t, (*uint8)(h)) }

// Holds says whether it holds at v.
func (t Times) Holds(v Instant) Holds {
	switch {
	case !t.Dated:
		return HoldsUndated
	case t.Sure && t.Inner.Contains(v):
		return HoldsYes
	case t.Outer.Contains(v):
		return HoldsMaybe
	}
	return HoldsNo
}
