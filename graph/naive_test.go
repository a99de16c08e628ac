package graph

import (
	"slices"

	"onrecord/event"
)

// naive is the rule of DESIGN 3.3 once more, as slowly and plainly as it can be said: lists, and recursion through all of
// them. The graph has to give the same answers.
type naive struct {
	entities    []naiveEntity // a line for every description
	documents   map[event.ID]event.ID
	claims      []naiveClaim
	records     []naiveRecord
	corrections []naiveCorrection
	judgements  []naiveJudgement
}

type naiveEntity struct {
	id  event.ID
	pos event.Position
}

type naiveClaim struct {
	id  event.ID
	pos event.Position
	it  event.Claim
}

// naiveRecord is a report, or an end.
type naiveRecord struct {
	id, target     event.ID // of a report: its claim
	pos            event.Position
	end            bool
	chain, sources []event.ID // sources: the chain and everybody else
	cited          []event.ID // of a report: its sources without a statement's own speaker
	of             []event.ID
	window         event.Window
	denies, vague  bool
	hedged         bool
	document       event.ID
	statement      event.ID
	evidence       event.Evidence
	modality       event.Modality
	copied         bool
	ranged         bool // an end aimed at a range of positions: it is listed once for each record in it, under one id
}

func (r *naiveRecord) desk() bool { return r.end && len(r.chain) == 0 }

type naiveCorrection struct {
	id          event.ID
	pos         event.Position
	old, better event.ID
	halves      []event.ID
}

type naiveJudgement struct {
	pos     event.Position
	a, b    event.ID
	desk    bool
	sources []event.ID
	window  event.Window
	judged  event.Judgement
}

// naiveView is the four arguments of a view; nil is no limit.
type naiveView struct {
	*naive
	p    event.Position
	r, v *event.Instant
	s    []event.ID // as given
}

// ---- the rule

func (v naiveView) told(r naiveRecord) bool {
	moment := r.window.First
	if r.end {
		moment = r.window.Last
	}
	return r.pos <= v.p && (r.desk() || (v.r == nil || moment <= *v.r) && (v.s == nil || overlap(r.sources, v.same(v.s))))
}

func (v naiveView) inForce(r naiveRecord) bool {
	return v.told(r) && !slices.ContainsFunc(v.records, func(e naiveRecord) bool { return aimed(e, r) && v.inForce(e) })
}

func aimed(e, at naiveRecord) bool {
	switch {
	case !e.end:
		return false
	case e.target == at.id:
		return true
	case at.end || e.target != at.target:
		return false
	case e.of != nil:
		return overlap(e.of, at.sources)
	}
	return e.desk() || slices.Contains(at.sources, e.chain[len(e.chain)-1])
}

// same widens ids by identity: the latest judgement of each pair that is told by the sources as given.
func (v naiveView) same(ids []event.ID) []event.ID {
	var latest []naiveJudgement
	for _, j := range v.judgements {
		if j.pos <= v.p && (j.desk || (v.r == nil || j.window.First <= *v.r) && (v.s == nil || overlap(j.sources, v.s))) {
			latest = append(slices.DeleteFunc(latest, func(o naiveJudgement) bool { return o.a == j.a && o.b == j.b || o.a == j.b && o.b == j.a }), j)
		}
	}
	wide := slices.Clone(ids)
	for before := 0; before != len(wide); {
		before = len(wide)
		for _, j := range latest {
			a, b := slices.Contains(wide, j.a), slices.Contains(wide, j.b)
			if j.judged == event.JudgedSame && a && !b {
				wide = append(wide, j.b)
			} else if j.judged == event.JudgedSame && b && !a {
				wide = append(wide, j.a)
			}
		}
	}
	return wide
}

// reports are those of a claim that a test picks.
func (v naiveView) reports(claim event.ID, picks func(naiveRecord) bool) (list []naiveRecord) {
	for _, r := range v.records {
		if !r.end && r.target == claim && picks(r) {
			list = append(list, r)
		}
	}
	return list
}

func (v naiveView) stance(claim event.ID) Stance {
	return stanceOf(v.reports(claim, v.inForce))
}

// stanceOf is what some reports come to.
func stanceOf(rs []naiveRecord) Stance {
	denied := slices.ContainsFunc(rs, func(r naiveRecord) bool { return r.denies })
	affirmed := slices.ContainsFunc(rs, func(r naiveRecord) bool { return !r.denies })
	switch {
	case denied && affirmed:
		return Disputed
	case denied:
		return Denied
	case affirmed:
		return Affirmed
	}
	return 0
}

