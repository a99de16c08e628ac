package search

import (
	"context"
	"strings"
	"testing"

	"onrecord/graph"
)

func TestQueriesThatAreRefused(t *testing.T) {
	for asked, want := range map[string]string{
		"":                            "has no word in it",
		" * \"\" ?!":                  "has no word in it",
		"-strike":                     "only what is not looked for",
		strings.Repeat("a", 501):      "at most 500",
		strings.Repeat("a ", 33):      "more than 32",
		strings.Repeat("-a ", 32):     "only what is not looked for",
		"-\"a phrase that never ends": "only what is not looked for",
	} {
		if _, err := ParseQuery(asked); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %q", asked, err, want)
		}
	}
}

func TestQuotationMarks(t *testing.T) {
	for asked, want := range map[string]string{
		`"a b" c`:    "a b|c",
		`“a b” c`:    "a b|c",
		`„a b“ c`:    "a b|c",
		`«a b» c`:    "a b|c",
		`"a b`:       "a b",
		`-"a b" c d`: "-a b|c|d",
		`it's "`:     "it's",
		`5" gun*`:    `5"|gun*`,
	} {
		q, err := ParseQuery(asked)
		if err != nil {
			t.Errorf("%q: %v", asked, err)
			continue
		}
		var got []string
		for _, a := range q.asked {
			text := a.text
			if a.not {
				text = "-" + text
			}
			if a.starts {
				text += "*"
			}
			got = append(got, text)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q is read as %q, want %q", asked, got, want)
		}
	}
}

// Whatever is asked, it is refused or searched for; what is found has a snippet whose ranges lie in its text, in order, and
// of words.
func FuzzQuery(f *testing.F) {
	h := makeHistory(f, 1, 200)
	x := h.index()
	v, err := h.graph().View(graph.Spec{})
	if err != nil {
		f.Fatal(err)
	}
	for range 100 {
		f.Add(h.ask())
	}
	f.Add(`-"`)
	f.Add("\xff* “„")
	f.Fuzz(func(t *testing.T, asked string) {
		q, err := ParseQuery(asked)
		if err != nil {
			return
		}
		hits, err := x.Search(context.Background(), v, Ask{Query: q})
		if err != nil {
			t.Fatal(err)
		}
		for i := range hits {
			if i > 0 && hits[i-1].compare(&hits[i]) >= 0 {
				t.Errorf("%q: hit %d is not before hit %d", asked, i-1, i)
			}
			payload, err := h.records[hits[i].At-1].Decode()
			if err != nil {
				t.Fatal(err)
			}
			s := hits[i].Snippet(payload)
			if len(s.Ranges) == 0 || s.Field == 0 {
				t.Errorf("%q: nothing is marked in %+v", asked, s)
			}
			text, at := []rune(s.Text), 0
			for _, r := range s.Ranges {
				if r.Start < at || r.End <= r.Start || r.End > len(text) {
					t.Fatalf("%q: the range %v of %q comes after %d", asked, r, s.Text, at)
				}
				if len(tokens(string(text[r.Start:r.End]))) == 0 {
					t.Errorf("%q: %v of %q is no word", asked, r, s.Text)
				}
				at = r.End
			}
		}
	})
}
