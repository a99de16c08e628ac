package model

import (
	"slices"

	"onrecord/event"
	"onrecord/graph"
)

// Entity is an entity in a view.
type Entity struct {
	v *View
	e graph.Entity
}

func (v *View) newEntity(e graph.Entity) *Entity { return &Entity{v, e} }

func (v *View) newEntities(list []graph.Entity) []*Entity {
	entities := make([]*Entity, len(list))
	for i, e := range list {
		entities[i] = v.newEntity(e)
	}
	return entities
}

// IsNode marks it as a Node.
func (*Entity) IsNode() {}

// ID implements Entity.id; the fields below are those of the schema by the same names.
func (e *Entity) ID() string { return e.e.ID().String() }

func (e *Entity) Label() string                   { return brief(e.e.Name()) }
func (e *Entity) Name() string                    { return e.e.Name() }
func (e *Entity) Key() *string                    { return optional(e.e.Key()) }
func (e *Entity) Kind() event.EntityKind          { return e.e.Kind() }
func (e *Entity) Aliases() []string               { return e.e.Description().Aliases }
func (e *Entity) Description() *string            { return optional(e.e.Description().Description) }
func (e *Entity) Latitude() *float64              { return e.e.Description().Latitude }
func (e *Entity) Longitude() *float64             { return e.e.Description().Longitude }
func (e *Entity) Identifiers() []event.Identifier { return e.e.Description().Identifiers }

// Count is null when the source does not say.
func (e *Entity) Count() *int {
	if n := int(e.e.Description().Count); n > 0 {
		return &n
	}
	return nil
}

func (e *Entity) MergedIds() []string {
	ids := []string{}
	for _, same := range e.e.Cluster() {
		ids = append(ids, same.ID().String())
	}
	return ids
}

func (e *Entity) Conflicts() ([]*IdentityJudgement, error) { return e.v.judgements(e.e.Conflicts()) }
func (e *Entity) SameAs() ([]*IdentityJudgement, error)    { return e.v.judgements(e.e.Judgements()) }

func (v *View) judgements(list []graph.Judgement) ([]*IdentityJudgement, error) {
	judgements := make([]*IdentityJudgement, len(list))
	for i, j := range list {
		a, b := j.Between()
		judgements[i] = &IdentityJudgement{ID: j.ID().String(), A: v.newEntity(a), B: v.newEntity(b), Judgement: j.Judgement(), Position: j.Position()}
		_, payload, err := v.words.at(j.Position())
		if err != nil {
			return nil, err
		}
		if judged, ok := payload.(*event.IdentityJudged); ok {
			judgements[i].Note = optional(judged.Note)
		}
	}
	return judgements, nil
}

// Claims implements Entity.claims.
func (e *Entity) Claims(filter *ClaimFilter, orderBy *ClaimOrder, first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	f, err := e.v.filter(filter)
	if err != nil {
		return nil, err
	}
	return e.v.claimConnection(slices.Collect(e.e.Claims(f)), orderBy, pageArgs{first, after, last, before}, e.v.scope("claims", e.ID(), filter))
}

// Relations implements Entity.relations.
func (e *Entity) Relations(types []event.RelationType, direction *Direction, first *int, after *string, last *int, before *string) (*RelationConnection, error) {
	role := event.Role(0)
	if direction != nil {
		role = map[Direction]event.Role{DirectionIn: event.RoleObject, DirectionOut: event.RoleSubject}[*direction]
	}
	return e.v.relationConnection(e.e.Relations(types, role), pageArgs{first, after, last, before}, e.v.scope("relations", e.ID(), types, direction))
}

// Neighbors implements Entity.neighbors.
func (e *Entity) Neighbors(first *int, after *string, last *int, before *string) (*EntityConnection, error) {
	return e.v.entityConnection(e.e.Neighbors(), pageArgs{first, after, last, before}, e.v.scope("neighbors", e.ID()))
}
