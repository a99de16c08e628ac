package event

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits on what one event may hold.
const (
	MaxName  = 500        // bytes of a name, alias, title, key, identifier, mode, cue or other short text
	MaxProse = 16 << 10   // bytes of a quotation, excerpt, paraphrase, description, note or purpose
	MaxText  = 512 << 10  // bytes of a document's text
	MaxList  = 200        // members of any list
	MaxNames = 1000       // ids named by one event
	maxURL   = 4000       // bytes
	maxCount = 1000000000 // people behind an anonymous source
)

var (
	keyForm    = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*(:[a-z0-9][a-z0-9._-]*)+$`)
	schemeForm = regexp.MustCompile(`^[a-z][a-z0-9._-]*$`)
	wordForm   = regexp.MustCompile(`^[a-z][a-z0-9]*([_-][a-z0-9]+)*$`)
	shaForm    = regexp.MustCompile(`^[0-9a-f]{64}$`)
	langForm   = regexp.MustCompile(`^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$`)
)

// checker collects problems under a path.
type checker struct {
	path     []string
	problems Problems
}

func (c *checker) add(code Code, message string, field ...string) {
	c.problems = append(c.problems, Problem{Code: code, Path: append(slices.Clone(c.path), field...), Message: message})
}

// in runs check with field added to the path.
func (c *checker) in(field string, check func()) {
	c.path = append(c.path, field)
	check()
	c.path = c.path[:len(c.path)-1]
}

// text checks a text of at most limit bytes: valid UTF-8 without control characters (lines and tabs are fine in prose).
func (c *checker) text(field, value string, limit int) {
	switch {
	case !utf8.ValidString(value):
		c.add(Invalid, "is not valid UTF-8", field)
	case len(value) > limit:
		c.add(TooLong, sprintf("has %d bytes; at most %d", len(value), limit), field)
	case strings.ContainsFunc(value, func(r rune) bool {
		return unicode.IsControl(r) && (limit <= MaxName || r != '\n' && r != '\t' && r != '\r')
	}):
		c.add(Invalid, sprintf("%q has a control character", brief(value)), field)
	case limit <= MaxName && value != strings.TrimSpace(value):
		c.add(Invalid, sprintf("%q begins or ends with white space", brief(value)), field)
	}
}

func (c *checker) required(field, value string, limit int) {
	if value == "" {
		c.add(Required, "must be given", field)
		return
	}
	c.text(field, value, limit)
}

func (c *checker) texts(field string, list []string, limit int) {
	if !c.size(field, len(list)) {
		return
	}
	for i, value := range list {
		if value == "" {
			c.add(Required, "must not be empty", field, strconv.Itoa(i))
			continue
		}
		c.in(field, func() { c.text(strconv.Itoa(i), value, limit) })
	}
}

// size checks the length of a list. The members of one that is too long are not worth checking.
func (c *checker) size(field string, n int) bool {
	if n > MaxList {
		c.add(TooMany, sprintf("has %d members; at most %d", n, MaxList), field)
	}
	return n <= MaxList
}

func (c *checker) id(field string, id ID) {
	if id.IsZero() {
		c.add(Required, "must be given", field)
	}
}

// ids checks a list of ids: none zero, none twice.
func (c *checker) ids(field string, list []ID) {
	if !c.size(field, len(list)) {
		return
	}
	for i, id := range list {
		if id.IsZero() {
			c.add(Required, "must be given", field, strconv.Itoa(i))
		} else if slices.Contains(list[:i], id) {
			c.add(Invalid, sprintf("%s is named twice", id), field, strconv.Itoa(i))
		}
	}
}

// form checks a short text against a pattern that rule describes; the empty text passes.
func (c *checker) form(field, value string, pattern *regexp.Regexp, rule string) {
	if value == "" {
		return
	}
	if len(value) > MaxName {
		c.add(TooLong, sprintf("has %d bytes; at most %d", len(value), MaxName), field)
	} else if !pattern.MatchString(value) {
		c.add(Invalid, sprintf("%q is not %s", brief(value), rule), field)
	}
}

// requiredForm is form for a text that must be there.
func (c *checker) requiredForm(field, value string, pattern *regexp.Regexp, rule string) {
	if value == "" {
		c.add(Required, "must be given", field)
	}
	c.form(field, value, pattern, rule)
}

// words checks a list of words of one form.
func (c *checker) words(field string, list []string, rule string) {
	if !c.size(field, len(list)) {
		return
	}
	for i, value := range list {
		c.in(field, func() { c.requiredForm(strconv.Itoa(i), value, wordForm, rule) })
	}
}

func (c *checker) key(value string) {
	c.form("key", value, keyForm, `a key: lower-case words joined by colons, such as "airstrikes:strike"`)
}

// word checks a value of a vocabulary.
func (c *checker) word(field string, n uint8, v vocabulary, needed bool) {
	switch {
	case n == 0 && needed:
		c.add(Required, "must be given: one of "+strings.Join(v.words, ", "), field)
	case n != 0 && !v.has(n):
		c.add(Invalid, sprintf("no %s has the number %d", v.of, n), field)
	}
}

func (c *checker) number(field string, value *float64, low, high float64) {
	if value != nil && (math.IsNaN(*value) || *value < low || *value > high) {
		c.add(Invalid, sprintf("%v is not between %v and %v", *value, low, high), field)
	}
}

// brief cuts a value for an error message.
func brief(s string) string {
	if len(s) <= 80 {
		return s
	}
	cut := 80
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
