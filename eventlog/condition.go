package eventlog

import (
	"context"
	"slices"

	"onrecord/event"
)

// conflictBeforeOpen looks for what the conditions forbid among the events that were there when the log was opened.
// Those never change, so the caller of Append can look while others append. What came later is for the writer.
func (l *Badger) conflictBeforeOpen(ctx context.Context, conditions []Condition) (*ConflictError, error) {
	from := l.opened
	for _, c := range conditions {
		if len(c.Touching) > 0 {
			from = min(from, c.After)
		}
	}
	for r, err := range l.records(ctx, from, l.opened) {
		if err != nil {
			return nil, err
		}
		for _, c := range conditions {
			if r.Position <= c.After {
				continue
			}
			for _, id := range c.Touching {
				if slices.Contains(r.Touches, id) {
					return &ConflictError{Touched: id, At: r.Position}, nil
				}
			}
		}
	}
	return nil, nil
}

// touches says for each thing where it was last touched. Things that were not touched since the log was opened are
// missing. Only the writer holds it; it grows by some 50 bytes a thing.
type touches map[event.ID]event.Position

// conflict returns the first conflict of conditions with the later or else the earlier touches, nil when there is none.
func conflict(conditions []Condition, later, earlier touches) *ConflictError {
	for _, c := range conditions {
		for _, id := range c.Touching {
			at, found := later[id]
			if !found {
				at = earlier[id]
			}
			if at > c.After {
				return &ConflictError{Touched: id, At: at}
			}
		}
	}
	return nil
}
