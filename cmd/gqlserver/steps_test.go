package main

import (
	"fmt"
	"maps"
	"slices"
	"testing"
)

// stepped is a replay along a clock.
type stepped struct {
	View struct {
		Steps struct {
			Before keyed
			Nodes  []struct {
				At                     string
				Appears, Ends, Changes keyed
			}
		}
	}
}

// Folding the steps of a replay onto what shows before them gives what the view shows at each of its moments, on every
// clock. So a client can play them without asking again.
func TestStepsFold(t *testing.T) {
	s := newStory(t)
	for axis, clock := range map[string]string{"VALID": "validAt", "REPORTED": "reportedAt", "RECORDED": "recordedAt"} {
		t.Run(axis, func(t *testing.T) {
			var replay stepped
			s.ask(t, `query($axis: TimeAxis!) { view { steps(axis: $axis, first: 1000) { before { key }
				nodes { at appears { key } ends { key } changes { key } } } } }`, map[string]any{"axis": axis}, &replay)
			shows := map[string]bool{}
			for _, key := range replay.View.Steps.Before.list() {
				shows[key] = true
			}
			nodes := replay.View.Steps.Nodes
			if len(nodes) < 3 {
				t.Fatalf("only %d steps", len(nodes))
			}
			for _, step := range nodes {
				for _, key := range step.Ends.list() {
					if !shows[key] {
						t.Errorf("%s: %s ends, and did not show", step.At, key)
					}
					delete(shows, key)
				}
				for _, key := range step.Appears.list() {
					if shows[key] {
						t.Errorf("%s: %s appears, and showed already", step.At, key)
					}
					shows[key] = true
				}
				for _, key := range step.Changes.list() {
					if !shows[key] {
						t.Errorf("%s: %s changes, and does not show", step.At, key)
					}
				}
				same(t, step.At, s.visible(t, fmt.Sprintf("(%s: %q)", clock, step.At)), slices.Sorted(maps.Keys(shows)))
			}
			same(t, "in the end", s.visible(t, fmt.Sprintf("(%s: %q)", clock, "9000")), slices.Sorted(maps.Keys(shows)))
		})
	}
}

// Question 17: during the 26th it may be told, at its end it is; and when Kirby takes Austin's claim back, the dispute turns
// into a denial. Each is at the last microsecond of its day.
func TestStepOfRetraction(t *testing.T) {
	var replay stepped
	newStory(t).ask(t, `{ view { steps(axis: REPORTED, first: 1000) { before { key } nodes { at appears { key } ends { key } changes { key } } } } }`, nil, &replay)
	var at []string
	for _, step := range replay.View.Steps.Nodes {
		for _, key := range slices.Concat(step.Appears, step.Ends, step.Changes).list() {
			if key == "iraqi-intelligence-helped" {
				at = append(at, step.At)
			}
		}
	}
	same(t, "its steps", []string{"2021-02-26T05:00:00Z", "2021-02-27T04:59:59.999999Z", "2021-02-28T04:59:59.999999Z"}, at)
}

// visible lists the keys of the claims that a view shows, in the order of keys.
func (s story) visible(t *testing.T, view string) []string {
	t.Helper()
	var answer struct {
		View struct{ Timeline struct{ Nodes keyed } }
	}
	s.ask(t, "{ view"+view+" { timeline(first: 1000) { nodes { key } } } }", nil, &answer)
	keys := answer.View.Timeline.Nodes.list()
	slices.Sort(keys)
	return keys
}
