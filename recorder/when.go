package recorder

import (
	"errors"

	"onrecord/event"
)

// WhenDraft is a date as somebody wrote it: edtf, text or both.
type WhenDraft struct {
	EDTF       string `json:"edtf,omitempty"`       // "2021-02-26", "2021-01-20/2022-05-13"
	Text       string `json:"text,omitempty"`       // the words: "Friday"
	Anchor     string `json:"anchor,omitempty"`     // RFC 3339, the moment the words lean on
	Zone       string `json:"zone,omitempty"`       // IANA name; absent is UTC
	RelativeTo string `json:"relativeTo,omitempty"` // the entity, claim or document the words lean on
}

// when resolves a date; nil when it is absent or wrong.
func (b *batch) when(p path, d *WhenDraft) *event.When {
	if d == nil {
		return nil
	}
	anchor := b.instant(p.to("anchor"), d.Anchor)
	relativeTo := b.ref(p.to("relativeTo"), d.RelativeTo, anEntity, aClaim, aDocument)
	w, err := event.NewWhen(d.EDTF, d.Text, anchor, d.Zone, relativeTo)
	var problems event.Problems
	if errors.As(err, &problems) {
		b.problems = append(b.problems, problems.Under(p...)...)
		return nil
	}
	return w
}

// instant reads an RFC 3339 time; nil when it is absent or wrong.
func (b *batch) instant(p path, s string) *event.Instant {
	if s == "" {
		return nil
	}
	i, err := event.ParseInstant(s)
	if err != nil {
		b.fail(p, event.InvalidDate, err.Error())
		return nil
	}
	return &i
}
