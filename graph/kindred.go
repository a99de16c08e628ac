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

// Contradicting lists the visible claims that an asserted, visible relation CONTRADICTS ties to it, or to what it stands
// for, in log order.
func (c Claim) Contradicting() []Claim {
	v, self := c.v, c.row().node
	stand := v.stands(self)
	f := Filter{Types: []event.RelationType{event.RelContradicts}, Stances: asserted}
	var found []row
	for _, linked := range c.History() { // whatever may stand for the same
		for relation := range v.claimsOf(linked.row().node) {
			if !v.passes(relation, &f) {
				continue
			}
			ties := v.standingIn(relation)
			i := slices.Index(ties, self)
			if i < 0 {
				i = slices.Index(ties, stand)
			}
			if i < 0 || len(ties) != 2 {
				continue
			}
			if to := v.claimAt(ties[1-i]); to != 0 && to != c.c && v.visible(to) {
				found = append(found, to)
			}
		}
	}
	slices.Sort(found)
	var list []Claim
	for _, to := range slices.Compact(found) {
		list = append(list, Claim{v, to})
	}
	return list
}
