package recorder

import (
	"fmt"
	"slices"

	"onrecord/event"
)

// leaning is what a report, an end or a judgement says of where it comes from.
type leaning struct {
	chain      []string
	document   string
	reportedAt *WhenDraft
	statement  string // the statement it rests on
	at         path   // the field of statement
	ends       bool   // an end or a judgement: without chain and document it is the desk's own, and so has no time of its own
}

// desk reports whether nobody is named that told it.
func (l *leaning) desk() bool { return len(l.chain) == 0 && l.document == "" }

// origin works out where something was told: the chain, with the speaker at its end when it rests on a statement; the
// further sources it matches; and the window, which is that of reportedAt, else that of the document's date, else none. It
// returns the statement's id as well.
func (b *batch) origin(p path, l leaning) (event.Origin, event.ID) {
	o := event.Origin{
		Chain:      b.refs(p.to("chain"), l.chain, anEntity),
		Document:   b.ref(p.to("document"), l.document, aDocument),
		ReportedAt: b.when(p.to("reportedAt"), l.reportedAt),
	}
	if l.ends && l.desk() && l.reportedAt != nil {
		b.fail(p.to("reportedAt"), event.Invalid, "a slip or judgement of our own is told by nobody, so it has no reportedAt; give chain or document, or leave it out")
	}
	document, _ := b.payload(o.Document).(*event.DocumentCaptured)
	if document == nil && !o.Document.IsZero() {
		b.fail(p.to("document"), UnknownID, fmt.Sprintf("the document %.80q was erased", l.document))
	}
	statement := b.spoken(p, &o, l)
	if document != nil {
		b.published(p, &o, document, l.ends)
	}
	if o.ReportedAt.Dated() {
		o.Window = window(o.ReportedAt)
	} else if document != nil && document.PublishedAt.Dated() {
		o.Window = window(document.PublishedAt)
	}
	return o, statement
}

func window(w *event.When) *event.Window {
	resolved := w.Window()
	return &resolved
}

// spoken puts the speaker of the statement at the end of the chain, and who is spoken for among the further sources.
func (b *batch) spoken(p path, o *event.Origin, l leaning) event.ID {
	id := b.ref(l.at, l.statement, aClaim)
	if id.IsZero() {
		return id
	}
	payload := b.payload(id)
	if payload == nil {
		b.fail(l.at, UnknownID, fmt.Sprintf("the statement %.80q was erased", l.statement))
		return event.ID{}
	}
	made, is := payload.(*event.StatementMade)
	if !is {
		b.fail(l.at, WrongKind, fmt.Sprintf("%.80q is not a statement; a report rests on what somebody said", l.statement))
		return event.ID{}
	}
	if n := len(o.Chain); n == 0 || o.Chain[n-1] != made.Speaker {
		if slices.Contains(o.Chain, made.Speaker) {
			b.fail(p.to("chain"), event.Invalid, "the speaker of the statement is in the chain, but not last; the chain ends with who said it")
			return id
		}
		o.Chain = append(o.Chain, made.Speaker)
	}
	also(o, made.OnBehalfOf)
	return id
}

// published adds the document's publisher to the sources. An end that names a document and no chain has it as its chain.
func (b *batch) published(p path, o *event.Origin, d *event.DocumentCaptured, ends bool) {
	switch {
	case !ends || len(o.Chain) > 0:
		also(o, d.Publisher)
	case !d.Publisher.IsZero():
		o.Chain = []event.ID{d.Publisher}
	default:
		b.fail(p.to("chain"), event.Required, "the document has no publisher; say who tells it")
	}
}

// also adds a source that is not among them.
func also(o *event.Origin, source event.ID) {
	if !source.IsZero() && !slices.Contains(o.Chain, source) && !slices.Contains(o.Also, source) {
		o.Also = append(o.Also, source)
	}
}
