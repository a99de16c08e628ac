package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/event"
	"onrecord/graph"
	"onrecord/search"
)

// speech is statements of 25 words of a vocabulary whose words are said as often as in any language, the second half as often
// as the first and so on, by entities with names of two words; one in twenty is retracted.
type speech struct {
	*history
	words []string
	said  *rand.Zipf
}

// wordsSaid is how many words the vocabulary has.
const wordsSaid = 30_000

func newSpeech() *speech {
	s := &speech{history: newsroom.history(7)}
	s.said = rand.NewZipf(s.random, 1.05, 3, wordsSaid-1)
	known := map[string]bool{}
	for len(s.words) < wordsSaid {
		word := s.coined()
		if !known[word] {
			known[word] = true
			s.words = append(s.words, word)
		}
	}
	return s
}

// coined is a word of two to four syllables.
func (s *speech) coined() (word string) {
	for range 2 + s.random.IntN(3) {
		word += string("bdfghklmnprstvz"[s.random.IntN(15)]) + string("aeiou"[s.random.IntN(5)])
	}
	return word + string("klmnrst"[s.random.IntN(7)])
}

func (s *speech) word() string { return s.words[s.said.Uint64()] }

// events are entities, and then so many statements and what is retracted of them.
func (s *speech) events(entities, statements int) (all []event.Event) {
	for range entities {
		id := s.id()
		s.entities = append(s.entities, id)
		all = append(all, event.Event{ID: id, Payload: &event.EntityDescribed{Kind: event.KindPerson, Name: s.coined() + " " + s.coined(), Aliases: []string{s.coined()}}})
	}
	for range statements {
		said := make([]string, 25)
		for i := range said {
			said[i] = s.word()
		}
		id, made := s.id(), s.statement()
		made.Quotes = []string{strings.Join(said, " ")}
		all = append(all, event.Event{ID: id, Payload: made})
		if s.random.IntN(20) == 0 {
			all = append(all, event.Event{ID: s.id(), Payload: &event.ClaimRetracted{Target: id, End: event.End{Reason: event.ReasonEntryError}}})
		}
	}
	return all
}

// TestSearch measures searches of 100,000 statements and 10,000 names, or of as many statements as ONRECORD_BENCH_EVENTS
// says: three rounds, of which the medians are printed.
func TestSearch(t *testing.T) {
	asked(t)
	s := newSpeech()
	all := s.events(10_000, eventsOr(t, 100_000))
	g := folded(t, slices.Values(all))
	var log []event.Record
	for r, err := range records(0, slices.Values(all)) {
		if err != nil {
			t.Fatal(err)
		}
		log = append(log, r)
	}
	before := heap()
	begun := time.Now()
	x := search.New()
	err := x.Load(func(yield func(event.Record, error) bool) {
		for i := 0; i < len(log) && yield(log[i], nil); i++ {
		}
	})
	took := time.Since(begun)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d events indexed in %v: %.0f/s; the index has %.1f MB", len(log), took, float64(len(log))/took.Seconds(), float64(heap()-before)/1e6)
	runtime.KeepAlive(log)
	runtime.KeepAlive(all)
	middle, day := g.Head()*3/4, day(2021, 9, 1)
	for _, v := range []struct {
		name string
		spec graph.Spec
	}{{"now", graph.Spec{}}, {"then", graph.Spec{Position: &middle, ValidAt: day, ReportedAt: day}}} {
		for _, q := range s.queries() {
			var p50, p99 []float64
			found := 0
			for range 3 {
				took := make([]time.Duration, 300)
				for i := range took {
					view := viewed(t, g, v.spec)
					query, err := search.ParseQuery(q.text())
					if err != nil {
						t.Fatal(err)
					}
					begun := time.Now()
					hits, err := x.Search(context.Background(), view, search.Ask{Query: query, Kinds: q.kinds})
					if took[i] = time.Since(begun); err != nil {
						t.Fatal(err)
					}
					found += len(hits)
				}
				slices.Sort(took)
				p50 = append(p50, float64(took[150].Microseconds()))
				p99 = append(p99, float64(took[297].Microseconds()))
			}
			t.Logf("%-5s %-42s p50 %8.0f us  p99 %8.0f us  %6d found on the average", v.name, q.name, median(p50), median(p99), found/900)
		}
	}
}

// asking is a sort of query.
type asking struct {
	name  string
	kinds []search.Kind
	text  func() string
}

func (s *speech) queries() []asking {
	name := func() []rune { return []rune(s.coined()) }
	return []asking{
		{"two words, as often as they are said", nil, func() string { return s.word() + " " + s.word() }},
		{"two of the 1000 most usual words", nil, func() string { return s.words[s.random.IntN(1000)] + " " + s.words[s.random.IntN(1000)] }},
		{"one word, as often as they are said", nil, s.word},
		{"the two most usual words", nil, func() string { return s.words[0] + " " + s.words[1] }},
		{"a phrase of two words", nil, func() string { return fmt.Sprintf("%q", s.word()+" "+s.word()) }},
		{"a name of which four letters are typed", []search.Kind{search.Entity}, func() string { return string(name()[:4]) }},
		{"a name that may be misspelt", []search.Kind{search.Entity}, func() string { return string(name()) }},
	}
}
