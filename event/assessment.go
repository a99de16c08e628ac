package event

import "regexp"

// Likelihood is how probable an analyst holds a claim to be, in the words of ICD 203.
type Likelihood uint8

// The likelihoods, with the range ICD 203 gives each.
const (
	LikelihoodAlmostNone    Likelihood = iota + 1 // 1-5 %
	LikelihoodVeryUnlikely                        // 5-20 %
	LikelihoodUnlikely                            // 20-45 %
	LikelihoodRoughlyEven                         // 45-55 %
	LikelihoodLikely                              // 55-80 %
	LikelihoodVeryLikely                          // 80-95 %
	LikelihoodAlmostCertain                       // 95-99 %
)

var likelihoods = vocabulary{"likelihood", []string{"ALMOST_NO_CHANCE", "VERY_UNLIKELY", "UNLIKELY", "ROUGHLY_EVEN", "LIKELY", "VERY_LIKELY", "ALMOST_CERTAIN"}}

func (l Likelihood) String() string                { return likelihoods.name(uint8(l)) }
func (l Likelihood) MarshalText() ([]byte, error)  { return likelihoods.marshal(uint8(l)) }
func (l *Likelihood) UnmarshalText(t []byte) error { return likelihoods.unmarshal(t, (*uint8)(l)) }

// Confidence is how sure an analyst is of a judgement, kept apart from the likelihood judged (ICD 203).
type Confidence uint8

// The confidences.
const (
	ConfidenceLow Confidence = iota + 1
	ConfidenceModerate
	ConfidenceHigh
)

var confidences = vocabulary{"confidence", []string{"LOW", "MODERATE", "HIGH"}}

func (n Confidence) String() string                { return confidences.name(uint8(n)) }
func (n Confidence) MarshalText() ([]byte, error)  { return confidences.marshal(uint8(n)) }
func (n *Confidence) UnmarshalText(t []byte) error { return confidences.unmarshal(t, (*uint8)(n)) }

var reliabilityForm = regexp.MustCompile(`^[A-F]$`)

// ClaimAssessed is an analyst's grade of a claim or a source. It never changes what a view shows.
type ClaimAssessed struct {
	Of          ID         `cbor:"1,keyasint" json:"of"`                              // a claim or an entity
	Reliability string     `cbor:"2,keyasint,omitempty" json:"reliability,omitempty"` // Admiralty code of the source, A (completely reliable) to F (cannot be judged)
	Credibility uint8      `cbor:"3,keyasint,omitempty" json:"credibility,omitempty"` // Admiralty code of the information, 1 (confirmed) to 6 (cannot be judged); 0 not given
	Likelihood  Likelihood `cbor:"4,keyasint,omitempty" json:"likelihood,omitempty"`
	Confidence  Confidence `cbor:"5,keyasint,omitempty" json:"confidence,omitempty"`
	Note        string     `cbor:"6,keyasint,omitempty" json:"note,omitempty"`
}

// Type implements [Payload].
func (*ClaimAssessed) Type() Type { return TypeClaimAssessed }

func (a *ClaimAssessed) names(_ ID, add func(ID)) { add(a.Of) }

func (a *ClaimAssessed) check(c *checker) {
	c.id("of", a.Of)
	c.form("reliability", a.Reliability, reliabilityForm, "a letter from A to F")
	if a.Credibility > 6 {
		c.add(Invalid, sprintf("%d is not a number from 1 to 6", a.Credibility), "credibility")
	}
	c.word("likelihood", uint8(a.Likelihood), likelihoods, false)
	c.word("confidence", uint8(a.Confidence), confidences, false)
	c.text("note", a.Note, MaxProse)
	if a.Reliability == "" && a.Credibility == 0 && a.Likelihood == 0 && a.Confidence == 0 && a.Note == "" {
		c.add(Required, "an assessment needs a grade or a note", "reliability")
	}
}
