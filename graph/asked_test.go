package graph

import (
	"encoding/binary"
	"fmt"

	"onrecord/event"
)

// bounds lists every moment at which something of the history may change on the valid clock.
func (h *history) bounds() []event.Instant {
	var list []event.Instant
	for _, c := range h.naive.claims {
		t := c.it.Times()
		for _, i := range []event.Instant{t.Outer.First, t.Outer.Last, t.Inner.First, t.Inner.Last} {
			if i.Bounded() {
				list = append(list, i)
			}
		}
	}
	return list
}

// asked is the arguments of a view, drawn so that boundaries are often met.
func (h *history) asked() naiveView {
	v := naiveView{naive: h.naive, p: h.head()}
	if h.chance(1, 2) {
		v.p = event.Position(h.pick(len(h.records) + 1))
	}
	if h.chance(1, 2) {
		r := event.Instant(h.pick(lastTold + 14))
		if len(h.naive.records) > 0 && h.chance(2, 3) {
			w := one(h, h.naive.records).window
			r = one(h, []event.Instant{w.First, w.First - 1, w.Last, w.Last - 1})
		}
		v.r = &r
	}
	if list := h.bounds(); len(list) > 0 && h.chance(1, 3) {
		at := one(h, list) + event.Instant(h.pick(3)-1)
		v.v = &at
	}
	if h.chance(1, 2) {
		v.s = []event.ID{one(h, h.entities[:people])}
		if h.chance(1, 5) {
			v.s = append(v.s, one(h, h.entities[:people]))
		}
		v.p = max(v.p, people) // they have to be described
	}
	return v
}

// spec asks a graph for the same view.
func (v naiveView) spec() Spec {
	p := v.p
	return Spec{ValidAt: v.v, ReportedAt: v.r, Position: &p, AccordingTo: v.s}
}

func (v naiveView) String() string {
	show := func(i *event.Instant) string {
		if i == nil {
			return "-"
		}
		return fmt.Sprint(int64(*i))
	}
	s := fmt.Sprintf("view P=%d R=%s V=%s", v.p, show(v.r), show(v.v))
	for _, id := range v.s {
		s += " S=" + short(id)
	}
	return s
}

// short is an id for people: the position of the event that made it, where that is known.
func short(id event.ID) string {
	if id[6] == 0x70 {
		return fmt.Sprintf("#%d", binary.BigEndian.Uint32(id[12:]))
	}
	return id.String()[:8]
}
