package graph

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"onrecord/event"
)

// stands is the node that stands for an id in a view: of a cluster its first-described member, of a replaced claim the
// one that took its place.
func (v naiveView) stands(id event.ID) event.ID {
	if _, is := v.known(id); !is {
		return v.first(id)
	}
	var seen []event.ID
	for at := id; ; {
		seen = append(seen, at)
		next := at
		for _, k := range v.corrections {
			_, old := v.known(k.old)
			if _, ok := v.known(k.better); old && ok && k.old == at && slices.ContainsFunc(v.records, func(r naiveRecord) bool { return r.id == k.halves[0] && v.inForce(r) }) {
				next = k.better
			}
		}
		if slices.Contains(seen, next) {
			return at
		}
		at = next
	}
}

// tied lists what an asserted, visible claim ties, itself included; nothing for other claims.
func (v naiveView) tied(c naiveClaim) (list []event.ID) {
	if !v.visible(c) || !v.stance(c.id).Asserted() {
		return nil
	}
	c.it.Roles(func(_ event.Role, id event.ID) { list = append(list, v.stands(id)) })
	return append(list, c.id)
}

// apart is the number of claims on a shortest way, by breadth first over everything; -1 when there is none.
func (v naiveView) apart(from, to event.ID) int {
	reached := []event.ID{from}
	for d := 0; ; d++ {
		if slices.Contains(reached, to) {
			return d
		}
		next := slices.Clone(reached)
		for _, c := range v.claims {
			if ties := v.tied(c); overlap(ties, reached) {
				for _, id := range ties {
					if !slices.Contains(next, id) {
						next = append(next, id)
					}
				}
			}
		}
		if len(next) == len(reached) {
			return -1
		}
		reached = next
	}
}

func TestPaths(t *testing.T) {
	const longest, limit = 4, 5
	found, none := 0, 0
	for seed := range uint64(150) {
		h := makeHistory(t, thrown(seed), 60)
		g := h.graph(t)
		for range 4 {
			asked := h.asked()
			v, err := g.View(asked.spec())
			if err != nil {
				t.Fatal(err)
			}
			things := h.entities
			if h.chance(1, 3) {
				things = slices.Concat(h.entities, h.claims)
			}
			from, known := v.Node(one(h, things))
			to, knownToo := v.Node(one(h, things))
			if !known || !knownToo {
				continue
			}
			paths, err := v.Paths(context.Background(), from, to, longest, limit, Filter{})
			if err != nil {
				t.Fatal(err)
			}
			fail := func(what string) {
				t.Helper()
				t.Fatalf("seed %d, %s, from %s to %s: %s\n%s", seed, asked, short(from.ID()), short(to.ID()), what, h)
			}
			start, goal := asked.stands(from.ID()), asked.stands(to.ID())
			want := asked.apart(start, goal)
			if want <= 0 || want > longest {
				if none++; len(paths) > 0 {
					fail("a path was found where there is none")
				}
				continue
			}
			if found++; len(paths) == 0 || len(paths) > limit || len(paths[0].Claims) != want {
				fail(fmt.Sprintf("%d paths, want the first to have %d claims", len(paths), want))
			}
			var all []string
			for i, p := range paths {
				if i > 0 && len(p.Claims) < len(paths[i-1].Claims) || len(p.Claims) > longest || len(p.Nodes) != len(p.Claims)+1 {
					fail("the lengths are wrong")
				}
				if p.Nodes[0].ID() != start || p.Nodes[len(p.Nodes)-1].ID() != goal {
					fail("a path does not go from one end to the other")
				}
				text := ""
				for k, c := range p.Claims {
					n, _ := asked.known(c.ID())
					if ties := asked.tied(n); !slices.Contains(ties, p.Nodes[k].ID()) || !slices.Contains(ties, p.Nodes[k+1].ID()) {
						fail(short(c.ID()) + " does not tie its two nodes")
					}
					if slices.ContainsFunc(p.Nodes[:k+1], func(n Node) bool { return n.ID() == p.Nodes[k+1].ID() }) || slices.ContainsFunc(p.Claims[:k], func(o Claim) bool { return o == c }) {
						fail("a path goes through something twice")
					}
					text += short(p.Nodes[k].ID()) + " " + short(c.ID()) + " "
				}
				if slices.Contains(all, text) {
					fail("a path comes twice")
				}
				all = append(all, text)
			}
		}
	}
	if found < 80 || none < 80 {
		t.Errorf("%d found and %d not are too few to tell", found, none)
	}
}

func TestPathsStopWithTheContext(t *testing.T) {
	h := makeHistory(t, thrown(3), 40)
	v, err := h.graph(t).View(Spec{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	a, _ := v.Node(h.entities[0])
	b, _ := v.Node(h.entities[1])
	if _, err := v.Paths(ctx, a, b, 4, 1, Filter{}); err == nil {
		t.Fatal("a search whose context was over went on")
	}
}
