package event

import "strconv"

// EndReason says why something was corrected or retracted. SUPERSEDED (was true, changed) and REFINED (was true, is now
// said more exactly) are kept apart from the errors.
type EndReason uint8

// The reasons.
const (
	ReasonSourceCorrected EndReason = iota + 1
	ReasonSourceRetracted
	ReasonMisquote
	ReasonMisidentifiedEntity
	ReasonWrongTime
	ReasonWrongPlace
	ReasonDuplicate
	ReasonEntryError
	ReasonSuperseded
	ReasonRefined
)

var endReasons = vocabulary{"reason", []string{"SOURCE_CORRECTED", "SOURCE_RETRACTED", "MISQUOTE", "MISIDENTIFIED_ENTITY", "WRONG_TIME", "WRONG_PLACE",
	"DUPLICATE", "ENTRY_ERROR", "SUPERSEDED", "REFINED"}}

func (r EndReason) String() string                { return endReasons.name(uint8(r)) }
func (r EndReason) MarshalText() ([]byte, error)  { return endReasons.marshal(uint8(r)) }
func (r *EndReason) UnmarshalText(t []byte) error { return endReasons.unmarshal(t, (*uint8)(r)) }

// End is what corrections and retractions share: why, whose reports, and according to whom.
// An end whose Origin has no chain is a desk record, a slip of our own; a document's publisher is made its chain.
type End struct {
	Reason EndReason `cbor:"1,keyasint" json:"reason"`
	Note   string    `cbor:"2,keyasint,omitempty" json:"note,omitempty"`
	Of     []ID      `cbor:"3,keyasint,omitempty" json:"of,omitempty"` // aimed at a claim: of its reports, those with one of these sources; empty: the last of the chain, or all for a desk record
	Origin Origin    `cbor:"4,keyasint,omitzero" json:"origin,omitzero"`
}

// Desk reports whether it is a desk record.
func (e *End) Desk() bool { return len(e.Origin.Chain) == 0 }

// Whose lists the sources whose reports it ends when it is aimed at a claim: those of Of, else the origin of its own
// chain; nil is everybody.
func (e *End) Whose() []ID {
	if len(e.Of) == 0 && !e.Desk() {
		return e.Origin.Chain[len(e.Origin.Chain)-1:]
	}
	return e.Of
}

func (e *End) names(add func(ID)) {
	for _, id := range e.Of {
		add(id)
	}
	e.Origin.names(add)
}

func (e *End) check(c *checker) {
	c.word("reason", uint8(e.Reason), endReasons, true)
	c.text("note", e.Note, MaxProse)
	c.ids("of", e.Of)
	e.Origin.check(c)
}

// ClaimCorrected ends a claim and brings a better one in its place. It is one end and one claim that share one reported
// window. With DuplicateOf the better claim exists already.
type ClaimCorrected struct {
	Target      ID             `cbor:"1,keyasint" json:"target"`                    // the claim that is ended
	EndID       ID             `cbor:"2,keyasint,omitzero" json:"endId,omitzero"`   // zero: derived, see EndNamed
	ClaimID     ID             `cbor:"3,keyasint,omitzero" json:"claimId,omitzero"` // of the better claim; zero: derived, see ClaimNamed
	End         End            `cbor:"4,keyasint" json:"end"`
	Statement   *StatementMade `cbor:"5,keyasint,omitempty" json:"statement,omitempty"`
	Action      *ActionTaken   `cbor:"6,keyasint,omitempty" json:"action,omitempty"`
	Relation    *RelationHeld  `cbor:"7,keyasint,omitempty" json:"relation,omitempty"`
	DuplicateOf ID             `cbor:"8,keyasint,omitzero" json:"duplicateOf,omitzero"` // a claim of the log
}

// Type implements [Payload].
func (*ClaimCorrected) Type() Type { return TypeClaimCorrected }

// Better is the claim it brings in; nil when it names a duplicate.
func (k *ClaimCorrected) Better() Claim {
	switch {
	case k.Statement != nil:
		return k.Statement
	case k.Action != nil:
		return k.Action
	case k.Relation != nil:
		return k.Relation
	}
	return nil
}

