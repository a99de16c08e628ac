package event

import (
	"fmt"
	"strings"
)

// vocabulary names the values 1, 2, 3 ... of a closed list of words. The numbers are what the log holds and never
// change; a new word goes at the end. Value 0 means "not given" and has the empty name.
type vocabulary struct {
	of    string // what the words are, for errors: "speech act"
	words []string
}

func (v vocabulary) name(n uint8) string {
	if n == 0 {
		return ""
	}
	if int(n) > len(v.words) {
		return fmt.Sprintf("%s(%d)", v.of, n)
	}
	return v.words[n-1]
}

func (v vocabulary) has(n uint8) bool { return n != 0 && int(n) <= len(v.words) }

func (v vocabulary) marshal(n uint8) ([]byte, error) {
	if n != 0 && !v.has(n) {
		return nil, fmt.Errorf("no %s has the number %d", v.of, n)
	}
	return []byte(v.name(n)), nil
}

// unmarshal reads a word; the empty text is value 0.
func (v vocabulary) unmarshal(text []byte, to *uint8) error {
	if len(text) == 0 {
		*to = 0
		return nil
	}
	for i, word := range v.words {
		if word == string(text) {
			*to = uint8(i + 1)
			return nil
		}
	}
	return fmt.Errorf("no %s is called %q; there are %s", v.of, brief(string(text)), strings.Join(v.words, ", "))
}
