package graph

import (
	"context"
	"errors"
	"iter"
)

// Change is a claim of which two views say different things.
type Change struct {
	Claim Claim // as the later view has it
	Was   bool  // whether the earlier one shows it
	Is    bool  // whether the later one does
}

// ErrErasedBetween says that something was erased between two views, so that they have nothing to be compared by.
var ErrErasedBetween = errors.New("something was erased between the two views; make both anew")

// ChangesSince yields the claims that a filter lets through in one of two views of a graph and not in the other, or lets
// through in both with another stance, answer to whether it holds, or other reports, in log order. It ends early with the
// context, which is then over. It fails with [ErrErasedBetween].
func (v *View) ChangesSince(ctx context.Context, earlier *View, f Filter) (iter.Seq[Change], error) {
	if v.t.names != earlier.t.names {
		return nil, ErrErasedBetween
	}
	return func(yield func(Change) bool) {
		for c, end := row(1), max(v.claimsEnd(), earlier.claimsEnd()); c < end && ctx.Err() == nil; c++ {
			was, is := earlier.showsIn(c, &f), v.showsIn(c, &f)
			if was != is && !yield(Change{Claim{v, c}, was != (shown{}), is != (shown{})}) {
				return
			}
		}
	}, nil
}

// showsIn is shows for a claim that may be recorded later than the view.
func (v *View) showsIn(c row, f *Filter) shown {
	if v.t.claims.at(c).position > v.position {
		return shown{}
	}
	return v.shows(c, f)
}
