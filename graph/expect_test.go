package graph

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"onrecord/event"
)

// look opens a view: "R=2021-02-27 P=40 S=AFP,NPR".
func (s *story) look(words []string) {
	asked := map[string]string{}
	for _, w := range words {
		key, value, _ := strings.Cut(w, "=")
		asked[key] = value
	}
	moment := func(text string) *event.Instant {
		if text == "" {
			return nil
		}
		if i, err := event.ParseInstant(text); err == nil {
			return &i
		}
		return new(s.when(text, asked["zone"]).Window().Last)
	}
	spec := Spec{ValidAt: moment(asked["V"]), ReportedAt: moment(asked["R"])}
	if asked["P"] != "" {
		p := s.number(asked["P"])
		if p > s.g.next.head { // the log goes on with what changes nothing
			s.record(asked["P"], "filler", &event.ClaimAssessed{Of: s.id("filler"), Note: "filler"})
		}
		spec.Position = &p
	}
	if asked["S"] != "" {
		spec.AccordingTo = s.list(strings.Split(asked["S"], ","))
	}
	var err error
	if s.v, err = s.g.View(spec); err != nil {
		s.fail("%v", err)
	}
}

// expect checks a line of what a view shows.
func (s *story) expect(words []string) {
	s.expected++
	switch {
	case words[0] == "path" || words[0] == "no" && words[1] == "path":
		from, _ := s.v.Node(s.id(words[len(words)-2]))
		to, _ := s.v.Node(s.id(words[len(words)-1]))
		paths, err := s.v.Paths(context.Background(), from, to, 6, 1, Filter{})
		if err != nil || (len(paths) == 1) != (words[0] == "path") {
			s.fail("%d paths (%v)", len(paths), err)
		}
		if drawn := len(draw(s.T, s.v, Draw{}).Edges); (drawn > 0) != (words[0] == "path") {
			s.fail("%d edges are drawn", drawn)
		}
	case words[1] == "is":
		a, _ := s.v.Entity(s.id(words[0]))
		merged := slices.ContainsFunc(a.Cluster(), func(e Entity) bool { return e.ID() == s.id(words[len(words)-1]) })
		if merged != (words[2] != "not") {
			s.fail("merged: %t", merged)
		}
	default:
		s.expectClaim(words[0], words[1], words[2:])
	}
}

func (s *story) expectClaim(name, state string, rest []string) {
	c, known := s.v.Claim(s.id(name))
	switch state {
	case "unknown":
		if known {
			s.fail("%s is recorded", name)
		}
		return
	case "current":
		if c.Current().ID() != s.id(rest[0]) {
			s.fail("in place of %s stands %s", name, c.Current().ID())
		}
		return
	case "ties":
		for _, n := range c.Roles() {
			if n.ID() == s.id(rest[0]) {
				return
			}
		}
		s.fail("%s does not tie %s", name, rest[0])
	case "shown", "hidden":
		if !known || c.Visible() != (state == "shown") {
			s.fail("%s: known %t, visible %t", name, known, c.Visible())
		}
	default:
		s.fail("%q is nothing to expect", state)
	}
	var inForce []string
	told, since := "YES", event.Future
	for _, r := range c.Reports() {
		if r.InForce() {
			for _, known := range s.reports {
				if s.id(known) == r.ID() {
					inForce = append(inForce, known)
				}
			}
			since = min(since, r.Window().First)
			if !r.Certain() {
				told = "MAYBE"
			}
		}
	}
	for _, word := range rest {
		key, value, _ := strings.Cut(word, "=")
		got := c.Stance().String()
		switch key {
		case "YES", "MAYBE", "UNDATED":
			got, value = c.Holds().String(), key
		case "told":
			got = told
		case "reports":
			slices.Sort(inForce)
			got = strings.Join(inForce, ",")
		case "first":
			got, value = since.String(), s.when(value, "").Window().First.String()
		case "origins":
			got = strconv.Itoa(c.IndependentOrigins())
		default:
			value = key
		}
		if got != value {
			s.fail("%s %s: it is %s", name, word, got)
		}
	}
}
