package recorder

import "onrecord/event"

// IdentityDraft judges whether two entities are one. Without chain and document it is the desk's own judgement.
type IdentityDraft struct {
	ID         string          `json:"id,omitempty"`
	A          string          `json:"a,omitempty"`
	B          string          `json:"b,omitempty"`
	Judgement  event.Judgement `json:"judgement,omitempty"`
	Note       string          `json:"note,omitempty"`
	Chain      []string        `json:"chain,omitempty"` // entities, outlet first, origin last
	Document   string          `json:"document,omitempty"`
	ReportedAt *WhenDraft      `json:"reportedAt,omitempty"`
}

func (b *batch) identity(p path, d *IdentityDraft) {
	id := b.id(p, d.ID)
	origin, _ := b.origin(p, leaning{chain: d.Chain, document: d.Document, reportedAt: d.ReportedAt, ends: true})
	b.add(p, id, &event.IdentityJudged{
		A: b.ref(p.to("a"), d.A, anEntity), B: b.ref(p.to("b"), d.B, anEntity), Judgement: d.Judgement, Note: d.Note, Origin: origin,
	})
	b.introduce(p.to("id"), id, thing{})
}
