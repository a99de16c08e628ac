package model

import (
	"encoding"
	"testing"

	"onrecord/event"
)

// TestEveryWordIsSpoken looks for a word that was added to a vocabulary and not here.
func TestEveryWordIsSpoken(t *testing.T) {
	for act := event.SpeechAct(1); is(act); act++ {
		if verbs[act] == "" || nouns[act] == "" {
			t.Errorf("%v has the verb %q and the noun %q", act, verbs[act], nouns[act])
		}
	}
	for relation := event.RelationType(1); is(relation); relation++ {
		if between[relation] == "" {
			t.Errorf("%v has no words between subject and object", relation)
		}
	}
}

// is reports whether a vocabulary has a word.
func is(word encoding.TextMarshaler) bool {
	_, err := word.MarshalText()
	return err == nil
}

func TestQuantities(t *testing.T) {
	n := func(f float64) *float64 { return &f }
	for want, q := range map[string]event.Quantity{
		"22 people killed":            {Measure: "killed", Value: n(22), Unit: "people"},
		"at least 17 people killed":   {Measure: "killed", Min: n(17), Unit: "people"},
		"at most 3 killed":            {Measure: "killed", Max: n(3)},
		"2 to 3.5 tonnes destroyed":   {Measure: "destroyed", Min: n(2), Max: n(3.5), Unit: "tonnes"},
		"several facilities damaged":  {Measure: "damaged", Unit: "facilities", Text: "several"},
		"1000000000 dollars promised": {Measure: "promised", Value: n(1e9), Unit: "dollars"},
	} {
		if got := quantity(q); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestGiven(t *testing.T) {
	n := func(f float64) *float64 { return &f }
	for _, test := range []struct {
		text string
		q    event.Quantity
		want bool
	}{
		{"Nine buildings destroyed", event.Quantity{Value: n(9), Text: "nine"}, true},
		{"22 killed", event.Quantity{Value: n(22)}, true},
		{"122 killed", event.Quantity{Value: n(22)}, false},
		{"Ninety buildings", event.Quantity{Text: "nine"}, false},
		{"Preliminary count", event.Quantity{Min: n(17)}, false},
		{"", event.Quantity{Text: "nine"}, false},
	} {
		if got := given(test.text, test.q); got != test.want {
			t.Errorf("%q gives %+v: %v, want %v", test.text, test.q, got, test.want)
		}
	}
}

func TestBrief(t *testing.T) {
	long := "A line that goes on and on, so that it does not fit beside a node, and is to be cut off there."
	for text, want := range map[string]string{
		"short":                "short",
		"two\nlines \t of it ": "two lines of it",
		long:                   "A line that goes on and on, so that it does not fit beside a node, and is to be…",
	} {
		if got := brief(text); got != want || len([]rune(got)) > 80 {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
