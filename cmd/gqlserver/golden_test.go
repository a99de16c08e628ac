package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// same fails unless what was asked for came.
func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: want (-), got (+)\n%s", what, diff)
	}
}

// labelled are nodes of any kind, by label.
type labelled []struct{ Label string }

func (all labelled) list() (labels []string) {
	for _, n := range all {
		labels = append(labels, n.Label)
	}
	return labels
}

// keyed are claims, by key without "airstrikes:".
type keyed []struct{ Key string }

func (all keyed) list() (keys []string) {
	for _, c := range all {
		keys = append(keys, strings.TrimPrefix(c.Key, "airstrikes:"))
	}
	return keys
}

// Question 1: who said what, and how.
func TestStatements(t *testing.T) {
	var answer struct {
		View struct {
			Timeline struct {
				TotalCount int
				Nodes      []struct {
					Key, Act string
					Speaker  struct{ Name string }
				}
			}
		}
	}
	newStory(t).ask(t, `{ view { timeline(filter: {kinds: [STATEMENT], about: ["airstrikes:strike"]}) {
		totalCount nodes { key ... on Statement { act speaker { name } } } } } }`, nil, &answer)
	got := map[string]string{}
	for _, n := range answer.View.Timeline.Nodes {
		got[strings.TrimPrefix(n.Key, "airstrikes:")] = n.Act + " " + n.Speaker.Name
	}
	same(t, "statements", map[string]string{
		"kirby-first-statement":        "ANNOUNCE John Kirby",
		"iran-condemns":                "CONDEMN Iran",
		"khatibzadeh-on-sovereignty":   "STATE Saeed Khatibzadeh",
		"khatibzadeh-predicts":         "PREDICT Saeed Khatibzadeh",
		"kirby-clear-signal":           "STATE John Kirby",
		"kirby-defensive-operation":    "STATE John Kirby",
		"kirby-details":                "STATE John Kirby",
		"biden-warns-iran":             "WARN Joe Biden",
		"austin-on-iraqi-intelligence": "STATE Lloyd Austin",
		"no-official-toll":             "REPORT Sputnik",
		"kirby-assessment":             "ESTIMATE John Kirby",
		"biden-directs-strike":         "ORDER Joe Biden",
		"biden-orders-two-targets":     "ORDER Joe Biden",
		"rahman-preliminary-count":     "ESTIMATE Rami Abdul Rahman",
		"sohr-new-count":               "STATE Syrian Observatory for Human Rights",
		"officials-on-two-targets":     "STATE Administration officials",
	}, got)
	same(t, "how many", 16, answer.View.Timeline.TotalCount)
}

// Question 5: one anonymous report behind the raised threat level, however many outlets it passed through.
func TestThreatLevel(t *testing.T) {
	var answer struct {
		View struct {
			Claim struct {
				IndependentOrigins int
				Reports            []struct {
					Cue   string
					Chain []struct {
						Name, Kind string
						Count      int
					}
				}
			}
		}
	}
	newStory(t).ask(t, `{ view { claim(id: "airstrikes:threat-level-raised") { independentOrigins reports { cue chain { name kind count } } } } }`, nil, &answer)
	c := answer.View.Claim
	if c.IndependentOrigins != 1 || len(c.Reports) != 1 || len(c.Reports[0].Chain) != 3 {
		t.Fatalf("got %+v", c)
	}
	origin := c.Reports[0].Chain[2]
	if origin.Kind != "ANONYMOUS_SOURCE" || origin.Count != 2 || c.Reports[0].Cue != "reportedly" {
		t.Errorf("got %+v", c.Reports[0])
	}
}

// Question 12: what took the place of the 17, and since when each is told.
func TestTollHistory(t *testing.T) {
	var answer struct {
		View map[string]struct {
			History keyed
			Reports []struct{ From, To string }
		}
	}
	newStory(t).ask(t, `{ view { old: claim(id: "airstrikes:seventeen-killed") { ...C } new: claim(id: "airstrikes:twenty-two-killed") { ...C }
		last: claim(id: "airstrikes:one-killed-two-wounded") { ...C } } } fragment C on Claim { history { key } reports { from to } }`, nil, &answer)
	for _, name := range []string{"old", "new"} {
		same(t, "history of the "+name, []string{"seventeen-killed", "twenty-two-killed"}, answer.View[name].History.list())
		same(t, "reported, the "+name, []struct{ From, To string }{{"2021-02-26T05:00:00Z", "2021-02-27T04:59:59.999999Z"}}, answer.View[name].Reports)
	}
	same(t, "reported, the last", []struct{ From, To string }{{"2021-03-01T05:00:00Z", "2021-03-02T04:59:59.999999Z"}}, answer.View["last"].Reports)
}

