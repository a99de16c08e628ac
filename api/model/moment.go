package model

import (
	"regexp"
	"time"

	"onrecord/event"
)

// dateForm is a date, a month or a year.
var dateForm = regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`)

// window reads a Moment as the run of microseconds it is written as: a single one for a time or "now".
func window(text string, zone *time.Location, now event.Instant) (event.Window, bool) {
	if text == "now" {
		return event.Window{First: now, Last: now}, true
	}
	if dateForm.MatchString(text) {
		dates, err := event.ParseEDTF(text, zone)
		return dates.From, err == nil
	}
	i, err := event.ParseInstant(text)
	return event.Window{First: i, Last: i}, err == nil
}

// moment reads a Moment argument: of a date its last microsecond, or its first as a lower bound. nil stays nil.
func (c clocks) moment(text *string, lower bool, field ...string) (*event.Instant, error) {
	if text == nil {
		return nil, nil
	}
	w, ok := window(*text, c.zone, c.op.Now)
	if !ok {
		return nil, &InputError{Code: CodeMoment, Field: field,
			Message: `"` + *text + `" is not a moment: write 2021-02-26, 2021-02, 2021, 2021-02-26T12:00:00Z or now`}
	}
	if lower {
		return &w.First, nil
	}
	return &w.Last, nil
}

// clocks is what moments are read by.
type clocks struct {
	op   Operation
	zone *time.Location
}
