package recorder

import "onrecord/event"

// DocumentDraft captures an article, post or file.
type DocumentDraft struct {
	ID          string     `json:"id,omitempty"`
	Publisher   string     `json:"publisher,omitempty"` // an entity
	Title       string     `json:"title,omitempty"`
	URL         string     `json:"url,omitempty"`
	ArchiveURL  string     `json:"archiveUrl,omitempty"`
	PublishedAt *WhenDraft `json:"publishedAt,omitempty"` // when every report was told that cites it and gives no time of its own
	RetrievedAt string     `json:"retrievedAt,omitempty"` // RFC 3339
	Language    string     `json:"language,omitempty"`    // BCP 47, such as "en"
	SHA256      string     `json:"sha256,omitempty"`      // 64 hexadecimal digits
	Text        string     `json:"text,omitempty"`        // what excerpts point into, up to [event.MaxText] bytes
	Media       string     `json:"media,omitempty"`       // reference to a kept file
}

func (b *batch) document(p path, d *DocumentDraft) {
	id := b.id(p, d.ID)
	e := &event.DocumentCaptured{
		Publisher: b.ref(p.to("publisher"), d.Publisher, anEntity), Title: d.Title, URL: d.URL, ArchiveURL: d.ArchiveURL,
		PublishedAt: b.when(p.to("publishedAt"), d.PublishedAt), RetrievedAt: b.instant(p.to("retrievedAt"), d.RetrievedAt),
		Language: d.Language, SHA256: d.SHA256, Text: d.Text, Media: d.Media,
	}
	b.add(p, id, e)
	b.introduce(p.to("id"), id, thing{kind: aDocument, payload: e})
}
