package model

import "onrecord/event"

// newWhen joins a date as written, nil when unknown, with the bounds it is read as.
func newWhen(w *event.When, t event.Times) *When {
	when := &When{Precision: event.PrecisionUnknown}
	if t.Dated {
		when.Earliest, when.Latest = bounded(t.Outer.First), bounded(t.Outer.Last)
	}
	if t.Sure {
		when.SurelyFrom, when.SurelyTo = bounded(t.Inner.First), bounded(t.Inner.Last)
	}
	if w == nil {
		return when
	}
	when.Edtf, when.Text, when.Anchor, when.Zone, when.Precision = optional(w.EDTF), optional(w.Text), w.Anchor, optional(w.Zone), w.Precision
	if !w.RelativeTo.IsZero() {
		id := w.RelativeTo.String()
		when.RelativeTo = &id
	}
	return when
}

func newSpan(w event.Window) *Span { return &Span{From: bounded(w.First), To: bounded(w.Last)} }

func newSpans(t event.Times) *Spans {
	s := &Spans{Outer: newSpan(t.Outer)}
	if t.Sure {
		s.Inner = newSpan(t.Inner)
	}
	return s
}
