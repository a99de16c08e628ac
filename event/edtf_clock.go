package event

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// clock is a time of day as written.
type clock struct {
	since     time.Duration // since midnight, on the dial
	length    time.Duration // of what was written: an hour, a minute, a second or a part of one
	precision Precision
	zone      *time.Location // that of the offset, if one was written
}

var errClock = errors.New("is not an EDTF date: write a time as 10:30:00, 10:30 or 10, with nothing, Z, +hh or +hh:mm after it")

// parseClock reads what follows the T: hh, hh:mm, hh:mm:ss or hh:mm:ss with a fraction of up to six digits, and an offset
// or none. Hours run from 00 to 23, seconds from 00 to 59.
func parseClock(text string, zone *time.Location) (clock, error) {
	c := clock{zone: zone}
	if i := strings.IndexAny(text, "Z+-"); i >= 0 {
		var err error
		if c.zone, err = parseOffset(text[i:]); err != nil {
			return clock{}, err
		}
		text = text[:i]
	}
	text, fraction, fractional := strings.Cut(text, ".")
	fields := strings.Split(text, ":")
	units := [...]struct {
		length    time.Duration
		limit     int
		precision Precision
	}{{time.Hour, 24, PrecisionHour}, {time.Minute, 60, PrecisionMinute}, {time.Second, 60, PrecisionSecond}}
	if len(fields) > len(units) || fractional && len(fields) < len(units) {
		return clock{}, errClock
	}
	for i, field := range fields {
		n, ok := parseDigits(field, 2)
		unit := units[i]
		switch {
		case !ok || n.open > 0:
			return clock{}, errClock
		case i == 0 && n.low == 24:
			return clock{}, errors.New("is not a date: a day ends at 23:59:59; write 00:00:00 of the next day")
		case i == 2 && n.low == 60:
			return clock{}, errors.New("is not a date: leap seconds are not kept; write second 59")
		case n.low >= unit.limit:
			return clock{}, fmt.Errorf("is not a date: %s is not between 00 and %d", field, unit.limit-1)
		}
		c.since += time.Duration(n.low) * unit.length
		c.length, c.precision = unit.length, unit.precision
	}
	if !fractional {
		return c, nil
	}
	if len(fraction) > 6 {
		return clock{}, errors.New("is too fine: a fraction of a second has at most 6 digits")
	}
	n, ok := parseDigits(fraction, len(fraction))
	if !ok || n.open > 0 || fraction == "" {
		return clock{}, errClock
	}
	for range fraction {
		c.length /= 10
	}
	c.since += time.Duration(n.low) * c.length
	c.precision = PrecisionInstant
	return c, nil
}

// parseOffset reads Z, or a sign and hh or hh:mm, as a fixed zone.
func parseOffset(text string) (*time.Location, error) {
	if text == "Z" {
		return time.UTC, nil
	}
	hours, minutes, some := strings.Cut(text[1:], ":")
	if !some {
		minutes = "00"
	}
	h, ok := parseDigits(hours, 2)
	m, okay := parseDigits(minutes, 2)
	if text[0] == 'Z' || !ok || !okay || h.open+m.open > 0 {
		return nil, errClock
	}
	if h.low > 23 || m.low > 59 {
		return nil, fmt.Errorf("is not a date: an offset is at most 23:59, not %s", text[1:])
	}
	seconds := h.low*3600 + m.low*60
	if text[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone(text, seconds), nil
}

// firstShown is the first moment at which the clocks of zone show a reading (kept as a time in UTC). Where they show it
// twice, because they were put back, it is the earlier; where they skip it, because they were put forward, it is the
// moment they were. time.Date alone does not promise which it takes, and takes now one and now the other.
func firstShown(reading time.Time, zone *time.Location) time.Time {
	year, month, day := reading.Date()
	hour, minute, second := reading.Clock()
	t := time.Date(year, month, day, hour, minute, second, reading.Nanosecond(), zone)
	_, offset := t.Zone()
	start, end := t.ZoneBounds() // the zero time where the offset was, or will be, always the same
	shown := t.Add(time.Duration(offset) * time.Second)
	switch {
	case shown.Before(reading):
		return end
	case shown.After(reading):
		return start
	case start.IsZero():
		return t
	}
	_, before := start.Add(-1).Zone()
	if earlier := reading.Add(-time.Duration(before) * time.Second); earlier.Before(start) {
		return earlier
	}
	return t
}
