package api

import (
	"context"

	"onrecord/api/model"
	"onrecord/event"
	"onrecord/recorder"
)

// mutation answers the fields of Mutation.
type mutation struct{ *resolver }

// RecordEvents implements Mutation.recordEvents. What is wrong with the events comes in the payload.
func (m mutation) RecordEvents(ctx context.Context, input model.RecordEventsInput) (*model.RecordEventsPayload, error) {
	request := recorder.Request{By: m.recordedBy, DryRun: input.DryRun != nil && *input.DryRun}
	for _, draft := range input.Events {
		request.Drafts = append(request.Drafts, *draft)
	}
	if input.Condition != nil {
		request.Condition = &recorder.Condition{Touching: input.Condition.Touching, After: input.Condition.After}
	}
	outcome, err := m.recorder.Record(ctx, request)
	if err != nil {
		return nil, err
	}
	payload := &model.RecordEventsPayload{Errors: problems(outcome.Errors), Warnings: problems(outcome.Warnings)}
	if r := outcome.Receipt; r != nil {
		payload.Receipt = &model.Receipt{First: r.First, Last: r.Last, RecordedAt: r.RecordedAt, Duplicate: r.Duplicate, Ids: []string{}}
		for _, id := range r.IDs {
			payload.Receipt.Ids = append(payload.Receipt.Ids, id.String())
		}
	}
	return payload, nil
}

func problems(list event.Problems) []*model.RecordError {
	errors := make([]*model.RecordError, len(list))
	for i, p := range list {
		errors[i] = &model.RecordError{Code: string(p.Code), Message: p.Message, Path: append([]string{}, p.Path...)}
	}
	return errors
}