func (v naiveView) visible(c naiveClaim) bool {
	return c.pos <= v.p && v.stance(c.id) != 0 && v.holds(c.it) != event.HoldsNo
}

func (v naiveView) holds(c event.Claim) event.Holds {
	w := c.Dated()
	if v.v == nil {
		return 0
	} else if w == nil || w.EDTF == "" {
		return event.HoldsUndated
	}
	at, from, to := *v.v, w.From, w.From
	if w.To != nil {
		to = *w.To
	}
	var outer, inner bool
	switch {
	case c.ClaimKind() != event.KindRelation: // once done it stays done
		outer, inner = from.First <= at, to.Last <= at
	case w.To == nil: // a relation known only on one date
		outer, inner = true, from.First <= at && at <= from.Last && !w.Loose
	default:
		outer = from.First <= at && at <= to.Last
		inner = from.Last <= at && (at < to.First || to.First == event.Future)
	}
	switch {
	case inner && !w.Uncertain:
		return event.HoldsYes
	case outer:
		return event.HoldsMaybe
	}
	return event.HoldsNo
}

// ---- what is derived: the entities in the view, and independent origins

// first is the first described of those that are the same as an entity.
func (v naiveView) first(id event.ID) event.ID {
	wide := v.same([]event.ID{id})
	for _, e := range v.entities {
		if slices.Contains(wide, e.id) {
			return e.id
		}
	}
	return id
}

func (v naiveView) entitiesInView() map[event.ID]bool {
	set := map[event.ID]bool{}
	add := func(id event.ID) {
		if slices.ContainsFunc(v.entities, func(e naiveEntity) bool { return e.id == id && e.pos <= v.p }) {
			set[v.first(id)] = true
		}
	}
	for _, c := range v.claims {
		if v.visible(c) {
			c.it.Roles(func(_ event.Role, id event.ID) { add(id) })
			for _, r := range v.reports(c.id, v.inForce) {
				for _, id := range r.sources {
					add(id)
				}
			}
		}
	}
	return set
}

// origins counts the origins of a claim that stand by themselves.
func (v naiveView) origins(claim event.ID) int { return v.originsOf(v.reports(claim, v.inForce)) }

// originsOf counts those of some reports.
func (v naiveView) originsOf(all []naiveRecord) int {
	if len(all) == 0 {
		return 0
	}
	rs := slices.DeleteFunc(slices.Clone(all), func(r naiveRecord) bool { return r.denies })
	slices.SortStableFunc(rs, func(a, b naiveRecord) int { return compare(a.window.First, b.window.First) })
	origin := func(r naiveRecord) event.ID {
		if len(r.chain) > 0 {
			return v.first(r.chain[len(r.chain)-1])
		}
		return v.first(v.documents[r.document]) // the zero id is the desk
	}
	// leans: a has the claim from b, or from one who has it from b.
	var leans func(a, b event.ID, through []event.ID) bool
	leans = func(a, b event.ID, through []event.ID) bool {
		for _, r := range rs {
			for i := 0; i+1 < len(r.chain); i++ {
				o := origin(r)
				if v.first(r.chain[i]) == a && o != a && !slices.Contains(through, o) && (o == b || leans(o, b, append(through, o))) {
					return true
				}
			}
		}
		return false
	}
	var origins, kept []event.ID // in the order first reported
	for _, r := range rs {
		if !slices.Contains(origins, origin(r)) {
			origins = append(origins, origin(r))
		}
	}
	count := 0
	for i, a := range origins {
		dropped := slices.ContainsFunc(origins, func(b event.ID) bool {
			return b != a && leans(a, b, []event.ID{a}) && (!leans(b, a, []event.ID{b}) || slices.Contains(origins[:i], b))
		})
		if !dropped {
			kept = append(kept, a)
		}
	}
	for _, a := range kept {
		if slices.ContainsFunc(rs, func(r naiveRecord) bool { return origin(r) == a && !r.vague }) {
			count++
		}
	}
	return max(1, count)
}

func overlap(a, b []event.ID) bool {
	return slices.ContainsFunc(a, func(id event.ID) bool { return slices.Contains(b, id) })
}
