package graph

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"onrecord/event"
)

// The cases of DESIGN section 10, and some more, each a text file that says what is recorded and what views then show.
// The answers were written by hand from the design.
//
//	people A B                                    entities, at the first positions
//	relation C of A B during 2021-01/2022-05      what a claim is; an undated action when nothing is said
//	report r of C by A B at 2021-02-26 position 10   its first report brings the claim in; deny is a denial
//	retract e of C by A at 2021-02-27 position 20 of B   of: whose reports; without by it is a desk record
//	retract w of 10-20 position 30                   every record at these positions; a retraction's name is that of its end
//	correct x C to D by A at 2021-02-28 position 30      of B: whose reports; duplicate x C of D: D was there before
//	same A B position 40                          or different; with by and at it is told by somebody
//	view V=2021-02-25 R=2021-02-27 P=40 S=A,B zone=Europe/Berlin
//		C shown DISPUTED MAYBE told=YES reports=r,s first=2021-02-26 origins=2
//		D hidden                              or unknown: not recorded
//		A is B                                or is not
//		C ties A                              as it was recorded
//		C current D                           what stands in its place
//		path A B                              or no path, and nothing is drawn
func TestCases(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "cases", "*.txt"))
	if err != nil || len(files) < 14 {
		t.Fatalf("%d cases: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := &story{T: t, ids: map[string]event.ID{}, claims: map[string]event.Claim{}, told: map[string]bool{}, g: New()}
			for i, line := range strings.Split(string(text), "\n") {
				s.at = fmt.Sprintf("%s:%d", file, i+1)
				s.line(line)
			}
			if s.expected == 0 {
				t.Fatal("the case expects nothing")
			}
		})
	}
}

// story plays a case.
type story struct {
	*testing.T
	g        *Graph
	ids      map[string]event.ID // by the name in the text
	claims   map[string]event.Claim
	told     map[string]bool // claims that are recorded
	v        *View
	at       string // file and line
	reports  []string
	expected int
}

func (s *story) fail(format string, args ...any) {
	s.Helper()
	s.Fatalf("%s: %s", s.at, fmt.Sprintf(format, args...))
}

func (s *story) line(line string) {
	words := strings.Fields(line)
	switch {
	case len(words) == 0 || words[0] == "#":
	case line[0] == '\t':
		s.expect(words)
	case words[0] == "view":
		s.look(words[1:])
	default:
		s.happen(words)
	}
}

// id names what a word names, the same always.
func (s *story) id(word string) event.ID {
	if id, ok := s.ids[word]; ok {
		return id
	}
	return event.ID{15: 1}.Derive(word)
}

func (s *story) list(words []string) (list []event.ID) {
	for _, w := range words {
		list = append(list, s.id(w))
	}
	return list
}

// record puts a payload at a position; what lies between is filled with assessments, which change nothing.
func (s *story) record(position string, name string, payload event.Payload) {
	next := s.g.next.head + 1
	p := next
	if position != "" {
		if p = s.number(position); p < next {
			s.fail("position %q comes after %d", position, next-1)
		}
	}
	for ; next <= p; next++ {
		e := event.Event{ID: s.id(name), Payload: payload}
		if next < p {
			e = event.Event{ID: s.id(fmt.Sprint("filler ", next)), Payload: &event.ClaimAssessed{Of: s.id(name), Note: "filler"}}
		}
		if err := e.Validate(); err != nil {
			s.fail("%v", err)
		}
		if err := s.g.Apply(encoded(s, next, event.Instant(next)*1e6, e)); err != nil {
			s.fail("%v", err)
		}
	}
	s.g.Publish()
}

func (s *story) number(text string) event.Position {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		s.fail("%v", err)
	}
	return event.Position(n)
}

// parts splits "by A B at 2021 position 3" at the words that begin a part.
func parts(words []string, keys ...string) map[string][]string {
	found, key := map[string][]string{}, ""
	for _, w := range words {
		if slices.Contains(keys, w) {
			key = w
			found[key] = []string{}
		} else {
			found[key] = append(found[key], w)
		}
	}
	return found
}

