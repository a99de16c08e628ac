package search

import (
	"encoding/binary"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/graph"
)

// history is a log made up of chance: real events, encoded, that say and name much the same.
type history struct {
	*rand.Rand
	t       testing.TB
	records []event.Record
	now     event.Instant

	entities, documents, claims, reports []event.ID
}

// vocabulary is what is said, in several languages; some words mean nothing, some are forms of others, some are in two
// languages.
var vocabulary = [][]string{
	{"the", "strike", "strikes", "was", "not", "a", "Militia", "militias", "base", "Iran's", "response", "die", "of", "U.S.", "Sa'ada"},
	{"die", "Angriffe", "der", "Angriff", "und", "Straße", "Häuser", "Haus", "Militia", "nicht"},
	{"les", "frappes", "l'attaque", "attaques", "contre", "élevé", "dans", "base"},
	{"los", "ataques", "ataque", "contra", "la", "niños", "niño", "base"},
	{"удары", "удар", "по", "и", "ополчению", "не", "Хатибзаде", "ёлка"},
	{"الضربات", "ضربة", "على", "في", "القاعدة", "كان"},
	{"حملات", "حمله", "خطیب\u200cزاده", "خطیب", "زاده", "از", "است", "گفت"},
	{"χτυπήματα", "βάση", "και"},
}

var called = []string{"Khatibzadeh", "Khatibzade", "Saeed Khatibzadeh", "Хатибзаде", "خطیب\u200cزاده", "خطیب زاده", "The Pentagon", "Pentagon", "Erdoğan", "Erdogan",
	"Militia", "Militia of the Base", "U.S.", "US", "O'Neill", "John Kirby", "Kirby", "John"}

var tags = []string{"", "en", "de", "fr-CA", "es", "ru", "ar", "fa-IR", "tr"}

// makeHistory records so many events.
func makeHistory(t testing.TB, seed uint64, events int) *history {
	h := &history{Rand: rand.New(rand.NewPCG(seed, 1)), t: t}
	for range 4 {
		p := h.description()
		p.Describes = event.ID{}
		h.record(p)
	}
	h.record(h.document())
	h.record(h.claim(true).(event.Payload))
	for range events {
		h.record(h.payload())
	}
	return h
}

func (h *history) chance(n, m int) bool { return h.IntN(m) < n }

func one[T any](h *history, from []T) T { return from[h.IntN(len(from))] }

// words is a run of words in one language.
func (h *history) words(most int) string {
	of := one(h, vocabulary)
	said := make([]string, 1+h.IntN(most))
	for i := range said {
		said[i] = one(h, of)
	}
	return strings.Join(said, " ")
}

func (h *history) payload() event.Payload {
	switch n := h.IntN(20); {
	case n < 3:
		return h.description()
	case n < 5:
		return h.document()
	case n < 11:
		return h.claim(true).(event.Payload)
	case n < 14:
		return &event.ClaimReported{Claim: one(h, h.claims), Report: *h.report()}
	case n < 16:
		return h.correction()
	case n < 18:
		return &event.ClaimRetracted{Target: one(h, slices.Concat(h.claims, h.reports)), End: h.end()}
	}
	p := &event.IdentityJudged{A: one(h, h.entities), Judgement: one(h, []event.Judgement{event.JudgedSame, event.JudgedSame, event.JudgedDifferent})}
	for p.B = p.A; p.B == p.A; p.B = one(h, h.entities) {
	}
	return p
}

func (h *history) description() *event.EntityDescribed {
	p := &event.EntityDescribed{Kind: event.KindPerson, Name: one(h, called)}
	for range h.IntN(3) {
		p.Aliases = append(p.Aliases, one(h, called))
	}
	if h.chance(1, 3) {
		p.Description = h.words(6)
	}
	if h.chance(1, 3) && len(h.entities) > 0 {
		p.Describes = one(h, h.entities)
	}
	return p
}

func (h *history) document() event.Payload {
	d := &event.DocumentCaptured{Publisher: one(h, h.entities), Title: h.words(5), Language: one(h, tags)}
	if h.chance(1, 2) {
		d.Text = h.words(8) + "\n" + h.words(300)
	}
	return d
}

func (h *history) claim(reported bool) event.Claim {
	var r *event.Report
	if reported {
		r = h.report()
	}
	switch h.IntN(3) {
	case 0:
		return &event.ActionTaken{Category: event.CategoryAssault, Actors: []event.ID{one(h, h.entities)}, Description: h.words(5), Purpose: h.words(3),
			Quantities: []event.Quantity{{Measure: "killed", Text: h.words(2)}}, When: h.when(), Report: r}
	case 1:
		rel := &event.RelationHeld{Relation: event.RelAssociate, Subject: one(h, h.entities), When: h.when(), Report: r}
		for rel.Object = rel.Subject; rel.Object == rel.Subject; rel.Object = one(h, h.entities) {
		}
		return rel
	}
	s := &event.StatementMade{Speaker: one(h, h.entities), Act: event.ActState, Quotes: []string{h.words(8)}, When: h.when(), Report: r}
	if h.chance(1, 2) {
		s.Quotes, s.Paraphrase = append(s.Quotes, h.words(4)), h.words(8)
	}
	return s
}

// lastDay is the last of the days that the clocks of a history run through.
const lastDay = 20

func day(n int) event.Instant { return event.Instant(n) * 86_400_000_000 }

