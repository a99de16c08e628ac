package event

import (
	"slices"
	"strconv"
)

// Evidence says what a report itself leans on, as far as its source shows.
type Evidence uint8

// The kinds of evidence. None given is the usual case.
const (
	EvidenceFirsthand Evidence = iota + 1
	EvidenceDocumented
	EvidenceInferred
)

var evidences = vocabulary{"kind of evidence", []string{"FIRSTHAND", "DOCUMENTED", "INFERRED"}}

func (e Evidence) String() string                { return evidences.name(uint8(e)) }
func (e Evidence) MarshalText() ([]byte, error)  { return evidences.marshal(uint8(e)) }
func (e *Evidence) UnmarshalText(t []byte) error { return evidences.unmarshal(t, (*uint8)(e)) }

// Modality is how sure the source itself is. It is relative to the source and never becomes a number.
type Modality uint8

// The modalities: said, likely ("believed to"), possible ("may").
const (
	ModalityCertain Modality = iota + 1
	ModalityProbable
	ModalityPossible
)

var modalities = vocabulary{"modality", []string{"CERTAIN", "PROBABLE", "POSSIBLE"}}

func (m Modality) String() string                { return modalities.name(uint8(m)) }
func (m Modality) MarshalText() ([]byte, error)  { return modalities.marshal(uint8(m)) }
func (m *Modality) UnmarshalText(t []byte) error { return modalities.unmarshal(t, (*uint8)(m)) }

// ReportStance says whether a report affirms its claim or denies it.
type ReportStance uint8

// The stances of a report.
const (
	StanceAffirmed ReportStance = iota + 1
	StanceDenied
)

var reportStances = vocabulary{"stance", []string{"AFFIRMED", "DENIED"}}

func (s ReportStance) String() string                { return reportStances.name(uint8(s)) }
func (s ReportStance) MarshalText() ([]byte, error)  { return reportStances.marshal(uint8(s)) }
func (s *ReportStance) UnmarshalText(t []byte) error { return reportStances.unmarshal(t, (*uint8)(s)) }

// Origin is where something was told: by whom, in what document, when. Reports and ends share it.
// Without chain and document it is the desk's own: for a report, the desk vouches; for an end, a slip of ours.
type Origin struct {
	Chain      []ID    `cbor:"1,keyasint,omitempty" json:"chain,omitempty"`      // entities, outlet first, origin last
	Document   ID      `cbor:"2,keyasint,omitzero" json:"document,omitzero"`     // a document of the log
	Also       []ID    `cbor:"3,keyasint,omitempty" json:"also,omitempty"`       // further sources it matches: the document's publisher, the statement's speaker and who is spoken for
	ReportedAt *When   `cbor:"4,keyasint,omitempty" json:"reportedAt,omitempty"` // as written; nil when the document's date stands
	Window     *Window `cbor:"5,keyasint,omitempty" json:"window,omitempty"`     // resolved: reportedAt, else the document's date; nil: the moment it was recorded
}

// IsZero reports whether it says nothing; an empty list is nothing, so that it is always encoded alike.
func (o *Origin) IsZero() bool {
	return len(o.Chain) == 0 && o.Document.IsZero() && len(o.Also) == 0 && o.ReportedAt == nil && o.Window == nil
}

func (o *Origin) names(add func(ID)) {
	for _, id := range o.Chain {
		add(id)
	}
	for _, id := range o.Also {
		add(id)
	}
	add(o.Document)
	names(add, o.ReportedAt)
}

func (o *Origin) check(c *checker) {
	c.ids("chain", o.Chain)
	c.ids("also", o.Also)
	found := len(c.problems)
	o.ReportedAt.checkTold(c, "reportedAt")
	if len(c.problems) > found {
		return
	}
	w := o.Window
	switch {
	case o.ReportedAt.Dated() && (w == nil || *w != o.ReportedAt.Window()):
		c.add(InvalidDate, "the reported window is not that of reportedAt", "reportedAt")
	case w != nil && (!w.Bounded() || w.First > w.Last):
		c.add(InvalidDate, "the reported window needs a first and a last moment, in this order", "reportedAt")
	}
}

// ReportedWindow is when it was told: what is resolved, else the moment it was recorded.
func (o *Origin) ReportedWindow(recordedAt Instant) Window {
	if o.Window != nil {
		return *o.Window
	}
	return Window{recordedAt, recordedAt}
}

