package graph

import (
	"context"
	"encoding/binary"
	"hash/fnv"
	"slices"

	"onrecord/event"
)

// Step is a moment at which a view changes along an axis.
type Step struct {
	At      event.Instant
	Appears []Claim // shown from At on, and not just before
	Ends    []Claim // shown just before, and not from At on
	Changes []Claim // shown before and after, with another stance or answer to whether it holds, or with other reports possibly told, certainly told or in force
}

// shown is what a view says of a claim at a moment. The zero value: it is not shown.
type shown struct {
	stance  Stance
	holds   event.Holds
	status  Status
	reports uint64 // a hash of which reports are told, certainly told and in force
}

// Steps lists the moments from..to (nil: no limit) at which the view changes along an axis, for the claims a filter lets
// through, in order; and what shows before the first of them. Folding the steps onto that gives the view at any moment.
// The view's own clock of the axis does not count. It stops early with the context's error.
func (v *View) Steps(ctx context.Context, axis Axis, from, to *event.Instant, f Filter) (before []Claim, steps []Step, err error) {
	s := v.newStepper(axis, f)
	byMoment := map[event.Instant]*Step{}
	start := v.at(axis, event.Past)
	if from != nil {
		start = v.at(axis, *from-1)
	}
	for c, end := row(1), s.latest.claimsEnd(); c < end; c++ {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		if !s.mayPass(c) {
			continue
		}
		was := start.shows(c, &f)
		if was != (shown{}) {
			before = append(before, Claim{start, c})
		}
		for _, moment := range s.moments(c) {
			if from != nil && moment < *from || to != nil && moment > *to {
				continue
			}
			at := v.at(axis, moment)
			is := at.shows(c, &f)
			if is == was {
				continue
			}
			step := byMoment[moment]
			if step == nil {
				step = &Step{At: moment}
				byMoment[moment] = step
			}
			switch {
			case was == (shown{}):
				step.Appears = append(step.Appears, Claim{at, c})
			case is == (shown{}):
				step.Ends = append(step.Ends, Claim{at, c})
			default:
				step.Changes = append(step.Changes, Claim{at, c})
			}
			was = is
		}
	}
	for _, step := range byMoment {
		steps = append(steps, *step)
	}
	slices.SortFunc(steps, func(a, b Step) int { return compare(a.At, b.At) })
	return before, steps, nil
}

// shows is what the view says of a claim.
func (v *View) shows(c row, f *Filter) shown {
	if !v.passes(c, f) {
		return shown{}
	}
	stance := v.stance(c)
	return shown{stance, v.holds(c), stance.status(), v.reportsHash(c)}
}

// reportsHash is a hash (FNV-1a) of which reports of a claim are told, and of each whether it certainly is and is in force.
func (v *View) reportsHash(c row) uint64 {
	h := fnv.New64a()
	for _, r := range v.reportsOf(c) {
		if !v.toldReport(r) {
			continue
		}
		told := []byte{0}
		if (Report{v, r}).Certain() {
			told[0] |= 1
		}
		if v.inForce(r) {
			told[0] |= 2
		}
		h.Write(binary.BigEndian.AppendUint32(told, r))
	}
	return h.Sum64()
}
