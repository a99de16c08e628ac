package model

import (
	"context"
	"errors"

	"onrecord/event"
	"onrecord/graph"
)

// Changes implements View.changes.
func (v *View) Changes(ctx context.Context, since ViewInput, filter *ClaimFilter, first *int) (*Changes, error) {
	most := 100
	if err := atMost(first, &most, "first", 0, maxPage); err != nil {
		return nil, err
	}
	earlier, err := v.store.NewView(ctx, since)
	if err != nil {
		return nil, Under(err, "since")
	}
	earlier.Note(ctx, "since")
	f, err := v.filter(filter)
	if err != nil {
		return nil, err
	}
	if len(f.Holds) > 0 && earlier.view.ValidAt() == nil {
		return nil, &InputError{Code: CodeInvalid, Field: []string{"filter", "holds"}, Message: "holds asks for a moment of the world; give the other view a validAt too"}
	}
	list, err := v.view.ChangesSince(ctx, earlier.view, f)
	if errors.Is(err, graph.ErrErasedBetween) {
		return nil, event.ErrErased
	} else if err != nil {
		return nil, err
	}
	changes := &Changes{Appears: []Claim{}, Ends: []Claim{}, Changes: []Claim{}}
	for c := range list {
		to, total := &changes.Changes, &changes.TotalChanges
		switch {
		case !c.Was:
			to, total = &changes.Appears, &changes.TotalAppears
		case !c.Is:
			to, total = &changes.Ends, &changes.TotalEnds
		}
		if *total++; len(*to) >= most {
			continue
		}
		seen := v
		if c.Claim.Position() > v.view.Position() {
			seen = earlier
		}
		if there, is := seen.view.Claim(c.Claim.ID()); is {
			*to = append(*to, seen.newClaim(there))
		}
	}
	return changes, ctx.Err()
}
