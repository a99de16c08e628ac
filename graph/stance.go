package graph

// Stance is what the reports of a claim that are in force come to.
type Stance uint8

// The stances. Zero: no report is in force, the claim has ended.
const (
	Affirmed Stance = iota + 1
	Denied
	Disputed
)

func (s Stance) String() string { return [...]string{"", "AFFIRMED", "DENIED", "DISPUTED"}[s] }

// asserted are the stances of what somebody affirms: what the graph walks, so that a denial never draws what it denies.
var asserted = []Stance{Affirmed, Disputed}
