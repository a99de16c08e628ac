package graph

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"onrecord/event"
)

// stands is the node that stands for an id in a view: of a cluster its first-described member, of a replaced claim that has
// no report in force the one that took its place.
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
		if v.stance(at) != 0 || slices.Contains(seen, next) {
			return at
		}
		at = next
	}
}

// standing is what stands for each of some ids; where two of them would come to be one, each stays itself.
func (v naiveView) standing(raw ...event.ID) (list []event.ID) {
	for _, id := range raw {
		alone := !slices.ContainsFunc(raw, func(o event.ID) bool { return o != id && v.stands(o) == v.stands(id) })
		if alone {
			list = append(list, v.stands(id))
		} else {
			list = append(list, id)
		}
	}
	return list
}

// roles lists the ids that a claim names in its roles.
func (c naiveClaim) roles() (list []event.ID) {
	c.it.Roles(func(_ event.Role, id event.ID) { list = append(list, id) })
	return list
}

// tied lists what an asserted, visible claim ties, itself included; nothing for other claims.
func (v naiveView) tied(c naiveClaim) (list []event.ID) {
	if !v.visible(c) || !slices.Contains(asserted, v.stance(c.id)) {
		return nil
	}
	return append(v.standing(c.roles()...), c.id)
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

// lengths lists the numbers of claims of all ways from one node to another, none through anything twice, in order.
func (v naiveView) lengths(from, goal event.ID, longest int) (all []int) {
	ties := map[event.ID][]event.ID{}
	for _, c := range v.claims {
		ties[c.id] = v.tied(c)
	}
	var nodes, claims []event.ID
	var walk func(at event.ID)
	walk = func(at event.ID) {
		if at == goal {
			all = append(all, len(claims))
			return
		}
		if len(claims) == longest {
			return
		}
		nodes = append(nodes, at)
		for _, c := range v.claims {
			if slices.Contains(claims, c.id) || !slices.Contains(ties[c.id], at) {
				continue
			}
			claims = append(claims, c.id)
			for i, next := range ties[c.id] {
				if !slices.Contains(nodes, next) && !slices.Contains(ties[c.id][:i], next) {
					walk(next)
				}
			}
			claims = claims[:len(claims)-1]
		}
		nodes = nodes[:len(nodes)-1]
	}
	walk(from)
	slices.Sort(all)
	return all
}

// comesAfter reports whether, where two paths of one length part by the claim they go on with, this one's was recorded later.
func (p Path) comesAfter(other Path) bool {
	for i, c := range p.Claims {
		if p.Nodes[i] != other.Nodes[i] {
			return false
		}
		if c.c != other.Claims[i].c {
			return c.c > other.Claims[i].c
		}
	}
	return false
}

func TestPaths(t *testing.T) {
	const longest, limit = 4, 5
	found, none, several := 0, 0, 0
	for seed := range uint64(200) {
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
			ends := asked.standing(from.ID(), to.ID())
			start, goal := ends[0], ends[1]
			want := asked.apart(start, goal)
			if want <= 0 || want > longest {
				if none++; len(paths) > 0 {
					fail("a path was found where there is none")
				}
				continue
			}
			if found++; len(paths) == 0 || len(paths[0].Claims) != want {
				fail(fmt.Sprintf("%d paths, want the first to have %d claims", len(paths), want))
			}
			var lengths []int
			for _, p := range paths {
				lengths = append(lengths, len(p.Claims))
			}
			every := asked.lengths(start, goal, longest)
			if want := every[:min(limit, len(every))]; !slices.Equal(lengths, want) {
				fail(fmt.Sprintf("paths of %v claims, want %v", lengths, want))
			}
			several += len(lengths) - 1
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
				if i > 0 && len(paths[i-1].Claims) == len(p.Claims) && paths[i-1].comesAfter(p) {
					fail("paths of one length are not in log order")
				}
			}
		}
	}
	if found < 80 || none < 80 || several < 100 {
		t.Errorf("%d found, %d not and %d more than one are too few to tell", found, none, several)
	}
}

// Where everybody knows everybody, ways that lead nowhere are as many as there are orders of the crowd.
func TestPathsThroughACrowd(t *testing.T) {
	h := &history{pick: thrown(1), naive: newNaive()}
	crowd := h.people(t, 14)
	goal := h.people(t, 1)[0]
	for i := range crowd {
		for j := range i {
			h.tell(t, &event.RelationHeld{Relation: event.RelAssociate, Subject: crowd[i], Object: crowd[j], Report: &event.Report{}})
		}
	}
	h.tell(t, &event.RelationHeld{Relation: event.RelAssociate, Subject: crowd[0], Object: goal, Report: &event.Report{}})
	v := h.latest(t)
	to, _ := v.Node(goal)
	for i, want := range []int{1, 50} { // to the goal it is one way, from the one who knows it, and many from others
		from, _ := v.Node(crowd[i])
		paths, err := v.Paths(context.Background(), from, to, 12, 50, Filter{})
		if err != nil || len(paths) != want {
			t.Fatalf("%d paths (%v), want %d", len(paths), err, want)
		}
	}
}
