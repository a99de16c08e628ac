package search

import (
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fa"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
	"github.com/blevesearch/bleve/v2/analysis/token/elision"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"github.com/blevesearch/bleve/v2/registry"
)

// language says how words become terms. The same word in two languages is two terms. Names have two languages of their
// own: whole names are one term each, and the words of names are never stemmed.
type language uint8

const (
	wholeNames language = iota + 1
	nameWords
	plain // of texts in any other language: words as they are, but for case and accents
	english
	german
	french
	spanish
	russian
	arabic
	persian
	languages // how many there are, and one
)

// reading is how the words of a language are read. A new language is a line here and a constant.
type reading struct {
	code    string              // BCP 47, the first part
	script  *unicode.RangeTable // what it is written in
	letters string              // lower-case letters that tell it from others of its script
	before  filters             // what makes the forms that stop words are listed in
	stop    analysis.TokenMap   // words that say little
	stem    filters
}

type filters []analysis.TokenFilter

var (
	lists    = registry.NewCache()
	readings = [languages]reading{
		english: {"en", unicode.Latin, "", filters{en.NewPossessiveFilter()}, wordList(en.StopName), filters{porter.NewPorterStemmer()}},
		german:  {"de", unicode.Latin, "äöüß", nil, wordList(de.StopName), filters{de.NewGermanNormalizeFilter(), de.NewGermanLightStemmerFilter()}},
		french:  {"fr", unicode.Latin, "èêàçœ", filters{elision.NewElisionFilter(wordList(fr.ArticlesName))}, wordList(fr.StopName), filters{fr.NewFrenchLightStemmerFilter()}},
		spanish: {"es", unicode.Latin, "ñáíóú", nil, wordList(es.StopName), filters{es.NewSpanishNormalizeFilter(), es.NewSpanishLightStemmerFilter()}},
		russian: {"ru", unicode.Cyrillic, "", nil, wordList(ru.StopName), filters{ru.NewRussianStemmerFilter()}},
		arabic:  {"ar", unicode.Arabic, "ةيكى", nil, wordList(ar.StopName), filters{ar.NewArabicNormalizeFilter(), ar.NewArabicStemmerFilter()}},
		persian: {"fa", unicode.Arabic, "پچژگکی", filters{ar.NewArabicNormalizeFilter(), fa.NewPersianNormalizeFilter()}, wordList(fa.StopName), nil},
		// names are written in any script; what is alike in Arabic and Persian is made one
		nameWords: {before: filters{ar.NewArabicNormalizeFilter(), fa.NewPersianNormalizeFilter()}},
	}
)

// wordList is one of bleve's lists of words.
func wordList(name string) analysis.TokenMap {
	m, err := lists.TokenMapNamed(name)
	if err != nil {
		panic(err) // the list is compiled in
	}
	return m
}

// tagged is the language of a tag such as "fa-IR": plain when it is one that we do not read, 0 of no tag.
func tagged(tag string) language {
	first, _, _ := strings.Cut(strings.ToLower(tag), "-")
	for l := english; l < languages; l++ {
		if readings[l].code == first {
			return l
		}
	}
	if tag == "" {
		return 0
	}
	return plain
}

// sample is how many words of a text are looked at to tell its language.
const sample = 200

// guess tells the language of a text by its script, then by the most stop words and letters of its own. Where that does
// not decide it is the hint, 0 for none, or the first of the script: a wrong guess still finds words as they are written,
// and loses their other forms alone. A sure hint is taken wherever the script allows.
func guess(tokens analysis.TokenStream, hint language, sure bool) language {
	tokens = tokens[:min(len(tokens), sample)]
	script := scriptOf(tokens)
	if script == nil || sure && hint == plain {
		return plain
	}
	best, most, tie := language(0), -1, false
	for l := english; l < languages; l++ {
		if readings[l].script != script {
			continue
		}
		if sure && hint == l {
			return l
		}
		switch n := votes(tokens, l); {
		case n > most:
			best, most, tie = l, n, false
		case n == most:
			tie = true
		}
	}
	if tie && hint != 0 && (hint == plain || readings[hint].script == script) {
		return hint
	}
	return best
}

// votes counts what speaks for a language.
func votes(tokens analysis.TokenStream, l language) (n int) {
	for _, t := range tokens {
		if readings[l].stop[string(t.Term)] {
			n++
		}
		if letters := readings[l].letters; letters != "" && strings.ContainsAny(string(t.Term), letters) {
			n++
		}
	}
	return n
}

// scriptOf is the script that most words begin in, among those that we read a language of; nil when it is another.
func scriptOf(tokens analysis.TokenStream) *unicode.RangeTable {
	scripts := []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Arabic}
	counts := make([]int, len(scripts)+1) // the last: of others
	for _, t := range tokens {
		first := firstLetter(t.Term)
		if first == 0 {
			continue
		}
		i := 0
		for i < len(scripts) && !unicode.Is(scripts[i], first) {
			i++
		}
		counts[i]++
	}
	best := len(scripts)
	for i := range scripts {
		if counts[i] > counts[best] || counts[i] > 0 && counts[i] == counts[best] && i < best {
			best = i
		}
	}
	if best == len(scripts) {
		return nil
	}
	return scripts[best]
}

// firstLetter is the first letter of a word; 0 when it has none.
func firstLetter(term []byte) rune {
	for _, r := range string(term) {
		if unicode.IsLetter(r) {
			return r
		}
	}
	return 0
}
