package recorder

import (
	"context"
	"errors"
	"fmt"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
)

// Erasure asks for the payload of one event to be erased, which cannot be undone. The event is named by its position or by a
// target, not by both.
type Erasure struct {
	ID       string          // of the erasure itself; made up when empty. Given, it makes a repetition known
	Position *event.Position // of the event
	Target   string          // the event's id, or the id, identifier or key of what it introduced
	Reason   string          // the ground in law; it is recorded
	DryRun   bool            // only say what is wrong and what would change; nothing is erased
	By       string          // who erases, 1 to [eventlog.MaxRecorder] bytes
}

// ErasureOutcome is what became of an erasure. Its paths name a field: "position", "target", "reason", "id", "recordedBy".
type ErasureOutcome struct {
	Outcome
	Effect *Effect // of a dry run that found nothing wrong; nil of one that repeats an erasure
}

// Erase erases the payload of an event. When it returns a receipt, the payload is gone from the log, and from every view of
// the graph that is made from now on. Everything wrong is told in the outcome; the error is a fault, as that of Record.
func (r *Recorder) Erase(ctx context.Context, e Erasure) (outcome ErasureOutcome, err error) {
	for range attempts {
		var again bool
		if outcome, again, err = r.tryErasure(ctx, &e); err != nil {
			return ErasureOutcome{}, fmt.Errorf("erase: %w", err)
		}
		if !again {
			break
		}
	}
	return outcome, nil
}

// tryErasure checks an erasure and appends it. again says that the log knows better what may be erased than the graph did.
func (r *Recorder) tryErasure(ctx context.Context, e *Erasure) (outcome ErasureOutcome, again bool, err error) {
	if err := r.graph.Wait(ctx, r.log.Head().Position); err != nil {
		return outcome, false, err
	}
	view, err := r.graph.View(graph.Spec{})
	if err != nil {
		return outcome, false, err
	}
	b := &batch{ctx: ctx, log: r.log, view: view}
	id := b.id(nil, e.ID)
	before := b.erasedBy(id)
	at := b.erasable(e, before, r.graph)
	b.add(nil, id, &event.PayloadErased{Position: at, Reason: e.Reason})
	if b.fault != nil {
		return outcome, false, b.fault
	}
	outcome.Errors, outcome.Warnings = b.problems, b.warnings
	switch {
	case len(b.problems) > 0:
		return outcome, false, nil
	case !e.DryRun:
		return r.appendErasure(ctx, e, b.events[0], outcome)
	case before == 0:
		outcome.Effect, err = r.effect(ctx, view, at)
	}
	return outcome, false, err
}

// erasedBy is the position that the erasure with an id erased, when the log has it: it is repeated then. It is 0 when not.
func (b *batch) erasedBy(id event.ID) event.Position {
	at := b.position(id)
	if at != 0 {
		if p, is := b.decode(at).(*event.PayloadErased); is {
			return p.Position
		}
		b.fail(path{"id"}, IDReused, fmt.Sprintf("%s is the event at position %d", id, at))
	} else if kind := b.view.KindOf(id); kind != "" {
		b.fail(path{"id"}, IDReused, fmt.Sprintf("%s is %s of the log already", id, article(kind)))
	}
	return 0
}

// erasable finds the position to erase, and says what speaks against it; when something does, the position is any. before
// is what this same erasure has erased: what its target named may be forgotten since.
func (b *batch) erasable(e *Erasure, before event.Position, g *graph.Graph) event.Position {
	at, p := event.Position(1), path{"target"}
	switch head := b.view.Position(); {
	case (e.Position == nil) == (e.Target == ""):
		b.fail(nil, event.OneOf, "an erasure names its event by exactly one of position and target")
		return at
	case e.Position != nil && *e.Position == 0:
		b.fail(path{"position"}, event.Invalid, "0 is not a position; the first is 1")
		return at
	case e.Position != nil && *e.Position > head:
		b.fail(path{"position"}, PositionAhead, fmt.Sprintf("%d is after the log's last position, %d", *e.Position, head))
		return at
	case e.Position != nil:
		at, p = *e.Position, path{"position"}
	default:
		if at = b.introducedAt(e.Target); at == 0 && before == 0 {
			b.fail(p, UnknownID, fmt.Sprintf("nothing is called %.80q; what was erased is known by the id and the position of its event alone", e.Target))
			return 1
		} else if at == 0 {
			return before
		}
	}
	if before == 0 && b.fault == nil {
		b.mayErase(p, at, g)
	}
	return at
}

// introducedAt is the position of the event with an id, or of the one that introduced what a name stands for; 0 when there
// is none.
func (b *batch) introducedAt(name string) event.Position {
	id, err := event.ParseID(name)
	if err != nil {
		if id, err = b.view.LookupKey(name); err != nil {
			return 0
		}
	}
	if at := b.position(id); at != 0 {
		return at
	}
	return b.view.IntroducedAt(id)
}

// mayErase checks that a payload is there and may go.
func (b *batch) mayErase(p path, at event.Position, g *graph.Graph) {
	switch payload := b.decode(at).(type) {
	case nil:
		if b.fault == nil {
			b.fail(p, AlreadyErased, fmt.Sprintf("the payload of position %d was erased at position %d", at, g.ErasedBy(at)))
		}
	case *event.PayloadErased:
		b.fail(p, event.Invalid, fmt.Sprintf("position %d is itself an erasure, which has to stay", at))
	case *event.EntityDescribed:
		record, err := b.log.At(at)
		if err != nil {
			b.fault = err
			return
		}
		entity, _ := b.view.Entity(payload.Entity(record.ID))
		for _, other := range entity.Described() {
			if other != at {
				b.warn(p, StillDescribed, fmt.Sprintf("position %d describes the entity %s too, and stays", other, entity.ID()))
			}
		}
	}
}

// appendErasure records an erasure, and waits until the graph shows it.
func (r *Recorder) appendErasure(ctx context.Context, e *Erasure, erasure event.Event, outcome ErasureOutcome) (_ ErasureOutcome, again bool, err error) {
	receipt, err := r.log.Append(ctx, e.By, nil, erasure)
	var (
		problems event.Problems
		reused   *eventlog.ReusedError
	)
	switch {
	case errors.As(err, &reused):
		outcome.Errors = event.Problems{{Code: IDReused, Path: path{"id"}, Message: reused.Error()}}
		return outcome, false, nil
	case errors.As(err, &problems): // of the name in By, or of a position that somebody else has erased just now
		outcome.Errors = problems
		return outcome, problems[0].Path[0] == "events", nil
	case err != nil:
		return outcome, false, err
	}
	outcome.Receipt, err = r.acknowledge(ctx, receipt, []event.ID{erasure.ID})
	return outcome, false, err
}