// EndNamed is the id of its end.
func (k *ClaimCorrected) EndNamed(event ID) ID {
	if k.EndID.IsZero() {
		return event.Derive("end")
	}
	return k.EndID
}

// ClaimNamed is the id of the better claim. The correction's own id names both halves together.
func (k *ClaimCorrected) ClaimNamed(event ID) ID {
	switch {
	case !k.DuplicateOf.IsZero():
		return k.DuplicateOf
	case k.ClaimID.IsZero():
		return event.Derive("claim")
	}
	return k.ClaimID
}

func (k *ClaimCorrected) names(event ID, add func(ID)) {
	add(k.Target)
	add(k.EndNamed(event))
	add(k.ClaimNamed(event))
	k.End.names(add)
	if better := k.Better(); better != nil {
		better.names(k.ClaimNamed(event), add)
	}
}

func (k *ClaimCorrected) check(c *checker) {
	c.id("target", k.Target)
	k.End.check(c)
	given := 0
	for _, is := range []bool{k.Statement != nil, k.Action != nil, k.Relation != nil, !k.DuplicateOf.IsZero()} {
		if is {
			given++
		}
	}
	if given != 1 {
		c.add(OneOf, sprintf("a correction needs exactly one of statement, action, relation and duplicateOf; it has %d", given))
		return
	}
	if !k.DuplicateOf.IsZero() && k.DuplicateOf == k.Target {
		c.add(Invalid, "a claim is not a duplicate of itself", "duplicateOf")
	}
	better := k.Better()
	if better == nil {
		k.checkDuplicate(c)
		return
	}
	field := map[ClaimKind]string{KindStatement: "statement", KindAction: "action", KindRelation: "relation"}[better.ClaimKind()]
	c.in(field, func() {
		better.check(c)
		if k.End.Desk() != (better.FirstReport() == nil) {
			c.add(Invalid, "the better claim has a report, unless the correction is our own slip: then it takes over the old reports", "report")
		}
	})
}

// checkDuplicate checks a correction that names a claim of the log as the better one.
func (k *ClaimCorrected) checkDuplicate(c *checker) {
	if !k.End.Desk() {
		c.add(Invalid, "that two claims are one is for the desk to say, so a duplicate has no chain", "duplicateOf")
	}
	if !k.ClaimID.IsZero() {
		c.add(Invalid, "a duplicate exists already and is given no id", "claimId")
	}
}

// ClaimRetracted withdraws a record, a claim, a correction (both its halves), or every record in a range of positions.
type ClaimRetracted struct {
	Target    ID         `cbor:"1,keyasint,omitzero" json:"target,omitzero"` // a claim, report, end or correction
	Positions *Positions `cbor:"2,keyasint,omitempty" json:"positions,omitempty"`
	End       End        `cbor:"3,keyasint" json:"end"`
}

// Positions is a closed range of positions.
type Positions struct {
	From Position `cbor:"1,keyasint" json:"from"`
	To   Position `cbor:"2,keyasint" json:"to"`
}

// Type implements [Payload].
func (*ClaimRetracted) Type() Type { return TypeClaimRetracted }

// EndNamed is the id of the end it makes of target. Of several ends each is named after what it ends.
func (r *ClaimRetracted) EndNamed(event, target ID, several bool) ID {
	if several {
		return event.Derive("end " + target.String())
	}
	return event.Derive("end")
}

func (r *ClaimRetracted) names(event ID, add func(ID)) {
	add(r.Target)
	add(event.Derive("end"))
	r.End.names(add)
}

func (r *ClaimRetracted) check(c *checker) {
	switch {
	case r.Target.IsZero() == (r.Positions == nil):
		c.add(OneOf, "a retraction needs exactly one of target and positions", "target")
	case r.Positions != nil && (r.Positions.From == 0 || r.Positions.From > r.Positions.To):
		c.add(Invalid, sprintf("%s to %s is not a range of positions", strconv.FormatUint(uint64(r.Positions.From), 10),
			strconv.FormatUint(uint64(r.Positions.To), 10)), "positions")
	case r.Positions != nil && len(r.End.Of) > 0:
		c.add(Invalid, "a range of positions names its records; of has no meaning for it", "of")
	}
	r.End.check(c)
}
