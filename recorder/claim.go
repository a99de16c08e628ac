package recorder

import (
	"onrecord/event"
)

// StatementDraft says that somebody said something.
type StatementDraft struct {
	ID         string          `json:"id,omitempty"`
	Key        string          `json:"key,omitempty"`
	Speaker    string          `json:"speaker,omitempty"`    // an entity
	OnBehalfOf string          `json:"onBehalfOf,omitempty"` // the body that speaks through the speaker
	Act        event.SpeechAct `json:"act,omitempty"`
	Addressees []string        `json:"addressees,omitempty"`
	Quotes     []string        `json:"quotes,omitempty"` // verbatim, in order
	Paraphrase string          `json:"paraphrase,omitempty"`
	About      []string        `json:"about,omitempty"` // entities and claims
	Place      string          `json:"place,omitempty"` // where it was uttered
	When       *WhenDraft      `json:"when,omitempty"`
	Report     *ReportDraft    `json:"report,omitempty"` // the first one
}

// ActionDraft says that somebody, perhaps unknown, did something.
type ActionDraft struct {
	ID          string               `json:"id,omitempty"`
	Key         string               `json:"key,omitempty"`
	Category    event.ActionCategory `json:"category,omitempty"`
	Mode        string               `json:"mode,omitempty"`
	Contexts    []string             `json:"contexts,omitempty"`
	Actors      []string             `json:"actors,omitempty"` // empty when unknown
	Recipients  []string             `json:"recipients,omitempty"`
	Instrument  string               `json:"instrument,omitempty"` // in words
	Place       string               `json:"place,omitempty"`
	Purpose     string               `json:"purpose,omitempty"`
	Description string               `json:"description,omitempty"`
	Quantities  []QuantityDraft      `json:"quantities,omitempty"`
	When        *WhenDraft           `json:"when,omitempty"`
	Report      *ReportDraft         `json:"report,omitempty"` // the first one
}

// QuantityDraft is how much of something: a value, a range, or words.
type QuantityDraft struct {
	Measure string   `json:"measure,omitempty"` // killed, wounded, destroyed, damaged
	Value   *float64 `json:"value,omitempty"`
	Min     *float64 `json:"min,omitempty"`
	Max     *float64 `json:"max,omitempty"`
	Unit    string   `json:"unit,omitempty"`
	Text    string   `json:"text,omitempty"`
}

// RelationDraft says that a subject stands in a relation to an object over a period.
type RelationDraft struct {
	ID      string             `json:"id,omitempty"`
	Key     string             `json:"key,omitempty"`
	Type    event.RelationType `json:"type,omitempty"`
	Subject string             `json:"subject,omitempty"` // an entity or a claim
	Object  string             `json:"object,omitempty"`  // an entity or a claim
	When    *WhenDraft         `json:"when,omitempty"`
	Report  *ReportDraft       `json:"report,omitempty"` // the first one
}

// claim records a claim with its first report.
func (b *batch) claim(p path, given string, c event.Claim, first *ReportDraft) {
	id := b.id(p, given)
	report := b.firstReport(p.to("report"), first)
	setReport(c, report)
	b.add(p, id, c)
	b.introduceClaim(p, id, c)
	if report == nil { // told already
		b.tell(id, []event.ID{{}})
	}
}

// introduceClaim enters a claim, its key and its report.
func (b *batch) introduceClaim(p path, id event.ID, c event.Claim) {
	b.introduce(p.to("id"), id, thing{aClaim, c})
	b.takeKey(p, c.ClaimKey(), id)
	if r := c.FirstReport(); r != nil {
		b.introduce(p.to("report", "id"), r.Named(id), thing{kind: aReport})
		b.tell(id, r.Sources(c))
	}
}

func setReport(c event.Claim, r *event.Report) {
	switch c := c.(type) {
	case *event.StatementMade:
		c.Report = r
	case *event.ActionTaken:
		c.Report = r
	case *event.RelationHeld:
		c.Report = r
	}
}

// statement, action and relation resolve a claim without its report.
func (b *batch) statement(p path, d *StatementDraft) *event.StatementMade {
	return &event.StatementMade{
		Key: d.Key, Act: d.Act, Quotes: d.Quotes, Paraphrase: d.Paraphrase,
		Speaker:    b.ref(p.to("speaker"), d.Speaker, anEntity),
		OnBehalfOf: b.ref(p.to("onBehalfOf"), d.OnBehalfOf, anEntity),
		Addressees: b.refs(p.to("addressees"), d.Addressees, anEntity),
		About:      b.refs(p.to("about"), d.About, anEntity, aClaim),
		Place:      b.ref(p.to("place"), d.Place, anEntity),
		When:       b.when(p.to("when"), d.When),
	}
}

func (b *batch) action(p path, d *ActionDraft) *event.ActionTaken {
	a := &event.ActionTaken{
		Key: d.Key, Category: d.Category, Mode: d.Mode, Contexts: d.Contexts, Instrument: d.Instrument, Purpose: d.Purpose, Description: d.Description,
		Actors:     b.refs(p.to("actors"), d.Actors, anEntity),
		Recipients: b.refs(p.to("recipients"), d.Recipients, anEntity),
		Place:      b.ref(p.to("place"), d.Place, anEntity),
		When:       b.when(p.to("when"), d.When),
	}
	for _, q := range d.Quantities {
		a.Quantities = append(a.Quantities, event.Quantity(q))
	}
	return a
}

func (b *batch) relation(p path, d *RelationDraft) *event.RelationHeld {
	return &event.RelationHeld{
		Key: d.Key, Relation: d.Type,
		Subject: b.ref(p.to("subject"), d.Subject, anEntity, aClaim),
		Object:  b.ref(p.to("object"), d.Object, anEntity, aClaim),
		When:    b.when(p.to("when"), d.When),
	}
}
