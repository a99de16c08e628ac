package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQuestions(t *testing.T) {
	s := newStory(t)
	questions, checks := readChecks(t)
	total := 0
	for _, question := range questions {
		t.Run(question, func(t *testing.T) {
			if len(checks[question]) == 0 {
				t.Fatal("the question has no checks")
			}
			for _, c := range checks[question] {
				total++
				c.run(t, s)
			}
		})
	}
	if len(questions) < 32 || total < 70 {
		t.Errorf("only %d questions with %d checks were found", len(questions), total)
	}
}

// check is one line of questions.md; its top says what the fields mean.
type check struct {
	View    map[string]any         `json:"view"`
	Shows   map[string]expectation `json:"shows"`
	Hides   []string               `json:"hides"`
	Ended   map[string]ending      `json:"ended"`
	Exactly []string               `json:"exactly"`
	Visible *int                   `json:"visible"`
}

type expectation struct {
	Holds    string     `json:"holds"`
	Stance   string     `json:"stance"`
	Told     string     `json:"told"`
	Reports  *int       `json:"reports"`
	Origins  *int       `json:"origins"`
	Chains   [][]string `json:"chains"`
	Cue      string     `json:"cue"`
	Modality string     `json:"modality"`
}

type ending struct {
	Reason string   `json:"reason"`
	Chain  []string `json:"chain"`
}

// readChecks reads the checks of questions.md, by the question they stand under.
func readChecks(t *testing.T) (questions []string, checks map[string][]check) {
	t.Helper()
	page, err := os.ReadFile("../../examples/airstrikes/questions.md")
	if err != nil {
		t.Fatal(err)
	}
	checks = map[string][]check{}
	question, inside := "", false
	for _, line := range strings.Split(string(page), "\n") {
		switch title, isTitle := strings.CutPrefix(line, "## "); {
		case isTitle:
			question = title
			questions = append(questions, question)
		case strings.HasPrefix(line, "```"):
			inside = line == "```jsonl"
		case inside:
			var c check
			in := json.NewDecoder(strings.NewReader(line))
			in.DisallowUnknownFields() // what this test does not know, it would not check
			if err := in.Decode(&c); err != nil {
				t.Fatalf("%s: %v", question, err)
			}
			checks[question] = append(checks[question], c)
		}
	}
	return questions, checks
}

// names are entities, by name.
type names []struct{ Name string }

func (ns names) list() []string {
	all := make([]string, len(ns))
	for i, n := range ns {
		all[i] = n.Name
	}
	return all
}

// shown is a claim as a view shows it.
type shown struct {
	Key, Holds, Stance string
	IndependentOrigins int
	Reports            []shownReport
	Ends               []struct {
		InForce bool
		Reason  string
		Chain   names
	}
}

type shownReport struct {
	InForce             bool
	Told, Cue, Modality string
	Position            int
	Chain               names
}

const viewQuery = `query($validAt: Moment, $reportedAt: Moment, $position: Position, $accordingTo: [ID!], $zone: String) {
  view(validAt: $validAt, reportedAt: $reportedAt, position: $position, accordingTo: $accordingTo, zone: $zone) {
    timeline(first: 1000) { totalCount nodes { ...Shown } }
    ended: timeline(first: 1000, filter: {statuses: [ENDED]}) { nodes { ...Shown } }
  }
}
fragment Shown on Claim {
  key holds stance independentOrigins
  reports { inForce told cue modality position chain { name } }
  ends { inForce reason chain { name } }
}`

func (c check) run(t *testing.T, s story) {
	var answer struct {
		View struct {
			Timeline struct {
				TotalCount int
				Nodes      []shown
			}
			Ended struct{ Nodes []shown }
		}
	}
	s.ask(t, viewQuery, c.View, &answer)
	view, err := json.Marshal(c.View)
	if err != nil {
		t.Fatal(err)
	}
	wrong := func(key string, diff string) {
		if diff != "" {
			t.Errorf("view %s, %s: want (-), got (+)\n%s", view, key, diff)
		}
	}
	visible, ended, keys := byKey(answer.View.Timeline.Nodes), byKey(answer.View.Ended.Nodes), []string{}
	for key := range visible {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for key, want := range c.Shows {
		if got, ok := visible[key]; ok {
			wrong(key, cmp.Diff(want, got.as(want)))
		} else {
			t.Errorf("view %s: %s does not show", view, key)
		}
	}
	for _, key := range c.Hides {
		if _, ok := visible[key]; ok {
			t.Errorf("view %s: %s shows", view, key)
		}
	}
	for key, want := range c.Ended {
		got := []ending{}
		for _, e := range ended[key].Ends {
			if e.InForce {
				got = append(got, ending{e.Reason, e.Chain.list()})
			}
		}
		wrong(key, cmp.Diff([]ending{want}, got))
	}
	if c.Exactly != nil {
		wrong("every claim", cmp.Diff(c.Exactly, keys))
	}
	if c.Visible != nil {
		wrong("the number of claims", cmp.Diff([]int{*c.Visible, *c.Visible}, []int{len(visible), answer.View.Timeline.TotalCount}))
	}
}

func byKey(claims []shown) map[string]shown {
	all := map[string]shown{}
	for _, c := range claims {
		all[c.Key] = c
	}
	return all
}

// as is what a claim shows of what is wanted: fields that are not wanted stay empty.
func (c shown) as(want expectation) (got expectation) {
	inForce := 0
	slices.SortFunc(c.Reports, func(a, b shownReport) int { return a.Position - b.Position })
	for _, r := range c.Reports {
		if !r.InForce {
			continue
		}
		inForce++
		if want.Chains != nil {
			got.Chains = append(got.Chains, r.Chain.list())
		}
		if want.Told != "" && (got.Told == "" || r.Told != want.Told) {
			got.Told = r.Told
		}
		if want.Cue != "" {
			got.Cue += r.Cue
		}
		if want.Modality != "" {
			got.Modality += r.Modality
		}
	}
	if want.Holds != "" {
		got.Holds = c.Holds
	}
	if want.Stance != "" {
		got.Stance = c.Stance
	}
	if want.Reports != nil {
		got.Reports = &inForce
	}
	if want.Origins != nil {
		got.Origins = &c.IndependentOrigins
	}
	return got
}
