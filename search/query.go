package search

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Query is what is looked for: words that a text has to hold, all of them. A phrase in quotation marks is held word by word,
// a word with a star at its end by any word that starts so; what has a minus before it is not to be held. Upper and lower
// case are one, and so are accents and apostrophes.
type Query struct {
	asked []asked
}

// asked is a word or a phrase of a query, as written.
type asked struct {
	text   string
	quoted bool
	starts bool // with a star at its end
	not    bool // with a minus before it
}

// Limits of a query.
const (
	maxQuery = 500 // bytes
	maxAsked = 32  // words and phrases
)

// ParseQuery reads a query. Anything is one that has a word and is not too long: a quotation mark that is not closed
// reaches to the end.
func ParseQuery(text string) (*Query, error) {
	if len(text) > maxQuery {
		return nil, fmt.Errorf("the text has %d bytes; at most %d", len(text), maxQuery)
	}
	q := &Query{}
	wanted := false
	for rest := text; ; {
		if rest = strings.TrimLeftFunc(rest, unicode.IsSpace); rest == "" {
			break
		}
		var a asked
		a.text, a.not = strings.CutPrefix(rest, "-")
		a, rest = a.cut()
		if len(tokens(a.text)) == 0 {
			continue
		}
		if q.asked = append(q.asked, a); len(q.asked) > maxAsked {
			return nil, fmt.Errorf("the text has more than %d words and phrases", maxAsked)
		}
		wanted = wanted || !a.not
	}
	switch {
	case wanted:
		return q, nil
	case len(q.asked) > 0:
		return nil, errors.New("the text says only what is not looked for; add a word that is")
	}
	return nil, fmt.Errorf("the text %q has no word in it", text)
}

// marks are the quotation marks that begin and end a phrase.
var marks = map[rune]string{'"': `"`, '“': "”", '«': "»", '„': "“”"}

// cut takes the first word or phrase off what follows.
func (a asked) cut() (first asked, rest string) {
	mark, size := utf8.DecodeRuneInString(a.text)
	if closing, is := marks[mark]; is {
		a.quoted, a.text = true, a.text[size:]
		if end := strings.IndexAny(a.text, closing); end >= 0 {
			_, size = utf8.DecodeRuneInString(a.text[end:])
			a.text, rest = a.text[:end], a.text[end+size:]
		}
		return a, rest
	}
	end := strings.IndexFunc(a.text, unicode.IsSpace)
	if end < 0 {
		end = len(a.text)
	}
	a.text, rest = a.text[:end], a.text[end:]
	a.text, a.starts = strings.CutSuffix(a.text, "*")
	return a, rest
}
