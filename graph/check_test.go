package graph

import "testing"

// Check finds what is wrong with a graph of which one word was changed.
func TestCheckFindsWhatIsWrong(t *testing.T) {
	for what, spoil := range map[string]func(t *tables){
		"a slot of an index":            func(t *tables) { s := *t.names.nodes.slots.Load(); s[firstSlot(s)] ^= 1 << 40 },
		"a slot that is empty":          func(t *tables) { s := *t.names.reports.slots.Load(); s[firstSlot(s)] = 0; t.further.at(1).id[0] ^= 1 },
		"the id of a node":              func(t *tables) { t.nodes.at(3).id[5] ^= 1 },
		"the position of a claim":       func(t *tables) { t.claims.at(2).position = t.claims.at(3).position + 1 },
		"the node of a claim":           func(t *tables) { t.claims.at(2).node = t.claims.at(1).node },
		"a role":                        func(t *tables) { *t.roles.at(t.claims.at(2).role) = newRole(1, t.nodes.len()) },
		"what a node takes part in":     func(t *tables) { *t.ties.items.at(1)++ },
		"how many there are in a chunk": func(t *tables) { t.ties.chunks.at(1).n = 0 },
		"the node of a description":     func(t *tables) { t.descriptions.at(1).node++ },
		"the text of a description":     func(t *tables) { t.descriptions.at(1).size-- },
		"the earliest of further reports": func(t *tables) {
			eachTelling(t, func(x *telling) { x.first = t.windows.add(t.window(x.first)); t.windows.at(x.first).First += 1000 })
		},
		"which further reports there are": func(t *tables) { t.further.add(furtherRow{}) },
		"the list of an end":              func(t *tables) { t.ends.at(2).older = 2 },
		"what an end is aimed at":         func(t *tables) { t.ends.at(t.ends.len() - 1).target = target{claim: 1} },
		"when an append was recorded":     func(t *tables) { t.appends.at(2).at = t.appends.at(1).at },
	} {
		h := makeHistory(t, thrown(11), 300)
		g := h.graph(t)
		if err := g.Check(); err != nil {
			t.Fatal(err)
		}
		spoil(&g.next)
		if g.Check() == nil {
			t.Errorf("%s was changed, and nothing is said to be wrong", what)
		}
	}
}

func firstSlot(slots []uint64) int {
	for i, s := range slots {
		if s != 0 {
			return i
		}
	}
	return 0
}

func eachTelling(t *tables, change func(x *telling)) {
	for f := row(1); f < t.fates.len(); f++ {
		if list := t.fates.at(f).affirmed; list&later == 0 {
			t.tellings.newest(list, func(x *telling) bool {
				change(x)
				return true
			})
		}
	}
}
