package graph

import (
	"testing"

	"onrecord/event"
)

// A claim and the one that took its place, of which another claim says that they contradict each other, stay two: in the
// picture, on a path, and as what contradicts what.
func TestAClaimDoesNotContradictItself(t *testing.T) {
	h := &history{pick: thrown(1), naive: newNaive()}
	sources := h.people(t, 2)
	by := func(i int) *event.Report { return &event.Report{Origin: event.Origin{Chain: sources[i : i+1]}} }
	old := h.tell(t, &event.ActionTaken{Category: event.CategoryCasualties, Report: by(0)})
	also := h.tell(t, &event.ClaimReported{Claim: old, Report: *by(1)})
	correction := h.tell(t, &event.ClaimCorrected{Target: old, End: event.End{Reason: event.ReasonSourceCorrected, Origin: by(0).Origin},
		Action: &event.ActionTaken{Category: event.CategoryCasualties, Report: by(0)}})
	better := correction.Derive("claim")
	contra := h.tell(t, &event.RelationHeld{Relation: event.RelContradicts, Subject: old, Object: better, Report: by(1)})
	expect := func(contradicts map[event.ID][]event.ID) {
		t.Helper()
		v := h.latest(t)
		for id, want := range contradicts {
			c, _ := v.Claim(id)
			var got []event.ID
			for _, other := range c.Contradicting() {
				got = append(got, other.ID())
			}
			if len(got) != len(want) || len(got) == 1 && got[0] != want[0] {
				t.Errorf("%s is contradicted by %v, want %v", short(id), sorted(got), sorted(want))
			}
		}
		edges := draw(t, v, Draw{}).Edges
		if len(edges) != 1 || edges[0].Claim.ID() != contra || edges[0].Source.ID() != old || edges[0].Target.ID() != better {
			t.Errorf("drawn: %+v", edges)
		}
		from, _ := v.Node(old)
		to, _ := v.Node(better)
		paths, err := v.Paths(t.Context(), from, to, 6, 1, Filter{})
		if err != nil || len(paths) != 1 || len(paths[0].Claims) != 1 || paths[0].Claims[0].ID() != contra {
			t.Errorf("paths: %+v (%v)", paths, err)
		}
	}
	expect(map[event.ID][]event.ID{old: {better}, better: {old}})
	h.tell(t, &event.ClaimRetracted{Target: also.Derive("report"), End: event.End{Reason: event.ReasonEntryError}})
	expect(map[event.ID][]event.ID{old: {better}, better: nil}) // the old one has ended: it contradicts nothing now
}

// An id that is named before the claim that bears it is recorded is no claim in the views of until then, while readers
// look on.
func TestAnIDNamedBeforeItsClaim(t *testing.T) {
	h := &history{pick: thrown(1), naive: newNaive()}
	e := h.people(t, 1)[0]
	early := h.tell(t, &event.RelationHeld{Relation: event.RelAssociate, Subject: e, Object: numbered(4), Report: &event.Report{}})
	h.tell(t, &event.EntityDescribed{Kind: event.KindPerson, Name: "F"})
	h.tell(t, &event.RelationHeld{Relation: event.RelAssociate, Subject: e, Object: numbered(3), Report: &event.Report{}})
	g := New()
	if err := g.Load(h.log(1, 3)); err != nil {
		t.Fatal(err)
	}
	v, err := g.View(Spec{})
	if err != nil {
		t.Fatal(err)
	}
	names := func(v *View) (is bool) {
		c, _ := v.Claim(early)
		for role, n := range c.Roles() {
			if role == event.RoleObject {
				_, is = n.Claim()
			}
		}
		return is
	}
	looked, stop := make(chan bool), make(chan struct{})
	go func() {
		seen := false
		for {
			select {
			case <-stop:
				looked <- seen
				return
			default:
				seen = seen || names(v)
			}
		}
	}()
	if err := g.Load(h.log(4, 4)); err != nil {
		t.Fatal(err)
	}
	close(stop)
	if <-looked || names(v) {
		t.Error("a view from before the claim takes the id for a claim")
	}
	if v, err = g.View(Spec{}); err != nil || !names(v) {
		t.Errorf("a view of now does not (%v)", err)
	}
}
