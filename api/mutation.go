package api

import (
	"context"
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	"onrecord/access"
	"onrecord/api/model"
	"onrecord/event"
	"onrecord/recorder"
)

// mutation answers the fields of Mutation.
type mutation struct{ *resolver }

// RecordEvents implements Mutation.recordEvents. What is wrong with the events comes in the payload.
func (m mutation) RecordEvents(ctx context.Context, input model.RecordEventsInput) (*model.RecordEventsPayload, error) {
	request := recorder.Request{By: by(ctx), DryRun: input.DryRun != nil && *input.DryRun}
	for _, draft := range input.Events {
		request.Drafts = append(request.Drafts, *draft)
	}
	if input.Condition != nil {
		request.Condition = &recorder.Condition{Touching: input.Condition.Touching, After: input.Condition.After}
	}
	if nulls := nullsBeside(ctx); len(nulls) > 0 {
		return &model.RecordEventsPayload{Errors: problems(nulls), Warnings: problems(nil)}, nil
	}
	outcome, err := m.recorder.Record(ctx, request)
	if err != nil {
		return nil, err
	}
	return &model.RecordEventsPayload{Receipt: receipt(outcome.Receipt), Errors: problems(outcome.Errors), Warnings: problems(outcome.Warnings)}, nil
}

// by is the name that the caller records by. Nobody gets here who is not known.
func by(ctx context.Context) string {
	caller, _ := access.From(ctx)
	return caller.Name
}

// ErasePayload implements Mutation.erasePayload.
func (m mutation) ErasePayload(ctx context.Context, input model.ErasePayloadInput) (*model.ErasePayloadPayload, error) {
	erasure := recorder.Erasure{Position: input.Position, Reason: input.Reason, DryRun: input.DryRun != nil && *input.DryRun, By: by(ctx)}
	if input.ID != nil {
		erasure.ID = *input.ID
	}
	if input.Target != nil {
		erasure.Target = *input.Target
	}
	outcome, err := m.recorder.Erase(ctx, erasure)
	if err != nil {
		return nil, err
	}
	payload := &model.ErasePayloadPayload{Receipt: receipt(outcome.Receipt), Errors: problems(outcome.Errors), Warnings: problems(outcome.Warnings)}
	if outcome.Effect != nil {
		payload.Effect, err = m.store.NewErasureEffect(outcome.Effect)
	}
	return payload, err
}

// receipt is a receipt in the words of the schema; nil stays nil.
func receipt(r *recorder.Receipt) *model.Receipt {
	if r == nil {
		return nil
	}
	shown := &model.Receipt{First: r.First, Last: r.Last, RecordedAt: r.RecordedAt, Duplicate: r.Duplicate, Ids: []string{}}
	for _, id := range r.IDs {
		shown.Ids = append(shown.Ids, id.String())
	}
	return shown
}

// nullsBeside finds events that come in variables with one field set and others null. gqlparser holds only literals to
// @oneOf, and once they are drafts an absent field and a null look alike; two fields that are set the recorder finds.
func nullsBeside(ctx context.Context) (found event.Problems) {
	args := graphql.GetFieldContext(ctx).Field.ArgumentMap(graphql.GetOperationContext(ctx).Variables)
	input, _ := args["input"].(map[string]any)
	events, _ := input["events"].([]any)
	for i, e := range events {
		fields, _ := e.(map[string]any)
		var set []string
		for field, value := range fields {
			if value != nil {
				set = append(set, field)
			}
		}
		if len(fields) > 1 && len(set) == 1 {
			found = append(found, recorder.NullBeside([]string{"events", strconv.Itoa(i)}, set[0]))
		}
	}
	return found
}

func problems(list event.Problems) []*model.RecordError {
	errors := make([]*model.RecordError, len(list))
	for i, p := range list {
		errors[i] = &model.RecordError{Code: string(p.Code), Message: p.Message, Path: append([]string{}, p.Path...)}
	}
	return errors
}
