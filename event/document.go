package event

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// DocumentCaptured says that an article, post or file was kept: the artefact that reports lean on.
type DocumentCaptured struct {
	Publisher   ID       `cbor:"1,keyasint,omitzero" json:"publisher,omitzero"` // an entity
	Title       string   `cbor:"2,keyasint,omitempty" json:"title,omitempty"`
	URL         string   `cbor:"3,keyasint,omitempty" json:"url,omitempty"`
	ArchiveURL  string   `cbor:"4,keyasint,omitempty" json:"archiveUrl,omitempty"`
	PublishedAt *When    `cbor:"5,keyasint,omitempty" json:"publishedAt,omitempty"` // the window of every report that gives no time of its own
	RetrievedAt *Instant `cbor:"6,keyasint,omitempty" json:"retrievedAt,omitempty"`
	Language    string   `cbor:"7,keyasint,omitempty" json:"language,omitempty"` // BCP 47, such as "en" or "fa-IR"
	SHA256      string   `cbor:"8,keyasint,omitempty" json:"sha256,omitempty"`   // of the artefact's bytes, 64 hexadecimal digits
	Text        string   `cbor:"9,keyasint,omitempty" json:"text,omitempty"`     // what excerpts point into, up to MaxText bytes
	Media       string   `cbor:"10,keyasint,omitempty" json:"media,omitempty"`   // reference to a kept file
}

// Type implements [Payload].
func (*DocumentCaptured) Type() Type { return TypeDocumentCaptured }

func (d *DocumentCaptured) names(_ ID, add func(ID)) { add(d.Publisher); names(add, d.PublishedAt) }

func (d *DocumentCaptured) check(c *checker) {
	c.text("title", d.Title, MaxName)
	c.url("url", d.URL)
	c.url("archiveUrl", d.ArchiveURL)
	d.PublishedAt.checkTold(c, "publishedAt")
	c.form("language", d.Language, langForm, `a language tag, such as "en"`)
	c.form("sha256", d.SHA256, shaForm, "64 lower-case hexadecimal digits")
	c.text("text", d.Text, MaxText)
	c.text("media", d.Media, MaxName)
	if d.Title == "" && d.URL == "" && d.Text == "" && d.Media == "" && d.SHA256 == "" && d.Publisher.IsZero() {
		c.add(Required, "a document needs a publisher, title, URL, text, media reference or hash to be known by")
	}
}

// url checks an absolute http or https address; it is shown as a link, so no other scheme may pass.
func (c *checker) url(field, value string) {
	if value == "" {
		return
	}
	if len(value) > maxURL {
		c.add(TooLong, sprintf("has %d bytes; at most %d", len(value), maxURL), field)
		return
	}
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || !utf8.ValidString(value) || strings.ContainsAny(value, " \"<>\\") {
		c.add(Invalid, sprintf("%q is not an http or https address", brief(value)), field)
	}
}

// names adds what dates lean on.
func names(add func(ID), dates ...*When) {
	for _, w := range dates {
		if w != nil {
			add(w.RelativeTo)
		}
	}
}
