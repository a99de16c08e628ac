package search

import (
	"onrecord/event"
)

// Field says what of an event a text is.
type Field uint8

// The fields that are searched. What is said of ends, judgements and assessments is not: they are about claims, and never
// what a claim says.
const (
	Name Field = iota + 1
	Alias
	Description
	Title
	Text
	Quote
	Paraphrase
	Instrument
	Purpose
	Quantity
	Excerpt
)

var fields = [...]string{"", "NAME", "ALIAS", "DESCRIPTION", "TITLE", "TEXT", "QUOTE", "PARAPHRASE", "INSTRUMENT", "PURPOSE", "QUANTITY", "EXCERPT"}

func (f Field) String() string { return fields[f] }

// Fields lists every field.
func Fields() []Field {
	all := make([]Field, Excerpt)
	for i := range all {
		all[i] = Field(i + 1)
	}
	return all
}

// named reports whether it is what an entity is called.
func (f Field) named() bool { return f == Name || f == Alias }

// quoted reports whether it is in the words of a document, so that it is in the language of that.
func (f Field) quoted() bool { return f == Title || f == Text || f == Excerpt }

// part is a part of an event that a view shows or hides as a whole.
type part uint8

const (
	described part = iota + 1 // an entity
	captured                  // a document
	claimed                   // the words of a claim
	reported                  // the excerpts of a report
)

// passage is a run of words in one language.
type passage struct {
	field Field
	text  string
}

// passages lists the words of a part of an event.
func passages(payload event.Payload, of part) (list []passage) {
	add := func(f Field, texts ...string) {
		for _, text := range texts {
			if text != "" {
				list = append(list, passage{f, text})
			}
		}
	}
	switch p := payload.(type) {
	case *event.EntityDescribed:
		if of == described {
			add(Name, p.Name)
			add(Alias, p.Aliases...)
			add(Description, p.Description)
		}
	case *event.DocumentCaptured:
		if of == captured {
			add(Title, p.Title)
			add(Text, p.Text)
		}
	case *event.ClaimCorrected:
		if better := p.Better(); better != nil {
			return passages(better, of)
		}
	case *event.ClaimReported:
		if of == reported {
			addExcerpts(&p.Report, add)
		}
	case event.Claim:
		if of == claimed {
			addWords(p, add)
		} else if r := p.FirstReport(); of == reported && r != nil {
			addExcerpts(r, add)
		}
	}
	return list
}

// addWords adds what a claim says. A relation says nothing in words.
func addWords(claim event.Claim, add func(Field, ...string)) {
	switch p := claim.(type) {
	case *event.StatementMade:
		add(Quote, p.Quotes...)
		add(Paraphrase, p.Paraphrase)
	case *event.ActionTaken:
		add(Description, p.Description)
		add(Instrument, p.Instrument)
		add(Purpose, p.Purpose)
		for i := range p.Quantities {
			add(Quantity, p.Quantities[i].Text)
		}
	}
}

func addExcerpts(r *event.Report, add func(Field, ...string)) {
	for i := range r.Excerpts {
		add(Excerpt, r.Excerpts[i].Exact)
	}
}

// topic is a part of an event with the id of what it is about: an entity, a document, a claim or a report.
type topic struct {
	part part
	id   event.ID
}

// topics lists the parts of an event that have texts.
func topics(id event.ID, payload event.Payload) []topic {
	switch p := payload.(type) {
	case *event.EntityDescribed:
		return []topic{{described, p.Entity(id)}}
	case *event.DocumentCaptured:
		return []topic{{captured, id}}
	case *event.ClaimReported:
		return []topic{{reported, p.Report.Named(id)}}
	case *event.ClaimCorrected:
		if better := p.Better(); better != nil {
			return claimTopics(p.ClaimNamed(id), better)
		}
	case event.Claim:
		return claimTopics(id, p)
	}
	return nil
}

// claimTopics lists the parts of a claim that is introduced under an id.
func claimTopics(claim event.ID, p event.Claim) []topic {
	parts := []topic{{claimed, claim}}
	if r := p.FirstReport(); r != nil {
		parts = append(parts, topic{reported, r.Named(claim)})
	}
	return parts
}

// cited is the document whose language the excerpts of an event are in; zero for none.
func cited(payload event.Payload) event.ID {
	switch p := payload.(type) {
	case *event.ClaimReported:
		return p.Report.Origin.Document
	case *event.ClaimCorrected:
		if better := p.Better(); better != nil {
			return cited(better)
		}
	case event.Claim:
		if r := p.FirstReport(); r != nil {
			return r.Origin.Document
		}
	}
	return event.ID{}
}
