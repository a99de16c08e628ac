package graph

import (
	"context"
	"fmt"
	"strings"

	"onrecord/event"
)

// everything writes all that a view shows, by everything that can be asked of it.
func everything(t tester, g *Graph, spec Spec) string {
	v, err := g.View(spec)
	if err != nil {
		t.Fatal(err)
	}
	var s strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&s, format+"\n", args...) }
	for e := range v.Entities() {
		say("entity %s %s %q key %q from %d cluster %s conflicts %d", short(e.ID()), e.Description().Kind, e.Description().Name, e.Key(), e.Introduced(), entityIDs(e.Cluster()), len(e.Conflicts()))
		say("  neighbors %s relations %s", entityIDs(e.Neighbors()), claimIDs(e.Relations(nil, 0)))
		for _, j := range e.Judgements() {
			a, b := j.Between()
			say("  judged %s %s %s", short(a.ID()), j.Judgement(), short(b.ID()))
		}
	}
	for d := range v.Documents() {
		by, _ := d.Publisher()
		say("document %s by %s %v", short(d.ID()), short(by.ID()), d.Window())
		for c := range d.Claims() {
			say("  cited for %s", short(c.ID()))
		}
	}
	for _, source := range v.Sources() {
		say("source %s %d %d %d", short(source.Entity.ID()), source.Claims, source.Reports, source.Origin)
	}
	every := []event.Holds{event.HoldsYes, event.HoldsMaybe, event.HoldsUndated, event.HoldsNo}
	for c := range v.Claims(Filter{Statuses: []Status{Current, Ended}, Holds: every}) {
		sayClaim(say, c)
	}
	picture, err := v.Picture(context.Background(), Draw{Lift: []Axis{Valid, Recorded}})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range picture.Nodes {
		say("node %s %d %v", short(n.ID()), n.Degree, n.Spans)
	}
	for _, e := range picture.Edges {
		say("edge %s %s %s %s %s %v", short(e.Claim.ID()), e.Role, short(e.Source.ID()), short(e.Target.ID()), e.Stance, e.Spans)
	}
	contradictions, err := v.Contradictions(context.Background(), Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range contradictions {
		say("%s %s by %s of %s %s", k.Kind, claimIDs(k.Claims), claimIDs(k.Relations), k.Measure, k.Unit)
	}
	for _, axis := range []Axis{Valid, Reported, Recorded} {
		before, steps, err := v.Steps(context.Background(), axis, nil, nil, Filter{})
		if err != nil {
			t.Fatal(err)
		}
		say("%s before %s", axis, claimIDs(before))
		for _, step := range steps {
			say("  %d appears %s ends %s changes %s", step.At, claimIDs(step.Appears), claimIDs(step.Ends), claimIDs(step.Changes))
		}
	}
	return s.String()
}

func sayClaim(say func(format string, args ...any), c Claim) {
	replaces, _ := c.Replaces()
	replacedBy, _ := c.ReplacedBy()
	say("claim %s %s %s %v %s hedged %t origins %d replaces %s by %s stands as %s history %s contradicting %s", short(c.ID()), c.Word(), c.Stance(), c.Times(), c.Holds(),
		c.Hedged(), c.IndependentOrigins(), claimIDs([]Claim{replaces}), claimIDs([]Claim{replacedBy}), short(c.Current().ID()), claimIDs(c.History()), claimIDs(c.Contradicting()))
	affected, err := c.Affects(context.Background(), Filter{})
	if err != nil {
		say("  %v", err)
	}
	for _, a := range affected {
		say("  affects %s through %s reported %t at %d", short(a.Claim.ID()), short(a.Through.ID()), a.Reported, a.Distance)
	}
	for _, f := range c.v.Figures(Node{c.v, c.row().node}, "killed") {
		say("  figure %d of %s stood %v", f.Amount, short(f.Report.ID()), f.Stood)
	}
	for role, n := range c.Roles() {
		_, is := n.Entity()
		say("  %s %s entity %t", role, short(n.ID()), is)
	}
	for _, r := range c.Reports() {
		d, cites := r.Document()
		rests, _ := r.Statement()
		say("  report %s in force %t denies %t of %s words %d rests on %s document %t evidence %s modality %s", short(r.ID()), r.InForce(), r.Denies(), entityIDs(r.Chain()), r.Words(),
			claimIDs([]Claim{rests}), cites, r.Evidence(), r.Modality())
		if cites {
			say("    cites %s erased %t", short(d.ID()), d.Erased())
		}
	}
	for _, e := range c.Ends() {
		say("  end %s of %s in force %t by %s words %d", short(e.ID()), short(e.Target()), e.InForce(), entityIDs(e.Chain()), e.Words())
	}
}

func entityIDs(list []Entity) (ids []string) {
	for _, e := range list {
		ids = append(ids, short(e.ID()))
	}
	return ids
}

// claimIDs are the ids of claims; of none at all nothing.
func claimIDs(list []Claim) (ids []string) {
	for _, c := range list {
		if c.c != 0 {
			ids = append(ids, short(c.ID()))
		}
	}
	return ids
}