func first(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

func (s *story) when(date, zone string) *event.When {
	if date == "" {
		return nil
	}
	w, err := event.NewWhen(date, "", nil, zone, event.ID{})
	if err != nil {
		s.fail("%v", err)
	}
	return w
}

func (s *story) origin(p map[string][]string) event.Origin {
	o := event.Origin{Chain: s.list(p["by"]), ReportedAt: s.when(first(p["at"]), "")}
	if o.ReportedAt != nil {
		o.Window = new(o.ReportedAt.Window())
	}
	return o
}

// happen records what a line says.
func (s *story) happen(words []string) {
	p := parts(words[1:], "of", "by", "at", "position", "to", "on", "during", "zone", "for", "cue")
	position, name := first(p["position"]), first(p[""])
	when := s.when(first(p["on"])+first(p["during"]), first(p["zone"]))
	switch words[0] {
	case "people":
		for _, name := range words[1:] {
			s.record("", name, &event.EntityDescribed{Kind: event.KindPerson, Name: name})
		}
	case "action":
		s.claims[name] = &event.ActionTaken{Category: event.CategoryAssault, When: when}
	case "relation":
		s.claims[name] = &event.RelationHeld{Relation: event.RelAssociate, Subject: s.id(p["of"][0]), Object: s.id(p["of"][1]), When: when}
	case "statement":
		s.claims[name] = &event.StatementMade{Speaker: s.id(p["of"][0]), OnBehalfOf: s.id(first(p["for"])), Act: event.ActState, Paraphrase: "words", When: when}
	case "report", "deny":
		r := &event.Report{ID: s.id(name), Origin: s.origin(p), Cue: first(p["cue"])}
		if words[0] == "deny" {
			r.Stance = event.StanceDenied
		}
		s.reports = append(s.reports, name)
		claim := first(p["of"])
		if s.told[claim] {
			s.record(position, "event of "+name, &event.ClaimReported{Claim: s.id(claim), Report: *r})
			return
		}
		s.record(position, claim, s.claim(claim, r).(event.Payload))
	case "correct", "duplicate":
		k := &event.ClaimCorrected{Target: s.id(p[""][1]), End: event.End{Reason: event.ReasonEntryError, Origin: s.origin(p)}}
		if words[0] == "duplicate" {
			k.DuplicateOf = s.id(first(p["of"]))
		} else {
			k.End.Of = s.list(p["of"])
			var r *event.Report
			better := first(p["to"])
			if k.ClaimID = s.id(better); !k.End.Desk() {
				r = &event.Report{ID: s.id("report of " + better), Origin: s.origin(p)}
			}
			switch c := s.claim(better, r).(type) {
			case *event.ActionTaken:
				k.Action = c
			case *event.RelationHeld:
				k.Relation = c
			}
		}
		s.record(position, name, k)
	case "retract": // "of" says what is ended, and a second one whose reports of it
		of := p["of"]
		if i := slices.Index(words, "of"); i >= 0 && len(words) > i+1 {
			p["target"] = words[i+1 : i+2]
			if len(of) == 1 && of[0] == words[i+1] {
				of = nil
			}
		}
		r := &event.ClaimRetracted{Target: s.id(first(p["target"])), End: event.End{Reason: event.ReasonSourceRetracted, Of: s.list(of), Origin: s.origin(p)}}
		if from, to, is := strings.Cut(first(p["target"]), "-"); is {
			r.Target, r.Positions = event.ID{}, &event.Positions{From: s.number(from), To: s.number(to)}
		}
		s.ids[name] = s.id("event of " + name).Derive("end")
		s.record(position, "event of "+name, r)
	case "same", "different":
		j := &event.IdentityJudged{A: s.id(p[""][0]), B: s.id(p[""][1]), Judgement: event.JudgedSame, Origin: s.origin(p)}
		if words[0] == "different" {
			j.Judgement = event.JudgedDifferent
		}
		s.record(position, strings.Join(words, " "), j)
	default:
		s.fail("%q is nothing that happens", words[0])
	}
}

// claim is what was said of a claim before, an action when nothing was; with its first report.
func (s *story) claim(name string, r *event.Report) event.Claim {
	s.told[name] = true
	switch c := s.claims[name].(type) {
	case *event.RelationHeld:
		c.Report = r
		return c
	case *event.StatementMade:
		c.Report = r
		return c
	case *event.ActionTaken:
		c.Report = r
		return c
	}
	return &event.ActionTaken{Category: event.CategoryAssault, Report: r}
}
