package model

import (
	"onrecord/event"
	"onrecord/graph"
)

// Node is something with an id: *[Entity], *[Document] or a [Claim].
type Node interface{ IsNode() }

// Claim is a *[Statement], *[Action] or *[Relation].
type Claim interface {
	Node
	IsClaim()
}

// claim is what statements, actions and relations share: every field of the interface Claim.
type claim struct {
	v *View
	c graph.Claim
}

// newClaim wraps a claim by its kind.
func (v *View) newClaim(c graph.Claim) Claim {
	switch c.Kind() {
	case event.KindStatement:
		return &Statement{claim{v, c}}
	case event.KindAction:
		return &Action{claim{v, c}}
	}
	return v.newRelation(c)
}

func (v *View) newClaims(list []graph.Claim) []Claim {
	claims := make([]Claim, len(list))
	for i, c := range list {
		claims[i] = v.newClaim(c)
	}
	return claims
}

// read reads the claim's words. They are nil when they were erased.
func (c *claim) read() (event.Claim, error) {
	_, payload, err := c.v.words.at(c.c.Position())
	return claimIn(payload), err
}

// IsNode and IsClaim mark it as a Node and a Claim.
func (*claim) IsNode()  {}
func (*claim) IsClaim() {}

// ID implements Claim.id; the fields below are those of the schema by the same names.
func (c *claim) ID() string                { return c.c.ID().String() }
func (c *claim) Label() (string, error)    { line, err := c.v.summary(c); return brief(line), err }
func (c *claim) Summary() (string, error)  { return c.v.summary(c) }
func (c *claim) Status() graph.Status      { return c.c.Status() }
func (c *claim) IndependentOrigins() int   { return c.c.IndependentOrigins() }
func (c *claim) Position() event.Position  { return c.c.Position() }
func (c *claim) RecordedAt() event.Instant { return c.v.store.Graph.RecordedAt(c.c.Position()) }
func (c *claim) History() []Claim          { return c.v.newClaims(c.c.History()) }
func (c *claim) ContradictedBy() []Claim   { return c.v.newClaims(c.c.Contradicting()) }
func (c *claim) Ends() []*End              { return c.v.newEnds(c.c.Ends()) }
func (c *claim) Reports() []*Report        { return c.v.newReports(c.c.Reports()) }

func (c *claim) RecordedBy() (string, error) {
	by, _, err := c.v.words.at(c.c.Position())
	return by, err
}

func (c *claim) Key() (*string, error) {
	words, err := c.read()
	if words == nil {
		return nil, err
	}
	return optional(words.ClaimKey()), nil
}

func (c *claim) When() (*When, error) {
	words, err := c.read()
	if words == nil {
		return newWhen(nil, c.c.Times()), err
	}
	return newWhen(words.Dated(), c.c.Times()), nil
}

func (c *claim) Holds() *event.Holds {
	if h := c.c.Holds(); h != 0 {
		return &h
	}
	return nil
}

func (c *claim) Stance() *graph.Stance {
	if s := c.c.Stance(); s != 0 {
		return &s
	}
	return nil
}

func (c *claim) Replaces() Claim   { return c.v.maybe(c.c.Replaces()) }
func (c *claim) ReplacedBy() Claim { return c.v.maybe(c.c.ReplacedBy()) }

// maybe wraps a claim that may be missing.
func (v *View) maybe(c graph.Claim, ok bool) Claim {
	if !ok {
		return nil
	}
	return v.newClaim(c)
}

// players lists the entities that play a role, first the one recorded first.
func (c *claim) players(role event.Role) []*Entity {
	players := []*Entity{}
	for r, n := range c.c.Roles() {
		if e, ok := n.Entity(); ok && r == role {
			players = append(players, c.v.newEntity(e))
		}
	}
	return players
}

// player is the only one that plays a role; nil when there is none.
func (c *claim) player(role event.Role) *Entity {
	if players := c.players(role); len(players) > 0 {
		return players[0]
	}
	return nil
}

// things lists what plays a role: entities, and claims as they stand in the view.
func (c *claim) things(role event.Role) []Node {
	things := []Node{}
	for r, n := range c.c.Roles() {
		if r != role {
			continue
		}
		if about, ok := n.Claim(); ok {
			things = append(things, c.v.newClaim(about.Current()))
		} else {
			things = append(things, c.v.newNode(n))
		}
	}
	return things
}
