package model

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"onrecord/event"
)

// Resting is what an answer rests on: the moment and the head of its operation, and every view as it was resolved. It is
// written into the extensions of the answer, so that now can be asked again.
type Resting struct {
	Now      event.Instant  `json:"now"`
	Position event.Position `json:"position"`
	Views    []RestingView  `json:"views"`
}

// RestingView is one view: where in the answer, and the arguments that give it again.
type RestingView struct {
	Path        []any          `json:"path"`
	ValidAt     *event.Instant `json:"validAt,omitempty"`
	ReportedAt  *event.Instant `json:"reportedAt,omitempty"`
	RecordedAt  *event.Instant `json:"recordedAt,omitempty"` // of the event at position; to ask again, position will do
	Position    event.Position `json:"position"`
	AccordingTo []string       `json:"accordingTo,omitempty"`
	Zone        string         `json:"zone"`
}

// views gathers the views of an operation, which may be resolved side by side.
type views struct {
	mu  sync.Mutex // guards all
	all []RestingView
}

// Note keeps that the field of the context rests on a view, by way of an argument where one is named.
func (v *View) Note(ctx context.Context, argument ...any) {
	if v.op.views == nil || graphql.GetFieldContext(ctx) == nil {
		return
	}
	at := RestingView{ValidAt: v.view.ValidAt(), ReportedAt: v.view.ReportedAt(), RecordedAt: bounded(v.store.Graph.RecordedAt(v.view.Position())),
		Position: v.view.Position(), Zone: v.zone.String()}
	for _, step := range graphql.GetPath(ctx) {
		at.Path = append(at.Path, step)
	}
	at.Path = append(at.Path, argument...)
	for _, source := range v.view.AccordingTo() {
		at.AccordingTo = append(at.AccordingTo, source.ID().String())
	}
	v.op.views.mu.Lock()
	defer v.op.views.mu.Unlock()
	v.op.views.all = append(v.op.views.all, at)
}

// Resting is what the operation rests on so far, in the order of the paths.
func (op Operation) Resting() Resting {
	r := Resting{Now: op.Now, Position: op.Head, Views: []RestingView{}}
	if op.views == nil {
		return r
	}
	op.views.mu.Lock()
	defer op.views.mu.Unlock()
	r.Views = append(r.Views, op.views.all...)
	slices.SortStableFunc(r.Views, func(a, b RestingView) int { return slices.Compare(texted(a.Path), texted(b.Path)) })
	return r
}

// texted are the steps of a path as texts.
func texted(path []any) []string {
	steps := make([]string, len(path))
	for i, step := range path {
		steps[i] = fmt.Sprint(step)
	}
	return steps
}
