package event

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// written is one date as written, resolved: a whole EDTF value, an end of an interval or a member of a set.
type written struct {
	window    Window
	uncertain bool
	loose     bool
	precision Precision // 0: no date was written here
}

// or returns the date that is w or v: the window from the earlier to the later, as coarse as the coarser.
// The zero value stands for nothing yet.
func (w written) or(v written) written {
	if w == (written{}) {
		return v
	}
	return written{
		window:    Window{min(w.window.First, v.window.First), max(w.window.Last, v.window.Last)},
		uncertain: w.uncertain || v.uncertain,
		loose:     w.loose || v.loose,
		precision: max(w.precision, v.precision),
	}
}

// parseWritten reads one date, with or without a time and a mark.
func parseWritten(text string, zone *time.Location) (written, error) {
	w, err := resolve(text, zone)
	if err != nil {
		return written{}, fmt.Errorf("%q %w", text, err)
	}
	return w, nil
}

// resolve is parseWritten with errors that go on from the quoted text: "is not a date: ...".
func resolve(text string, zone *time.Location) (written, error) {
	if err := spelt(text); err != nil {
		return written{}, err
	}
	unmarked := strings.TrimRight(text, "?~%")
	mark := text[len(unmarked):]
	date, clock, timed := strings.Cut(unmarked, "T")
	s, err := parseSpan(date)
	if err != nil {
		return written{}, err
	}
	w := written{
		uncertain: mark == "?" || mark == "%",
		loose:     s.loose || mark == "~" || mark == "%",
		precision: s.precision,
	}
	if timed {
		if s.precision != PrecisionDay || s.loose {
			return written{}, errors.New("is not an EDTF date: a time of day needs a whole date before it, such as 2021-02-26T10:30:00")
		}
		c, err := parseClock(clock, zone)
		if err != nil {
			return written{}, err
		}
		w.window.First = At(firstShown(s.first.Add(c.since), c.zone))
		w.window.Last = w.window.First + Instant(c.length.Microseconds()) - 1
		w.precision = c.precision
	} else {
		w.window = Window{At(firstShown(s.first, zone)), At(firstShown(s.after, zone)) - 1}
		if w.window.Last < w.window.First {
			return written{}, fmt.Errorf("is not a date: the clocks of %s skipped that day", zone)
		}
	}
	if mark == "~" {
		length := w.window.Last - w.window.First + 1
		w.window.First -= length
		w.window.Last += length
	}
	return w, nil
}

// spelt refuses what no date is spelt with, in words for who typed it.
func spelt(text string) error {
	only := func(text, set string) bool { return strings.Trim(text, set) == "" }
	const letters = "0123456789-+:.TXYZ?~%"
	unmarked := strings.TrimRight(text, "?~%")
	switch {
	case !strings.ContainsAny(text, "0123456789X.") || !only(strings.ToUpper(text), letters+"ES \t\r\n"):
		return fmt.Errorf("is not an EDTF date: write one such as 2021-02-26, and keep %q in text", text)
	case strings.ContainsAny(text, " \t\r\n"):
		return errors.New("is not an EDTF date: it holds a space; write none, and T between a date and a time")
	case strings.ContainsAny(text, "estxyz"):
		return errors.New("is not an EDTF date: X (a digit left open), T, Z and Y are written in capitals")
	case strings.ContainsAny(text, "ES"):
		return errors.New("is not supported: a year with an exponent (E) or significant digits (S); write the year, or an interval of years")
	case strings.Contains(text, ".."):
		return errors.New("is not an EDTF date: .. stands for an open end, in an interval (2021/..) or in a set ([2021..])")
	case len(text)-len(unmarked) > 1:
		return errors.New("has too many marks: ? is uncertain, ~ approximate, and % both")
	case strings.ContainsAny(unmarked, "?~%"):
		return errors.New("is not supported: a mark (? ~ %) on part of a date; write it at the end, for the whole date")
	}
	return nil
}
