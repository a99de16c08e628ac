package graph

import (
	"cmp"
	"context"
	"slices"
)

// route is a way to the goal: the best of those that begin with some fixed steps, and go on with none that is barred.
type route struct {
	steps  []step
	places []int // of each step, its place among the ways on from its node; routes of one length come in their order
	fixed  int
	barred []int // places
}

func (r route) compare(other route) int {
	return cmp.Or(cmp.Compare(len(r.steps), len(other.steps)), slices.Compare(r.places, other.places))
}

// routes lists up to limit shortest routes from a start within reach, none longer than longest, by the method of Yen and
// Lawler: all routes but the best one are split by where they leave it, and the best of each part is looked for.
func (n *network) routes(ctx context.Context, start row, longest, limit int) (found []route, err error) {
	var waiting []route // the best of each part, in order
	look := func(part route) error {
		r, ok, err := n.best(ctx, start, part, longest)
		if ok {
			at, _ := slices.BinarySearchFunc(waiting, r, route.compare)
			waiting = slices.Insert(waiting, at, r)
		}
		return err
	}
	if err := look(route{}); err != nil {
		return nil, err
	}
	for len(waiting) > 0 && len(found) < limit {
		r := waiting[0]
		waiting = waiting[1:]
		found = append(found, r)
		for i := r.fixed; i < len(r.steps) && len(found) < limit; i++ {
			part := route{r.steps[:i:i], r.places[:i:i], i, []int{r.places[i]}}
			if i == r.fixed {
				part.barred = append(part.barred, r.barred...)
			}
			if err := look(part); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// best finds the best route of a part, of which the fixed steps are given.
func (n *network) best(ctx context.Context, start row, part route, longest int) (route, bool, error) {
	s := search{network: n, part: part, at: start, passed: map[row]bool{start: true}, spent: map[row]bool{}, barred: map[row]bool{}}
	for _, given := range part.steps {
		s.at, s.passed[given.to], s.spent[given.by] = given.to, true, true
	}
	for _, place := range part.barred {
		s.barred[n.ways(s.at)[place].by] = true
	}
	for length := n.left[s.at]; length <= longest-part.fixed; length++ {
		s.cut = false
		if r, found, err := s.within(ctx, length); found || err != nil || !s.cut {
			return r, found, err
		}
	}
	return route{}, false, nil
}

// search looks for the best route of a part, breadth first from where its fixed steps end.
type search struct {
	*network
	part   route
	at     row
	passed map[row]bool // nodes of the fixed steps
	spent  map[row]bool // claims of the fixed steps
	barred map[row]bool // claims of barred steps
	cut    bool         // a way was left for being too long
}

// stop is somewhere that a search has come to.
type stop struct {
	where
	length int // steps to here
	from   int // the stop before
	by     step
	place  int // of the step, among the ways on from the node before
}

// where tells stops apart. A shortest route goes through no claim twice, as the claim is a shorter way itself, unless that
// way is barred: so where the first step was by a claim of a barred step, it is kept in mind.
type where struct{ node, first row }

// within finds the best route with no more steps than length after the fixed ones.
func (s *search) within(ctx context.Context, length int) (route, bool, error) {
	stops := []stop{{where: where{node: s.at}}}
	seen := map[where]bool{}
	for i := 0; i < len(stops); i++ {
		if err := ctx.Err(); err != nil {
			return route{}, false, err
		}
		p := stops[i]
		for k, on := range s.ways(p.node) {
			left, near := s.left[on.to]
			if !near || s.passed[on.to] || s.spent[on.by] || on.by == p.first || i == 0 && slices.Contains(s.part.barred, k) {
				continue
			}
			if p.length+1+left > length {
				s.cut = true
				continue
			}
			next := where{on.to, p.first}
			if i == 0 && s.barred[on.by] {
				next.first = on.by
			}
			if seen[next] {
				continue
			}
			seen[next] = true
			stops = append(stops, stop{next, p.length + 1, i, on, k})
			if on.to == s.goal {
				return s.route(stops), true, nil
			}
		}
	}
	return route{}, false, nil
}

// route reads the way to the last of the stops, after the fixed steps.
func (s *search) route(stops []stop) route {
	r := route{fixed: s.part.fixed, barred: s.part.barred}
	for i := len(stops) - 1; i > 0; i = stops[i].from {
		r.steps, r.places = append(r.steps, stops[i].by), append(r.places, stops[i].place)
	}
	slices.Reverse(r.steps)
	slices.Reverse(r.places)
	r.steps, r.places = slices.Concat(s.part.steps, r.steps), slices.Concat(s.part.places, r.places)
	return r
}
