package event

// Outline is what ties a claim to others, and when, without its words: what a graph needs of the payloads that nearly all
// events have. It is read many times as fast as the payload.
type Outline struct {
	Of     ID        // of a further report: the claim that it reports; zero: the payload introduces a claim
	Kind   ClaimKind // the rest, down to Roles, is of a claim
	Word   uint8     // the number of its act, category or relation type
	Key    string
	Times  Times
	Roles  []Part
	Counts []Amount // of an action
	Told   bool     // whether there is a report: always of a further one, and of a claim unless a desk correction brings it in
	Report Telling
}

// Part is a role, and who plays it.
type Part struct {
	Role Role
	ID   ID
}

// Amount is the outline of a [Quantity]: how many at least and at most, without an end where nothing is said.
type Amount struct {
	Measure, Unit string
	Least, Most   float64
}

// Telling is the outline of a report.
type Telling struct {
	ID        ID // zero: derived from the event's, see [Report.Named]
	Chain     []ID
	Also      []ID
	Document  ID
	Statement ID
	Window    Window
	Windowed  bool // whether there is a window; it was told when it was recorded if not
	Denies    bool
	Hedged    bool
	Cued      bool // hedged in words
	Evidence  Evidence
	Modality  Modality // CERTAIN, unless the source is less than that
}

// Read fills the outline with that of a record's payload, and uses the memory of the one before. It reports false for
// payloads of other types, for those that were erased, and with the error of those that cannot be read.
func (o *Outline) Read(r *Record) (bool, error) {
	switch {
	case r.Type < TypeStatementMade || r.Type > TypeClaimReported || r.Erased():
		return false, nil
	case r.Schema == Schema && o.scan(r.Type, r.Payload):
		return true, nil
	}
	p, err := r.Decode()
	if err != nil {
		return false, err
	}
	if reported, is := p.(*ClaimReported); is {
		o.clear()
		o.Of, o.Told = reported.Claim, true
		o.Report.fill(&reported.Report)
	} else {
		o.Fill(p.(Claim))
	}
	return true, nil
}

// Fill fills the outline with that of a claim.
func (o *Outline) Fill(c Claim) {
	o.clear()
	o.Kind, o.Word, o.Key, o.Times = c.ClaimKind(), word(c), c.ClaimKey(), c.Times()
	c.Roles(o.add)
	if a, is := c.(*ActionTaken); is {
		for i := range a.Quantities {
			o.Counts = append(o.Counts, a.Quantities[i].amount())
		}
	}
	if r := c.FirstReport(); r != nil {
		o.Told = true
		o.Report.fill(r)
	}
}

// word is the number of the act, category or relation type.
func word(c Claim) uint8 {
	switch c := c.(type) {
	case *StatementMade:
		return uint8(c.Act)
	case *ActionTaken:
		return uint8(c.Category)
	case *RelationHeld:
		return uint8(c.Relation)
	}
	return 0
}

func (o *Outline) add(role Role, id ID) { o.Roles = append(o.Roles, Part{role, id}) }

// clear empties the outline and keeps the memory of its lists.
func (o *Outline) clear() {
	*o = Outline{Roles: o.Roles[:0], Counts: o.Counts[:0], Report: Telling{Chain: o.Report.Chain[:0], Also: o.Report.Also[:0], Modality: ModalityCertain}}
}

func (t *Telling) fill(r *Report) {
	t.ID, t.Document, t.Statement = r.ID, r.Origin.Document, r.Statement
	t.Chain, t.Also = append(t.Chain[:0], r.Origin.Chain...), append(t.Also[:0], r.Origin.Also...)
	if w := r.Origin.Window; w != nil {
		t.Window, t.Windowed = *w, true
	}
	t.Denies, t.Hedged, t.Cued = r.Denies(), r.Hedged(), r.Cue != ""
	t.Evidence, t.Modality = r.Evidence, max(r.Modality, ModalityCertain)
}

// Named is the report's id: its own, or the one derived from its event's.
func (t *Telling) Named(event ID) ID { return (&Report{ID: t.ID}).Named(event) }

// ReportedWindow is when it was told: what is resolved, else the moment it was recorded.
func (t *Telling) ReportedWindow(recordedAt Instant) Window {
	if t.Windowed {
		return t.Window
	}
	return Window{recordedAt, recordedAt}
}
