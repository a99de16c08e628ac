package graph

import (
	"context"
	"slices"
	"testing"

	"onrecord/event"
)

// A claim that ties exactly two things is one edge between them; any other, and one that another claim points at, is a
// node with an edge for each of its roles. What is cut away leaves no loose ends.
func TestShapeOfThePicture(t *testing.T) {
	plain, pointed, cut := 0, 0, 0
	for seed := range uint64(150) {
		h := makeHistory(t, thrown(seed), 60)
		g := h.graph(t)
		asked := h.asked()
		v, err := g.View(asked.spec())
		if err != nil {
			t.Fatal(err)
		}
		whole := draw(t, v, Draw{})
		edges := map[event.ID][]PictureEdge{}
		for _, e := range whole.Edges {
			edges[e.Claim.ID()] = append(edges[e.Claim.ID()], e)
		}
		for _, c := range asked.claims {
			got := edges[c.id]
			if !asked.visible(c) || !slices.Contains(asserted, asked.stance(c.id)) {
				if len(got) > 0 {
					t.Fatalf("seed %d, %s: %s is drawn", seed, asked, short(c.id))
				}
				continue
			}
			type role struct {
				role event.Role
				id   event.ID
			}
			var roles []role
			var things []event.ID
			c.it.Roles(func(r event.Role, id event.ID) {
				if !slices.Contains(roles, role{r, id}) {
					roles = append(roles, role{r, id})
				}
				if !slices.Contains(things, id) {
					things = append(things, id)
				}
			})
			stand := asked.standing(things...)
			if len(things) == 2 && !asked.pointedAt(c.id) {
				plain++
				if len(got) != 1 || got[0].Role != 0 || got[0].Source.ID() != stand[0] || got[0].Target.ID() != stand[1] || got[0].Stance != asked.stance(c.id) {
					t.Fatalf("seed %d, %s: %s should be one edge, is %+v\n%s", seed, asked, short(c.id), got, h)
				}
				continue
			}
			pointed++
			if len(got) != len(roles) {
				t.Fatalf("seed %d, %s: the node %s has %d edges, want %d", seed, asked, short(c.id), len(got), len(roles))
			}
			for i, e := range got {
				if e.Role != roles[i].role || e.Source.ID() != c.id || e.Target.ID() != stand[slices.Index(things, roles[i].id)] {
					t.Fatalf("seed %d, %s: edge %d of the node %s is %+v", seed, asked, i, short(c.id), e)
				}
			}
		}
		if len(whole.Nodes) < 4 {
			continue
		}
		cut++
		focus := whole.Nodes[h.pick(len(whole.Nodes))].Node
		part := draw(t, v, Draw{Focus: []Node{focus}, Depth: 2, MaxNodes: 3})
		if n := len(part.Nodes); n > 3 || n < 1 || part.TotalNodes > whole.TotalNodes || part.TotalNodes < n || part.TotalEdges < len(part.Edges) {
			t.Fatalf("seed %d: %d nodes of %d of %d", seed, n, part.TotalNodes, whole.TotalNodes)
		}
		has := func(n Node) bool {
			return slices.ContainsFunc(part.Nodes, func(o PictureNode) bool { return o.ID() == n.ID() })
		}
		if !has(focus) {
			t.Fatalf("seed %d: the focus was cut away", seed)
		}
		for _, e := range part.Edges {
			if !has(e.Source) || !has(e.Target) {
				t.Fatalf("seed %d: an edge hangs on nothing", seed)
			}
		}
	}
	if plain < 100 || pointed < 100 || cut < 50 {
		t.Errorf("%d edges, %d nodes and %d cuts are too few to tell", plain, pointed, cut)
	}
}

// pointedAt reports whether a claim recorded by the view's position ties a claim, or one that it stands for.
func (v naiveView) pointedAt(claim event.ID) (is bool) {
	for _, c := range v.claims {
		if c.pos <= v.p {
			is = is || slices.Contains(c.roles(), claim) || slices.Contains(v.standing(c.roles()...), claim)
		}
	}
	return is
}

// A claim that was affirmed and is now denied is drawn, when the reported clock is lifted, with the stance it had when it
// showed last.
func TestStanceWhereItShowsLast(t *testing.T) {
	h := &history{pick: thrown(1), naive: newNaive(), how: []option{deskJudgements}}
	for _, p := range []event.Payload{
		&event.EntityDescribed{Kind: event.KindPerson, Name: "A"},
		&event.EntityDescribed{Kind: event.KindPerson, Name: "B"},
		&event.RelationHeld{Relation: event.RelAssociate, Subject: numbered(1), Object: numbered(2), Report: &event.Report{Origin: told(1, 10)}},
		&event.ClaimReported{Claim: numbered(3), Report: event.Report{Stance: event.StanceDenied, Origin: told(2, 20)}},
		&event.ClaimRetracted{Target: numbered(3), End: event.End{Reason: event.ReasonSourceRetracted, Origin: told(1, 30)}},
	} {
		pos := h.head() + 1
		h.records = append(h.records, encoded(t, pos, event.Instant(pos), event.Event{ID: numbered(pos), Payload: p}))
	}
	v, err := h.graph(t).View(Spec{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(draw(t, v, Draw{}).Edges); n != 0 {
		t.Fatalf("%d edges are drawn of what is only denied", n)
	}
	edges := draw(t, v, Draw{Lift: []Axis{Reported}}).Edges
	if len(edges) != 1 || edges[0].Stance != Disputed {
		t.Fatalf("drawn: %+v", edges)
	}
	if want := []event.Window{{First: 10, Last: 29}}; !slices.Equal(edges[0].Spans.Reported, want) {
		t.Fatalf("it shows in %v, want %v", edges[0].Spans.Reported, want)
	}
}

// told is an origin with one source and one moment.
func told(source event.Position, at event.Instant) event.Origin {
	return event.Origin{Chain: []event.ID{numbered(source)}, Window: &event.Window{First: at, Last: at}}
}

// draw draws a view to the end.
func draw(t *testing.T, v *View, d Draw) Picture {
	t.Helper()
	picture, err := v.Picture(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}
