package model

import (
	"onrecord/event"
	"onrecord/graph"
)

// Relation is a relation in a view.
type Relation struct{ claim }

func (v *View) newRelation(c graph.Claim) *Relation { return &Relation{claim{v, c}} }

// Type implements Relation.type; the fields below are those of the schema by the same names.
func (r *Relation) Type() event.RelationType { return r.c.Relation() }
func (r *Relation) Subject() Node            { return r.things(event.RoleSubject)[0] }
func (r *Relation) Object() Node             { return r.things(event.RoleObject)[0] }