// Question 22: whom Khatibzadeh speaks for.
func TestKhatibzadeh(t *testing.T) {
	var answer struct {
		View struct {
			Entity struct {
				Relations struct {
					Nodes []struct {
						Type, Holds string
						Object      struct{ Label string }
					}
				}
			}
			Claim struct{ OnBehalfOf struct{ Name string } }
		}
	}
	newStory(t).ask(t, `{ view(validAt: "2021-02-26", zone: "America/New_York") {
		entity(id: "Khatibzadeh") { relations(types: [REPRESENTS], direction: OUT) { nodes { type holds object { label } } } }
		claim(id: "airstrikes:khatibzadeh-on-sovereignty") { ... on Statement { onBehalfOf { name } } } } }`, nil, &answer)
	if nodes := answer.View.Entity.Relations.Nodes; len(nodes) != 1 || nodes[0].Object.Label != "Iranian Foreign Ministry" || nodes[0].Holds != "YES" {
		t.Errorf("he represents %+v", nodes)
	}
	same(t, "on behalf of", "Iranian Foreign Ministry", answer.View.Claim.OnBehalfOf.Name)
}

// Question 23: the Pentagon and the Defense Department are one at the end, and two at position 73.
func TestPentagon(t *testing.T) {
	const ask = `query($at: Position) { view(position: $at) { entity(id: "US Defense Department") { name mergedIds } } }`
	s := newStory(t)
	for at, ids := range map[int]int{73: 1, 146: 2} {
		var answer struct {
			View struct {
				Entity struct {
					Name      string
					MergedIds []string
				}
			}
		}
		s.ask(t, ask, map[string]any{"at": at}, &answer)
		if got := answer.View.Entity; got.Name != "US Defense Department" || len(got.MergedIds) != ids {
			t.Errorf("at position %d: %+v, want %d ids", at, got, ids)
		}
	}
}

// Question 24: what leads from Kirby to Syria.
func TestKirbyToSyria(t *testing.T) {
	var answer struct {
		View struct {
			Paths []struct {
				Nodes  labelled
				Claims keyed
			}
		}
	}
	newStory(t).ask(t, `{ view(validAt: "2021-02-25", zone: "America/New_York") { paths(from: "Kirby", to: "Syria") {
		nodes { label } claims { key } } } }`, nil, &answer)
	if len(answer.View.Paths) != 1 {
		t.Fatalf("%d ways, where one was asked for", len(answer.View.Paths))
	}
	way := answer.View.Paths[0]
	same(t, "claims", []string{"kirby-first-statement", "strike"}, way.Claims.list())
	same(t, "nodes", []string{"John Kirby", "US airstrikes in Syria", "Syria"}, way.Nodes.list())
}

// Question 25: what the log held at its first event, at half, and at its end.
func TestPositions(t *testing.T) {
	s := newStory(t)
	for _, want := range []struct{ At, Visible, Entities, Described int }{{1, 0, 0, 1}, {34, 4, 8, 30}, {73, 38, 21, 31}, {146, 73, 43, 44}} {
		var answer struct {
			View struct {
				Snapshot           struct{ Position int }
				Timeline, Entities struct{ TotalCount int }
			}
			Log struct {
				Nodes []struct {
					Type    string
					Payload struct{ Describes string }
				}
			}
		}
		s.ask(t, `query($at: Position, $first: Int) { view(position: $at) { snapshot { position } timeline { totalCount } entities { totalCount } }
			log(first: $first) { nodes { type payload } } }`, map[string]any{"at": want.At, "first": want.At}, &answer)
		got := struct{ At, Visible, Entities, Described int }{
			At: answer.View.Snapshot.Position, Visible: answer.View.Timeline.TotalCount, Entities: answer.View.Entities.TotalCount}
		for _, n := range answer.Log.Nodes {
			if n.Type == "EntityDescribed" && n.Payload.Describes == "" {
				got.Described++
			}
		}
		same(t, "the log", want, got)
	}
}

// A snapshot's root stands for one history: the same at any time, another at another position.
func TestRoots(t *testing.T) {
	s := newStory(t)
	root := func(view string) (found struct {
		Position int
		Root     string
	}) {
		var answer struct {
			View struct {
				Snapshot struct {
					Position int
					Root     string
				}
			}
		}
		s.ask(t, "{ view"+view+" { snapshot { position root } } }", nil, &answer)
		return answer.View.Snapshot
	}
	end := root("")
	if !regexp.MustCompile("^[0-9a-f]{64}$").MatchString(end.Root) || end.Position != 146 {
		t.Fatalf("got %+v", end)
	}
	same(t, "the root of the same position", end, root("(position: 146)"))
	half := root("(position: 73)")
	var recorded struct {
		RecordEvents struct{ Receipt *receipt }
	}
	s.ask(t, recordMutation, map[string]any{"input": map[string]any{"events": []any{person("Ann")}}}, &recorded)
	same(t, "the root of 146 when there are more", end, root("(position: 146)"))
	same(t, "the root of 73 when there are more", half, root("(position: 73)"))
	if more := root(""); more.Root == end.Root || half.Root == end.Root || more.Position != 147 {
		t.Errorf("the roots of 73, 146 and 147: %v, %v, %v", half, end, more)
	}
}
