package recorder

import (
	"encoding"
	"fmt"

	"onrecord/event"
)

// AssessmentDraft grades a claim or a source.
type AssessmentDraft struct {
	ID          string `json:"id,omitempty"`
	Of          string `json:"of,omitempty"`          // a claim or an entity
	Reliability string `json:"reliability,omitempty"` // A to F
	Credibility *int   `json:"credibility,omitempty"` // 1 to 6
	Likelihood  string `json:"likelihood,omitempty"`  // a word of [event.Likelihood]
	Confidence  string `json:"confidence,omitempty"`  // a word of [event.Confidence]
	Note        string `json:"note,omitempty"`
}

func (b *batch) assessment(p path, d *AssessmentDraft) {
	id := b.id(p, d.ID)
	b.add(p, id, &event.ClaimAssessed{
		Of: b.ref(p.to("of"), d.Of, aClaim, anEntity), Reliability: d.Reliability, Credibility: b.credibility(p.to("credibility"), d.Credibility),
		Likelihood: word[event.Likelihood](b, p.to("likelihood"), d.Likelihood), Confidence: word[event.Confidence](b, p.to("confidence"), d.Confidence),
		Note: d.Note,
	})
	b.introduce(p.to("id"), id, thing{})
}

// credibility checks a grade from 1 to 6; absent is 0. A wrong one counts as given.
func (b *batch) credibility(p path, n *int) uint8 {
	if n == nil {
		return 0
	}
	if *n < 1 || *n > 6 {
		b.fail(p, event.Invalid, fmt.Sprintf("%d is not a number from 1 to 6", *n))
		return 6
	}
	return uint8(*n)
}

// word reads a word of a vocabulary; absent is 0. A wrong one counts as given.
func word[W ~uint8, P interface {
	*W
	encoding.TextUnmarshaler
}](b *batch, p path, text string) (w W) {
	if err := P(&w).UnmarshalText([]byte(text)); err != nil {
		b.fail(p, event.Invalid, err.Error())
		return 1
	}
	return w
}
