package search

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/token/unicodenorm"
	uax29 "github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
)

// word is a word of a text as it is indexed and looked for.
type word struct {
	term       string // empty: nothing is left of it
	start, end int    // bytes of the text
	stop       bool   // it says little
}

var (
	tokenizer = uax29.NewUnicodeTokenizer()
	lower     = lowercase.NewLowerCaseFilter()
	ascii     = asciifolding.New()
	apart     = unicodenorm.MustNewUnicodeNormalizeFilter(unicodenorm.NFKD)
)

// Both have three bytes, so that places in the text stay what they are.
const (
	nonJoiner = "\u200c" // stands between the parts of Persian words, where others write a space
	emSpace   = "\u2003"
)

// tokens cuts a text into its words, in lower case.
func tokens(text string) analysis.TokenStream {
	return lower.Filter(tokenizer.Tokenize([]byte(strings.ReplaceAll(text, nonJoiner, emSpace))))
}

// read turns words into terms of a language. It changes the tokens.
func (l language) read(tokens analysis.TokenStream) []word {
	how := &readings[l]
	for _, f := range how.before {
		tokens = f.Filter(tokens)
	}
	read := make([]word, len(tokens))
	for i, t := range tokens {
		read[i] = word{start: t.Start, end: t.End, stop: how.stop[string(t.Term)]}
	}
	for _, f := range how.stem {
		tokens = f.Filter(tokens)
	}
	for i, t := range tokens {
		read[i].term = fold(t)
	}
	return read
}

// fold takes away what people leave out or write in several ways: accents, apostrophes, the dots of initials.
func fold(t *analysis.Token) string {
	if !isASCII(t.Term) {
		t.Term = apart.Filter(analysis.TokenStream{t})[0].Term
		t.Term = bytes.Map(func(r rune) rune {
			if unicode.Is(accents, r) {
				return -1
			}
			return r
		}, t.Term)
		t.Term = bytes.ToLower(ascii.Filter(t.Term))
	}
	term := strings.Map(func(r rune) rune {
		if strings.ContainsRune(apostrophes, r) {
			return -1
		}
		return r
	}, string(t.Term))
	if initials(term) {
		term = strings.ReplaceAll(term, ".", "")
	}
	return term
}

// apostrophes are those that stand in names and their transcriptions: Sa'ada, Saʿada.
const apostrophes = "'’‘＇ʼʻʿʾ`"

// accents are the marks above and below letters, of Latin, Greek and Cyrillic, of Hebrew and of Arabic. Those of other
// scripts are letters of their own.
var accents = &unicode.RangeTable{R16: []unicode.Range16{{0x0300, 0x036f, 1}, {0x0591, 0x05bd, 1}, {0x064b, 0x065f, 1}, {0x0670, 0x0670, 1}}, LatinOffset: 0}

// initials reports whether a word is letters with dots between: u.s
func initials(term string) bool {
	if !strings.Contains(term, ".") {
		return false
	}
	for part := range strings.SplitSeq(term, ".") {
		if utf8.RuneCountInString(part) > 1 {
			return false
		}
	}
	return true
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
