package eventlog

import (
	"context"
	"slices"

	"onrecord/event"
)

// grounds are the positions whose payloads events say were erased, each with the position of that event.
type grounds map[event.Position]event.Position

// add takes down what an event says was erased, if it says that.
func (g grounds) add(r event.Record) error {
	if r.Type != event.TypePayloadErased {
		return nil
	}
	payload, err := r.Decode()
	if erasure, is := payload.(*event.PayloadErased); is {
		g[erasure.Position] = r.Position
	}
	return err
}

// erasures compares the payloads that are missing with those that events say were erased.
func (v *verifier) erasures(ctx context.Context) error {
	ungrounded := func(at event.Position) bool { return v.grounds[at] == 0 }
	if slices.ContainsFunc(v.erased, ungrounded) { // erased while the log was read
		for r, err := range v.log.Read(ctx, v.report.Events) {
			if err != nil {
				return err
			}
			if err := v.grounds.add(r); err != nil {
				v.fault(r.Position, "what it erased cannot be read: %v", err)
			}
		}
	}
	for _, at := range v.erased {
		if ungrounded(at) {
			v.fault(at, "the payload is missing, and no event says that it was erased")
		}
	}
	for at, by := range v.grounds {
		if _, gone := slices.BinarySearch(v.erased, at); !gone && by <= v.report.Events {
			v.fault(at, "the event at position %d erased the payload, and it is still there", by)
		}
	}
	return nil
}
