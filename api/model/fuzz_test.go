package model

import (
	"errors"
	"testing"
	"time"

	"onrecord/event"
)

// zones are read once: fuzzing looks at many moments.
func zones(t testing.TB) []*time.Location {
	t.Helper()
	list := []*time.Location{time.UTC}
	for _, name := range []string{"America/New_York", "Asia/Tehran", "Pacific/Apia", "Africa/Monrovia"} {
		zone, err := event.Zone(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, zone)
	}
	return list
}

// FuzzMoment reads arbitrary text as a moment. What is read is a run of microseconds that begins where a lower bound does
// and ends where an upper bound does; a time is one microsecond, whatever the zone.
func FuzzMoment(f *testing.F) {
	for _, text := range []string{"now", "2021", "2021-02", "2021-02-26", "2021-02-29", "2021-13", "0000", "9999-12-31", "2021-02-26T12:00:00Z", "2021-02-26T12:00:00.000001+05:30",
		"2021-02-26T23:59:60Z", "2021-02-26T24:00:00Z", "2021-2-6", "-2021", "2021-02-XX", " 2021", "2021\n", "２０２１", ""} {
		f.Add(text, int64(0))
	}
	in := zones(f)
	f.Fuzz(func(t *testing.T, text string, now int64) {
		for _, zone := range in {
			c := clocks{op: Operation{Now: event.Instant(now)}, zone: zone}
			first, err := c.moment(&text, true, "from")
			last, errLast := c.moment(&text, false, "to")
			var input *InputError
			switch {
			case err == nil != (errLast == nil):
				t.Fatalf("%q is a lower bound (%v) but no upper one (%v), or the reverse", text, err, errLast)
			case err != nil:
				if !errors.As(err, &input) || input.Code != CodeMoment || len(input.Field) != 1 || input.Message == "" {
					t.Fatalf("%q: %#v is no error of an argument", text, err)
				}
			case text == "now":
				if *first != event.Instant(now) || *last != *first {
					t.Fatalf("now is %d..%d, want %d", *first, *last, now)
				}
			case dateForm.MatchString(text):
				days := (*last - *first + 1) / event.Instant(24*time.Hour/time.Microsecond)
				if *first >= *last || days < 0 || days > 366 {
					t.Fatalf("%q in %v is %v..%v", text, zone, first, last)
				}
			default:
				again := first.String()
				if back, err := c.moment(&again, true); *first != *last || first.Time().Year() < 10000 && first.Time().Year() >= 0 && (err != nil || *back != *first) {
					t.Fatalf("%q is %v..%v, and %s is %v, %v", text, first, last, again, back, err)
				}
			}
		}
	})
}

// FuzzCursor reads arbitrary text as a cursor. What is read is a place that its own cursor leads back to.
func FuzzCursor(f *testing.F) {
	f.Add("", "", int64(0), uint64(0))
	f.Add(keyset{-1, 7}.cursor("timeline"), "timeline", int64(1<<62), uint64(1<<63))
	f.Add(keyset{-1, 7}.cursor("timeline"), "entities", int64(event.Past), uint64(0))
	f.Fuzz(func(t *testing.T, text, scope string, order int64, position uint64) {
		k, err := parseCursor(text, scope, "after")
		var input *InputError
		switch {
		case err == nil:
			if again, err := parseCursor(k.cursor(scope), scope, "after"); err != nil || again != k {
				t.Fatalf("%q is %v, and its cursor %v, %v", text, k, again, err)
			}
		case !errors.As(err, &input) || input.Code != CodeCursor && input.Code != CodeCursorMismatch:
			t.Fatalf("%q: %#v is no error of a cursor", text, err)
		}
		given := keyset{order, position}
		if back, err := parseCursor(given.cursor(scope), scope, "after"); err != nil || back != given {
			t.Fatalf("the cursor of %v is read as %v, %v", given, back, err)
		}
		if _, err := parseCursor(given.cursor(scope), scope+"x", "after"); !errors.As(err, &input) || input.Code != CodeCursorMismatch {
			t.Fatalf("the cursor of another list is read: %v", err)
		}
	})
}