func (h *history) when() *event.When {
	if h.chance(1, 4) {
		return nil
	}
	w, err := event.NewWhen("1970-01-"+string(rune('0'+h.IntN(2)))+string(rune('1'+h.IntN(9))), "", nil, "", event.ID{})
	if err != nil {
		h.t.Fatal(err)
	}
	return w
}

func (h *history) origin(least int) (o event.Origin) {
	for range least + h.IntN(2) {
		if id := one(h, h.entities); !slices.Contains(o.Chain, id) {
			o.Chain = append(o.Chain, id)
		}
	}
	first := day(h.IntN(lastDay))
	o.Window = &event.Window{First: first, Last: first + day(h.IntN(3))}
	if h.chance(1, 2) {
		o.Document = one(h, h.documents)
	}
	return o
}

func (h *history) report() *event.Report {
	r := &event.Report{Origin: h.origin(0)}
	for range h.IntN(3) {
		r.Excerpts = append(r.Excerpts, event.Excerpt{Exact: h.words(6)})
	}
	return r
}

func (h *history) end() event.End {
	e := event.End{Reason: event.ReasonEntryError}
	if h.chance(1, 2) {
		e.Origin = h.origin(1)
	}
	return e
}

func (h *history) correction() event.Payload {
	p := &event.ClaimCorrected{Target: one(h, h.claims), End: h.end()}
	if id := one(h, h.claims); p.End.Desk() && id != p.Target && h.chance(1, 3) {
		p.DuplicateOf = id
		return p
	}
	switch better := h.claim(!p.End.Desk()).(type) {
	case *event.StatementMade:
		p.Statement = better
	case *event.ActionTaken:
		p.Action = better
	case *event.RelationHeld:
		p.Relation = better
	}
	return p
}

// record gives the next position to a payload; some are erased.
func (h *history) record(p event.Payload) {
	pos := event.Position(len(h.records) + 1)
	var id event.ID
	id[6], id[8] = 0x70, 0x80
	binary.BigEndian.PutUint32(id[12:], uint32(pos))
	e := event.Event{ID: id, Payload: p}
	if err := e.Validate(); err != nil {
		h.t.Fatalf("the generator made an event that is wrong: %v", err)
	}
	payload, err := event.EncodePayload(p)
	if err != nil {
		h.t.Fatal(err)
	}
	if pos > 6 && h.chance(1, 40) {
		payload = nil
	}
	h.now += day(1)
	h.records = append(h.records, event.Record{Envelope: event.Envelope{Position: pos, RecordedAt: h.now, RecordedBy: "test", ID: id,
		Type: p.Type(), Schema: event.Schema, Touches: e.Touches()}, Payload: payload})
	switch p := p.(type) {
	case *event.EntityDescribed:
		if p.Describes.IsZero() {
			h.entities = append(h.entities, id)
		}
	case *event.DocumentCaptured:
		h.documents = append(h.documents, id)
	case *event.ClaimReported:
		h.reports = append(h.reports, p.Report.Named(id))
	case event.Claim:
		h.claims = append(h.claims, id)
	case *event.ClaimCorrected:
		if p.Better() != nil {
			h.claims = append(h.claims, p.ClaimNamed(id))
		}
	}
}

func (h *history) log() iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		for _, r := range h.records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (h *history) graph() *graph.Graph {
	g := graph.New()
	if err := g.Load(h.log()); err != nil {
		h.t.Fatal(err)
	}
	return g
}

// index is the index of the history, from batches of any size.
func (h *history) index() *Index {
	x := New()
	b := &batch{}
	for _, r := range h.records {
		if err := x.take(b, r); err != nil {
			h.t.Fatal(err)
		}
		if h.chance(1, 4) {
			x.apply(b.head, b.shelf())
			b = &batch{head: b.head}
		}
	}
	x.apply(b.head, b.shelf())
	x.publish()
	return x
}

// view is one of any clocks and any viewpoint.
func (h *history) view(g *graph.Graph) *graph.View {
	spec := graph.Spec{}
	if h.chance(2, 3) {
		p := event.Position(h.IntN(len(h.records) + 1))
		spec.Position = &p
	}
	if h.chance(1, 3) {
		spec.ValidAt = new(day(h.IntN(lastDay)))
	}
	if h.chance(1, 3) {
		spec.ReportedAt = new(day(h.IntN(lastDay)))
	}
	if h.chance(1, 4) {
		spec.AccordingTo = []event.ID{one(h, h.entities)}
	}
	v, err := g.View(spec)
	if err != nil { // the source is not recorded by then
		spec.AccordingTo = nil
		if v, err = g.View(spec); err != nil {
			h.t.Fatal(err)
		}
	}
	return v
}

// ask is a query that may find something.
func (h *history) ask() string {
	from := append(slices.Clone(vocabulary), called)
	of := one(h, from)
	var asked []string
	for range 1 + h.IntN(2)*h.IntN(3) {
		word := one(h, of)
		if h.chance(1, 5) {
			word = one(h, one(h, from))
		}
		switch letters := []rune(word); h.IntN(12) {
		case 0:
			word = string(letters[:1+h.IntN(len(letters))]) + "*"
		case 1:
			word = `"` + word + " " + one(h, of) + `"`
		case 2:
			word = "-" + word
		case 3:
			i := h.IntN(len(letters))
			word = string(append(letters[:i:i], letters[i+1:]...))
		case 4:
			word = string(letters[:1+h.IntN(len(letters))])
		case 5:
			word = strings.ToUpper(word)
		}
		asked = append(asked, word)
	}
	return strings.Join(asked, " ")
}
