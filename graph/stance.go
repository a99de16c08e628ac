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

// Asserted reports whether anybody affirms the claim: what the graph walks, so that a denial never draws what it denies.
func (s Stance) Asserted() bool { return s == Affirmed || s == Disputed }
