package recorder

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
)

// try resolves a batch and appends it. again says that what it takes was taken, or what it relies on touched, in the
// meantime.
func (r *Recorder) try(ctx context.Context, req *Request) (outcome Outcome, again bool, err error) {
	if err := ctx.Err(); err != nil {
		return Outcome{}, false, err
	}
	head, err := r.graph.View(graph.Spec{})
	if err != nil {
		return Outcome{}, false, err
	}
	first, err := r.recorded(ctx, req.Drafts)
	if err != nil {
		return Outcome{}, false, err
	}
	view := head
	if first > 0 {
		before := first - 1
		if view, err = r.graph.View(graph.Spec{Position: &before}); err != nil {
			return Outcome{}, false, err
		}
	}
	b, err := resolve(ctx, r.log, view, req.Drafts)
	if err != nil {
		return Outcome{}, false, err
	}
	if first > 0 && len(b.problems) > 0 {
		b.problems = append(event.Problems{notRepeated(b.problems[0].Path, first)}, b.problems...)
	}
	wanted := r.condition(b, head, req.Condition)
	if len(b.problems) == 0 && req.DryRun && first == 0 && wanted != nil {
		err = r.checkCondition(ctx, b, req.Condition, *wanted)
	}
	if err != nil || len(b.problems) > 0 || req.DryRun {
		return Outcome{Errors: b.problems, Warnings: b.warnings}, false, err
	}
	return r.append(ctx, req, b, head.Position(), wanted)
}

// recorded is the position of a batch's first event when the log holds them all, and 0 when not. The graph then shows
// all that was recorded before.
func (r *Recorder) recorded(ctx context.Context, drafts []Draft) (first event.Position, err error) {
	for i := range drafts {
		given := drafts[i].given()
		if len(given) != 1 {
			return 0, nil
		}
		id, err := event.ParseID(given[0].id)
		if err != nil {
			return 0, nil
		}
		at, err := r.log.Find(id)
		if at == 0 || err != nil {
			return 0, err
		}
		if i == 0 {
			first = at
		}
	}
	return first, r.graph.Wait(ctx, first)
}

// notRepeated explains problems that a batch has as of the position before the events that it should repeat.
func notRepeated(p path, first event.Position) event.Problem {
	if len(p) > 2 {
		p = path{p[0], p[1], p[2], "id"}
	}
	return event.Problem{Code: IDReused, Path: p, Message: fmt.Sprintf("the ids of these events are those of events recorded from position %d on, "+
		"and this is not a repetition of them, or it names what was erased since; as of then it would have what else is said to be wrong", first)}
}

// append appends a resolved batch, unless what it takes was taken, or what it relies on was touched, after the position
// it was resolved at.
func (r *Recorder) append(ctx context.Context, req *Request, b *batch, head event.Position, wanted *eventlog.Condition) (Outcome, bool, error) {
	takes := eventlog.Condition{Touching: slices.Concat(b.ids, b.relied), After: head}
	for _, key := range b.newKeys {
		takes.Touching = append(takes.Touching, event.KeyID(key))
	}
	conditions := []eventlog.Condition{takes}
	if wanted != nil {
		conditions = append(conditions, *wanted)
	}
	receipt, err := r.log.Append(ctx, req.By, conditions, b.events...)
	var (
		problems event.Problems
		conflict *eventlog.ConflictError
		reused   *eventlog.ReusedError
	)
	switch {
	case err == nil:
	case errors.As(err, &conflict) && slices.Contains(takes.Touching, conflict.Touched) && conflict.At > head:
		return Outcome{}, true, r.graph.Wait(ctx, conflict.At)
	case errors.As(err, &conflict):
		problems = event.Problems{conflicting(req.Condition, *wanted, conflict.Touched, conflict.At)}
	case errors.As(err, &reused):
		problems = event.Problems{{Code: IDReused, Path: b.fieldOf(req.Drafts, reused.ID), Message: reused.Error()}}
	case errors.Is(err, eventlog.ErrTooLarge):
		problems = event.Problems{{Code: TooLarge, Path: path{"events"}, Message: err.Error()}}
	case !errors.As(err, &problems):
		return Outcome{}, false, err
	}
	if len(problems) > 0 {
		return Outcome{Errors: problems, Warnings: b.warnings}, false, nil
	}
	shown, err := r.acknowledge(ctx, receipt, b.ids)
	return Outcome{Warnings: b.warnings, Receipt: shown}, false, err
}

// acknowledge waits until the graph shows what the log has recorded, and makes the receipt for it.
func (r *Recorder) acknowledge(ctx context.Context, receipt eventlog.Receipt, ids []event.ID) (*Receipt, error) {
	if err := r.graph.Wait(ctx, receipt.Last); err != nil {
		return nil, fmt.Errorf("it is recorded at positions %d to %d, but the graph does not show it yet: %w", receipt.First, receipt.Last, err)
	}
	return &Receipt{First: receipt.First, Last: receipt.Last, RecordedAt: receipt.RecordedAt, Duplicate: receipt.Duplicate, IDs: ids}, nil
}

// fieldOf is the field that gives an event its id.
func (b *batch) fieldOf(drafts []Draft, id event.ID) path {
	for i, e := range b.events {
		if e.ID == id {
			return path{"events", strconv.Itoa(i), drafts[i].given()[0].field, "id"}
		}
	}
	return path{"events"}
}
