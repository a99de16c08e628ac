package recorder

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
)

// condition looks up what the caller's condition names; nil when there is none.
func (r *Recorder) condition(b *batch, head *graph.View, c *Condition) *eventlog.Condition {
	if c == nil {
		return nil
	}
	found := &eventlog.Condition{After: c.After}
	now := &batch{log: r.log, view: head} // the condition is about the log, not about the batch
	if len(c.Touching) == 0 {
		now.fail(path{"condition", "touching"}, event.Required, "must name something; a condition about nothing never fails")
	}
	if c.After > head.Position() {
		now.fail(path{"condition", "after"}, PositionAhead, fmt.Sprintf("%d is after the log's last position, %d", c.After, head.Position()))
	}
	for i, name := range c.Touching {
		p := path{"condition", "touching", strconv.Itoa(i)}
		if name == "" {
			now.fail(p, event.Required, "must not be empty")
		}
		found.Touching = append(found.Touching, now.ref(p, name, anEntity, aDocument, aClaim, aReport, anEnd, aCorrection))
	}
	b.problems = append(b.problems, now.problems...)
	return found
}

// checkCondition looks for what the condition forbids, for a dry run: it reads the log from its position on.
func (r *Recorder) checkCondition(ctx context.Context, b *batch, c *Condition, wanted eventlog.Condition) error {
	for record, err := range r.log.Read(ctx, wanted.After) {
		if err != nil {
			return err
		}
		for _, id := range wanted.Touching {
			if slices.Contains(record.Touches, id) {
				b.problems = append(b.problems, conflicting(c, wanted, id, record.Position))
				return nil
			}
		}
	}
	return nil
}

// conflicting tells that the caller's condition failed, with the name that the caller used.
func conflicting(c *Condition, wanted eventlog.Condition, touched event.ID, at event.Position) event.Problem {
	p, name := path{"condition"}, touched.String()
	if i := slices.Index(wanted.Touching, touched); i >= 0 {
		p, name = p.to("touching", strconv.Itoa(i)), c.Touching[i]
	}
	return event.Problem{Code: Conflict, Path: p, Message: fmt.Sprintf("%.80q was touched at position %d, after position %d", name, at, c.After)}
}
