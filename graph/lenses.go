package graph

import (
	"slices"
	"sort"
	"sync"

	"onrecord/event"
)

// lenses keeps what views that differ in their moments alone have in common, and some of those views. A drawing or a list
// of steps looks at a view at many moments, of many claims at the same ones; and judgements are few.
type lenses struct {
	mu         sync.Mutex // guards the maps
	views      map[clocks]*View
	identities map[judged]*identity
	viewpoints map[judged]*viewpoint

	begins func() []event.Instant // when each judgement that somebody told was first told, in order
}

// clocks are the moments that a view is of.
type clocks struct {
	position          position
	valid, reported   event.Instant
	anyValid, anyTime bool // without a limit
}

// judged says which judgements of identity are told in a view, by two counts: those recorded by its position, and those
// begun by its reported moment of the ones that somebody told.
type judged struct{ recorded, reported int }

// mostViews is how many views are kept at once.
const mostViews = 1 << 12

func newLenses(t *tables) *lenses {
	return &lenses{views: map[clocks]*View{}, identities: map[judged]*identity{}, viewpoints: map[judged]*viewpoint{},
		begins: sync.OnceValue(t.judgementsBegin)}
}

// judgementsBegin lists when each judgement that somebody told was first told, in order.
func (t *tables) judgementsBegin() (begins []event.Instant) {
	for j := row(1); j < t.judgements.len(); j++ {
		if judged := t.judgements.at(j); judged.provenance != 0 {
			begins = append(begins, t.window(judged.window).First)
		}
	}
	slices.Sort(begins)
	return begins
}

// judged is which judgements are told in the view.
func (v *View) judged() judged {
	all := int(v.t.judgements.len()) - 1
	if all == 0 {
		return judged{}
	}
	begins := v.lenses.begins()
	j := judged{sort.Search(all, func(i int) bool { return v.t.judgements.at(row(i)+1).position > v.position }), len(begins)}
	if v.reportedAt != nil {
		j.reported = sort.Search(len(begins), func(i int) bool { return begins[i] > *v.reportedAt })
	}
	return j
}

// view finds a view by its clocks, or makes it.
func (l *lenses) view(position position, validAt, reportedAt *event.Instant, make func() *View) *View {
	key := clocks{position: position, anyValid: validAt == nil, anyTime: reportedAt == nil}
	if validAt != nil {
		key.valid = *validAt
	}
	if reportedAt != nil {
		key.reported = *reportedAt
	}
	l.mu.Lock()
	if len(l.views) >= mostViews {
		clear(l.views)
	}
	l.mu.Unlock()
	return shared(&l.mu, l.views, key, make)
}

// shared finds what is kept by a key, or makes it. Two may make the same at once; that is only work.
func shared[K comparable, T any](mu *sync.Mutex, kept map[K]T, key K, work func() T) T {
	mu.Lock()
	x, ok := kept[key]
	mu.Unlock()
	if !ok {
		x = work()
		mu.Lock()
		kept[key] = x
		mu.Unlock()
	}
	return x
}
