package graph

import (
	"context"
	"slices"

	"onrecord/event"
)

// Journey is a path on which no claim needs to have happened before the one it follows: something could have travelled along
// it. It is a shortest one of at most longest claims, and of those one that can be at its end first; false when there is
// none. Claims without a date are no part of any. It stops early with the context's error.
func (v *View) Journey(ctx context.Context, from, to Node, longest int, f Filter) (Path, bool, error) {
	if len(f.Stances) == 0 {
		f.Stances = asserted
	}
	ends := v.standing(from.n, to.n)
	n := network{v: v, filter: f, known: map[row][]step{}}
	stations := []station{{node: ends[0], at: event.Past}}
	best := map[row]event.Instant{ends[0]: event.Past} // the earliest arrival so far
	for begin, hop := 0, 0; hop < longest && begin < len(stations) && ends[0] != ends[1]; hop++ {
		level, latest := stations[begin:], map[row]int{} // by node: where among the stations of the next hop
		begin = len(stations)
		for i := range level {
			if err := ctx.Err(); err != nil {
				return Path{}, false, err
			}
			for _, on := range n.ways(level[i].node) {
				at, can := v.arrives(on.by, level[i].at)
				if earliest, been := best[on.to]; !can || been && earliest <= at {
					continue
				}
				best[on.to] = at
				next := station{on.to, at, begin - len(level) + i, on}
				if there, is := latest[on.to]; is {
					stations[there] = next
				} else {
					latest[on.to] = len(stations)
					stations = append(stations, next)
				}
			}
		}
		if there, is := latest[ends[1]]; is {
			return v.path(ends[0], stepsTo(stations, there)), true, nil
		}
	}
	return Path{}, false, ctx.Err()
}

// station is somewhere that a journey can come to.
type station struct {
	node row
	at   event.Instant // the earliest, with as many claims
	from int           // the station before
	by   step
}

func stepsTo(stations []station, at int) (steps []step) {
	for ; at > 0; at = stations[at].from {
		steps = append(steps, stations[at].by)
	}
	slices.Reverse(steps)
	return steps
}

// arrives is the first moment, from one on, at which a claim may have happened or held; false when there is none, or it is
// undated.
func (v *View) arrives(c row, from event.Instant) (event.Instant, bool) {
	span, dated := mayBe(v.t.claims.at(c).kind, v.t.timesOf(c))
	at := max(from, span.First)
	return at, dated && at <= span.Last
}
