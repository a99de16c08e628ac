package main

import (
	"fmt"
	"io"
	"strings"

	"onrecord/recorder"
)

// tellEffect writes what an erasure changes, and what it does not.
func tellEffect(out io.Writer, e *recorder.Effect) (err error) {
	say := func(format string, args ...any) {
		if err == nil {
			_, err = fmt.Fprintf(out, format+"\n", args...)
		}
	}
	say("Position %d: %s, recorded at %v by %s, id %s", e.Event.Position, e.Event.Type, e.Event.RecordedAt, e.Event.RecordedBy, e.Event.ID)
	say("  goes: its payload, from the log and from every view")
	for _, thing := range e.Gone {
		say("  not known any more: the %s %s", thing.Kind, thing.ID)
	}
	if len(e.NamedBy) > 0 {
		say("  named by %s, whose own payloads stay: position %s", events(len(e.NamedBy)), some(e.NamedBy))
	}
	if len(e.Hides) > 0 {
		say("  claims not visible any more: %s", some(e.Hides))
	}
	if len(e.Shows) > 0 {
		say("  claims visible again: %s", some(e.Shows))
	}
	say("  stays: its envelope (position, time, who recorded it, id, type, the ids it names), the hash of its payload, every proof")
	say("  not reached: exports and backups made before; erase there as well")
	return err
}

// some lists the first of many.
func some[T fmt.Stringer](all []T) string {
	const most = 10
	texts := make([]string, min(len(all), most))
	for i := range texts {
		texts[i] = all[i].String()
	}
	if more := len(all) - most; more > 0 {
		texts = append(texts, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(texts, ", ")
}
