package model

import (
	"onrecord/event"
)

// Action is something done, in a view.
type Action struct{ claim }

// Category implements Action.category; the fields below are those of the schema by the same names.
func (a *Action) Category() event.ActionCategory { return a.c.Category() }
func (a *Action) Actors() []*Entity              { return a.players(event.RoleActor) }
func (a *Action) Recipients() []*Entity          { return a.players(event.RoleRecipient) }
func (a *Action) Place() *Entity                 { return a.player(event.RolePlace) }

func (a *Action) Mode() (*string, error)      { taken, err := done(a); return optional(taken.Mode), err }
func (a *Action) Contexts() ([]string, error) { taken, err := done(a); return taken.Contexts, err }
func (a *Action) Instrument() (*string, error) {
	taken, err := done(a)
	return optional(taken.Instrument), err
}
func (a *Action) Purpose() (*string, error) {
	taken, err := done(a)
	return optional(taken.Purpose), err
}
func (a *Action) Description() (*string, error) {
	taken, err := done(a)
	return optional(taken.Description), err
}

func (a *Action) Quantities() ([]*Quantity, error) {
	taken, err := done(a)
	quantities := []*Quantity{}
	for _, q := range taken.Quantities {
		quantities = append(quantities, newQuantity(q))
	}
	return quantities, err
}

func newQuantity(q event.Quantity) *Quantity {
	return &Quantity{Measure: q.Measure, Value: q.Value, Min: q.Min, Max: q.Max, Unit: optional(q.Unit), Text: optional(q.Text)}
}

func done(a *Action) (*event.ActionTaken, error) {
	words, err := a.read()
	if taken, ok := words.(*event.ActionTaken); ok {
		return taken, nil
	}
	return &event.ActionTaken{}, err
}
