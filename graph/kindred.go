package graph

import (
	"slices"

	"onrecord/event"
)

// Act is what a statement does in saying something; Category what sort of action it is; Relation how its subject stands
// to its object. Each is 0 for a claim of another kind.
func (c Claim) Act() event.SpeechAct { return wordOf[event.SpeechAct](c, event.KindStatement) }

// Category is what sort of action it is; 0 for other kinds.
func (c Claim) Category() event.ActionCategory {
	return wordOf[event.ActionCategory](c, event.KindAction)
}

// Relation is how its subject stands to its object; 0 for other kinds.
func (c Claim) Relation() event.RelationType {
	return wordOf[event.RelationType](c, event.KindRelation)
}

func wordOf[W ~uint8](c Claim, kind event.ClaimKind) W {
	if c.row().kind != kind {
		return 0
	}
	return W(c.row().word)
}

// Contradicting lists the visible claims that an asserted, visible relation CONTRADICTS ties to it, in log order.
func (c Claim) Contradicting() []Claim {
	v, self := c.v, c.v.stands(c.row().node)
	found := map[row]bool{}
	for other := range v.Claims(Filter{Types: []event.RelationType{event.RelContradicts}, Stances: []Stance{Affirmed, Disputed}}) {
		roles := v.rolesOf(other.c)
		a, b := v.stands(roles[0].node), v.stands(roles[1].node)
		if b == self {
			a, b = b, a
		}
		if to := v.t.nodes.at(b).claim; a == self && to != 0 && v.visible(to) {
			found[to] = true
		}
	}
	var list []Claim
	for to := range found {
		list = append(list, Claim{v, to})
	}
	slices.SortFunc(list, func(a, b Claim) int { return compare(a.c, b.c) })
	return list
}
