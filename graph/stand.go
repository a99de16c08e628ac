package graph

import "onrecord/event"

// stands is the node that stands for a node in the view: of a cluster its first-described member, of a replaced claim
// that has no report in force the one that took its place.
func (v *View) stands(n row) row {
	if c := v.claimAt(n); c != 0 {
		return v.t.claims.at(Claim{v, c}.Current().c).node
	}
	return v.first(n)
}

// standing is what stands for each of some nodes. Where two of them would come to be one, each stays itself: a claim that was
// replaced by the one it contradicts is not drawn as contradicting itself.
func (v *View) standing(raw ...row) []row {
	stand, same := make([]row, len(raw)), true
	for i, n := range raw {
		stand[i] = v.stands(n)
		same = same && stand[i] == n
	}
	if same || len(raw) < 2 {
		return stand
	}
	of := make(map[row]row, len(raw)) // by what stands: for whom; 0: for several
	for i, n := range raw {
		if other, is := of[stand[i]]; is && other != n {
			n = 0
		}
		of[stand[i]] = n
	}
	for i, n := range raw {
		if of[stand[i]] == 0 {
			stand[i] = n
		}
	}
	return stand
}

// standingIn is what stands for the players of a claim's roles, in order of the roles.
func (v *View) standingIn(c row) []row {
	roles := v.rolesOf(c)
	raw := make([]row, len(roles))
	for i, r := range roles {
		raw[i] = r.node()
	}
	return v.standing(raw...)
}

// ties reports whether one of some nodes, or one that is the same, plays a role (0: any) in a claim.
func (v *View) ties(c row, nodes []Node, role event.Role) bool {
	for _, r := range v.rolesOf(c) {
		if role != 0 && r.role() != role {
			continue
		}
		for _, n := range nodes {
			if v.stands(r.node()) == v.stands(n.n) {
				return true
			}
		}
	}
	return false
}
