package model

import (
	"slices"

	"onrecord/event"
	"onrecord/graph"
)

// Document is a document in a view.
type Document struct {
	v *View
	d graph.Document
}

func (v *View) newDocument(d graph.Document) *Document { return &Document{v, d} }

// cited wraps a document that may be missing.
func (v *View) cited(d graph.Document, ok bool) *Document {
	if !ok {
		return nil
	}
	return v.newDocument(d)
}

// read reads the document but for its text. It is empty when it was erased.
func (d *Document) read() (*event.DocumentCaptured, error) {
	if d.d.Erased() {
		return &event.DocumentCaptured{}, nil
	}
	_, payload, err := d.v.words.at(d.d.Position())
	if words, ok := payload.(*event.DocumentCaptured); ok {
		return words, nil
	}
	return &event.DocumentCaptured{}, err
}

// IsNode marks it as a Node.
func (*Document) IsNode() {}

// ID implements Document.id; the fields below are those of the schema by the same names.
func (d *Document) ID() string      { return d.d.ID().String() }
func (d *Document) URL() *string    { return optional(d.d.URL()) }
func (d *Document) Sha256() *string { return optional(d.d.SHA256()) }

func (d *Document) Publisher() *Entity {
	if e, ok := d.d.Publisher(); ok {
		return d.v.newEntity(e)
	}
	return nil
}

func (d *Document) Title() (*string, error) {
	words, err := d.read()
	return optional(words.Title), err
}
func (d *Document) ArchiveURL() (*string, error) {
	words, err := d.read()
	return optional(words.ArchiveURL), err
}
func (d *Document) Language() (*string, error) {
	words, err := d.read()
	return optional(words.Language), err
}

// Text is read from the log each time, as it is large.
func (d *Document) Text() (*string, error) {
	if d.d.Erased() {
		return nil, nil
	}
	_, payload, err := d.v.store.recorded(d.d.Position())
	if words, ok := payload.(*event.DocumentCaptured); ok {
		return optional(words.Text), nil
	}
	return nil, err
}
func (d *Document) RetrievedAt() (*event.Instant, error) {
	words, err := d.read()
	return words.RetrievedAt, err
}

// PublishedAt reads the date as that of something that happened.
func (d *Document) PublishedAt() (*When, error) {
	words, err := d.read()
	if err != nil || words.PublishedAt == nil {
		return nil, err
	}
	return newWhen(words.PublishedAt, words.PublishedAt.Happened()), nil
}

// Label is the title, or the publisher and the date.
func (d *Document) Label() (string, error) {
	words, err := d.read()
	switch {
	case d.d.Erased():
		return graph.Erased, nil
	case err != nil:
		return "", err
	case words.Title != "":
		return brief(words.Title), nil
	}
	label := "document"
	if by := d.Publisher(); by != nil {
		label = by.Name()
	}
	if words.PublishedAt.Dated() {
		return brief(label + ", " + words.PublishedAt.EDTF), nil
	}
	if label == "document" && d.d.URL() != "" {
		return brief(d.d.URL()), nil
	}
	return brief(label), nil
}

// Claims implements Document.claims.
func (d *Document) Claims(first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	order := &ClaimOrder{Field: ClaimOrderFieldRecorded, Direction: OrderDirectionAsc}
	return d.v.claimConnection(slices.Collect(d.d.Claims()), order, pageArgs{first, after, last, before}, d.v.scope("claims", d.ID()))
}
