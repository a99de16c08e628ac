package recorder

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
)

// batch is a run of drafts on its way to become events. Its drafts are resolved in order, each against the log as a view
// shows it and against the drafts before it.
type batch struct {
	ctx  context.Context // of the request
	log  eventlog.Log
	view *graph.View

	events   []event.Event  // one for each draft
	ids      []event.ID     // all that it introduces, in order
	newKeys  []string       // that it takes
	relied   []event.ID     // claims that must not be touched before it is recorded
	problems event.Problems // if there are any, nothing may be recorded
	warnings event.Problems
	fault    error // the log could not be read: the batch means nothing

	index    int                        // of the draft at hand
	before   int                        // problems of the drafts before it
	later    map[string]int             // the ids and keys that drafts give, and the first draft to do so
	own      map[event.ID]thing         // introduced so far
	keys     map[string]event.ID        // taken so far
	tellings []telling                  // reports of claims, so far
	endings  []ending                   // of claims, so far
	lifted   map[event.ID]bool          // ends retracted so far
	read     map[event.ID]event.Payload // payloads of the log, by what they introduced
	cited    event.ID                   // the document whose text was last looked into
	text     []rune                     // that text
}

// thing is something that the batch introduced. Without a kind it is an event that nothing can refer to.
type thing struct {
	kind    string
	payload event.Payload // of claims, documents and corrections
}

// maxProblems is how many problems are told at least before the drafts that follow are passed over.
const maxProblems = 1000

// resolve turns drafts into events.
func resolve(ctx context.Context, log eventlog.Log, view *graph.View, drafts []Draft) (*batch, error) {
	b := &batch{ctx: ctx, log: log, view: view, later: map[string]int{}, own: map[event.ID]thing{}, keys: map[string]event.ID{},
		lifted: map[event.ID]bool{}, read: map[event.ID]event.Payload{}}
	for i := len(drafts) - 1; i >= 0; i-- {
		for _, h := range drafts[i].given() {
			b.later[h.id], b.later[h.key] = i, i
		}
	}
	for i := range drafts {
		if len(b.problems) >= maxProblems {
			break
		}
		b.index, b.before = i, len(b.problems)
		b.draft(path{"events", strconv.Itoa(i)}, &drafts[i])
		if b.fault != nil {
			return nil, fmt.Errorf("resolve events.%d: %w", i, b.fault)
		}
	}
	return b, nil
}

func (b *batch) draft(p path, d *Draft) {
	given := d.given()
	if len(given) != 1 {
		b.problems = append(b.problems, oneOf(p, given))
		return
	}
	p = p.to(given[0].field)
	switch {
	case d.Entity != nil:
		b.entity(p, d.Entity)
	case d.Document != nil:
		b.document(p, d.Document)
	case d.Statement != nil:
		b.claim(p, d.Statement.ID, b.statement(p, d.Statement), d.Statement.Report)
	case d.Action != nil:
		b.claim(p, d.Action.ID, b.action(p, d.Action), d.Action.Report)
	case d.Relation != nil:
		b.claim(p, d.Relation.ID, b.relation(p, d.Relation), d.Relation.Report)
	case d.Report != nil:
		b.report(p, d.Report)
	case d.Correction != nil:
		b.correction(p, d.Correction)
	case d.Retraction != nil:
		b.retraction(p, d.Retraction)
	case d.Identity != nil:
		b.identity(p, d.Identity)
	case d.Assessment != nil:
		b.assessment(p, d.Assessment)
	}
}

// add takes an event into the batch, having checked it by itself. What such a check finds where something is known to be
// wrong already, it finds because of that.
func (b *batch) add(p path, id event.ID, payload event.Payload) {
	e := event.Event{ID: id, Payload: payload}
	b.events = append(b.events, e)
	var found event.Problems
	if err := e.Validate(); err != nil && !errors.As(err, &found) {
		b.fault = err
	}
	for _, problem := range found.Under(p...) {
		if !b.wrong(problem.Path) {
			b.problems = append(b.problems, problem)
		}
	}
}

// wrong reports whether a problem is known of a field of the draft at hand, or of one below it.
func (b *batch) wrong(field path) bool {
	for _, problem := range b.problems[b.before:] {
		if field.covers(problem.Path) {
			return true
		}
	}
	return false
}

func (b *batch) fail(p path, code event.Code, message string) {
	b.problems = append(b.problems, event.Problem{Code: code, Path: p, Message: message})
}

func (b *batch) warn(p path, code event.Code, message string) {
	b.warnings = append(b.warnings, event.Problem{Code: code, Path: p, Message: message})
}
