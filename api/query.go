package api

import (
	"context"
	"strconv"

	"onrecord/api/model"
	"onrecord/event"
)

// query answers the fields of Query.
type query struct{ *resolver }

// View implements Query.view.
func (q query) View(ctx context.Context, validAt, reportedAt, recordedAt *string, position *event.Position, accordingTo []string, zone, permalink *string) (*model.View, error) {
	v, err := q.store.NewView(ctx, model.ViewInput{ValidAt: validAt, ReportedAt: reportedAt, RecordedAt: recordedAt, Position: position,
		AccordingTo: accordingTo, Zone: zone, Permalink: permalink})
	if err != nil {
		return nil, err
	}
	v.Note(ctx)
	return v, nil
}

// Node implements Query.node.
func (q query) Node(ctx context.Context, id string, in *model.ViewInput) (model.Node, error) {
	if in == nil {
		in = &model.ViewInput{}
	}
	v, err := q.store.NewView(ctx, *in)
	if err != nil {
		return nil, model.Under(err, "in")
	}
	v.Note(ctx)
	return v.Node(id)
}

// pageBytes is how large the records of a page of the log get before it ends: a page is whole in memory.
const pageBytes = 8 << 20

// Log implements Query.log.
func (q query) Log(ctx context.Context, after *event.Position, first *int) (*model.LogConnection, error) {
	from, size := event.Position(0), 50
	if after != nil {
		from = *after
	}
	if first != nil {
		size = *first
	}
	if size < 0 || size > 1000 {
		return nil, &model.InputError{Code: model.CodeInvalid, Field: []string{"first"}, Message: strconv.Itoa(size) + " is not between 0 and 1000"}
	}
	head, bytes := q.store.Operation(ctx).Head, 0
	page := &model.LogConnection{Edges: []*model.LogEdge{}, Nodes: []*model.RecordedEvent{}, TotalCount: int(head),
		PageInfo: &model.PageInfo{HasPreviousPage: from > 0 && head > 0}}
	for record, err := range q.store.Log.Read(ctx, from) {
		if err != nil {
			return nil, err
		}
		if record.Position > head {
			break
		}
		if len(page.Nodes) == size || bytes >= pageBytes {
			page.PageInfo.HasNextPage = true
			break
		}
		bytes += len(record.Leaf) + len(record.Payload)
		recorded := q.store.NewRecordedEvent(record)
		page.Nodes = append(page.Nodes, recorded)
		page.Edges = append(page.Edges, &model.LogEdge{Cursor: record.Position.String(), Node: recorded})
	}
	if n := len(page.Edges); n > 0 {
		page.PageInfo.StartCursor, page.PageInfo.EndCursor = &page.Edges[0].Cursor, &page.Edges[n-1].Cursor
	}
	return page, nil
}
