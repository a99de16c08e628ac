package model

import (
	"cmp"

	"onrecord/event"
	"onrecord/graph"
)

// Figures implements View.figures.
func (v *View) Figures(about, measure string) ([]*Figure, error) {
	n, err := v.node(about, "about")
	if err != nil {
		return nil, err
	}
	found := v.view.Figures(n, measure)
	figures := make([]*Figure, len(found))
	for i, f := range found {
		figures[i] = &Figure{v, f}
	}
	return figures, nil
}

// Figure is how much of something a source told, in a view.
type Figure struct {
	v *View
	f graph.Figure
}

// Claim implements Figure.claim; the fields below are those of the schema by the same names.
func (f *Figure) Claim() Claim        { return f.v.newClaim(f.f.Report.Claim()) }
func (f *Figure) Report() *Report     { return &Report{f.v, f.f.Report} }
func (f *Figure) From() event.Instant { return f.f.Stood.First }
func (f *Figure) To() *event.Instant  { return bounded(f.f.Stood.Last) }
func (f *Figure) InForce() bool       { return f.f.Stood.Last == event.Future }

// Quantity fails with [event.ErrErased] when it was erased after the view was made.
func (f *Figure) Quantity() (*Quantity, error) {
	_, payload, err := f.v.words.at(f.f.Report.Claim().Position())
	if taken, is := claimIn(payload).(*event.ActionTaken); is {
		return newQuantity(taken.Quantities[f.f.Amount]), nil
	}
	return nil, cmp.Or(err, event.ErrErased)
}