// Report is one source's telling of a claim, or its denial.
type Report struct {
	ID        ID           `cbor:"1,keyasint,omitzero" json:"id,omitzero"` // zero: derived from the event's, see Named
	Origin    Origin       `cbor:"2,keyasint,omitzero" json:"origin,omitzero"`
	Excerpts  []Excerpt    `cbor:"3,keyasint,omitempty" json:"excerpts,omitempty"`
	Cue       string       `cbor:"4,keyasint,omitempty" json:"cue,omitempty"` // the hedge as written: "reportedly"
	Evidence  Evidence     `cbor:"5,keyasint,omitempty" json:"evidence,omitempty"`
	Modality  Modality     `cbor:"6,keyasint,omitempty" json:"modality,omitempty"` // zero is CERTAIN
	Stance    ReportStance `cbor:"7,keyasint,omitempty" json:"stance,omitempty"`   // zero is AFFIRMED
	Statement ID           `cbor:"8,keyasint,omitzero" json:"statement,omitzero"`  // the statement it rests on; its speaker ends the chain
}

// Excerpt is where a document says it: W3C TextQuoteSelector and TextPositionSelector in one.
type Excerpt struct {
	Exact  string  `cbor:"1,keyasint" json:"exact"`
	Prefix string  `cbor:"2,keyasint,omitempty" json:"prefix,omitempty"`
	Suffix string  `cbor:"3,keyasint,omitempty" json:"suffix,omitempty"`
	Start  *uint32 `cbor:"4,keyasint,omitempty" json:"start,omitempty"` // in Unicode code points of the document's text
	End    *uint32 `cbor:"5,keyasint,omitempty" json:"end,omitempty"`   // exclusive
}

// Named is the report's id: its own, or the one derived from its event's.
func (r *Report) Named(event ID) ID {
	if r.ID.IsZero() {
		return event.Derive("report")
	}
	return r.ID
}

// Denies reports whether it denies its claim.
func (r *Report) Denies() bool { return r.Stance == StanceDenied }

// Hedged reports whether the source held back: by a cue, or by being less than certain.
func (r *Report) Hedged() bool { return r.Cue != "" || r.Modality > ModalityCertain }

// Sources lists who is a source of it as a report of a claim: the chain, the further sources, and, where
// [SpeakersAreSources], who speaks the claim and who is spoken for. Somebody may be listed twice. A nil claim is one that
// was erased.
func (r *Report) Sources(of Claim) []ID {
	sources := slices.Concat(r.Origin.Chain, r.Origin.Also)
	if of != nil && SpeakersAreSources(of.ClaimKind(), len(r.Origin.Chain), r.Denies()) {
		of.Roles(func(role Role, id ID) {
			if role == RoleSpeaker || role == RoleOnBehalfOf {
				sources = append(sources, id)
			}
		})
	}
	return sources
}

// SpeakersAreSources reports whether who speaks a claim, and who is spoken for, are sources of a report of it, given how
// many the chain of the report has and whether it denies. They are of a statement that an outlet affirms without naming
// anybody it has that from; what others say of a statement is theirs alone.
func SpeakersAreSources(kind ClaimKind, chain int, denies bool) bool {
	return kind == KindStatement && chain <= 1 && !denies
}

func (r *Report) names(add func(ID)) {
	r.Origin.names(add)
	add(r.Statement)
}

func (r *Report) check(c *checker, field string) {
	if r == nil {
		return
	}
	c.in(field, func() { r.checkFields(c) })
}

func (r *Report) checkFields(c *checker) {
	r.Origin.check(c)
	if c.size("excerpts", len(r.Excerpts)) {
		for i := range r.Excerpts {
			c.in("excerpts", func() { c.in(strconv.Itoa(i), func() { r.Excerpts[i].check(c) }) })
		}
	}
	c.text("cue", r.Cue, MaxName)
	c.word("evidence", uint8(r.Evidence), evidences, false)
	c.word("modality", uint8(r.Modality), modalities, false)
	c.word("stance", uint8(r.Stance), reportStances, false)
}

func (e *Excerpt) check(c *checker) {
	c.required("exact", e.Exact, MaxProse)
	c.text("prefix", e.Prefix, MaxProse)
	c.text("suffix", e.Suffix, MaxProse)
	if (e.Start == nil) != (e.End == nil) {
		c.add(Required, "start and end go together", "start")
	} else if e.Start != nil && *e.Start >= *e.End {
		c.add(Invalid, sprintf("start %d is not before end %d", *e.Start, *e.End), "start")
	}
}

// ClaimReported says that one more source reports, or denies, a claim that the log holds already.
type ClaimReported struct {
	Claim  ID     `cbor:"1,keyasint" json:"claim"`
	Report Report `cbor:"2,keyasint" json:"report"`
}

// Type implements [Payload].
func (*ClaimReported) Type() Type { return TypeClaimReported }

func (r *ClaimReported) names(event ID, add func(ID)) {
	add(r.Claim)
	add(r.Report.Named(event))
	r.Report.names(add)
}

func (r *ClaimReported) check(c *checker) {
	c.id("claim", r.Claim)
	r.Report.checkFields(c) // the input has claim beside the report's own fields
}
