package event

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// maxEDTF is the longest EDTF value that is read, in bytes.
const maxEDTF = 200

// Dates is an EDTF value resolved in a time zone: the windows in which what it dates began and ended.
type Dates struct {
	// From and To are the windows of the two ends; a single date and a set have the same window twice.
	// An open end (..) is at Past or at Future alone. An unknown start may be anywhere from Past to To.Last,
	// an unknown end anywhere from From.First to Future.
	From, To Window
	// Interval: written with a slash, so that From and To are two dates.
	Interval bool
	// Uncertain: marked ? or % anywhere. The bounds stand, but nothing is sure.
	Uncertain bool
	// Loose: marked ~ or %, a digit left open (X), or a set, anywhere.
	// It was true in one unknown part of the window, not throughout it.
	Loose bool
	// Precision is that of the finer end of an interval, and of the coarsest member of a set. It is the last part that is
	// written, even where its digits are open: 2021-02 is a month, 2021-02-XX a day. A year that ends in X, XX or XXX
	// is a decade, a century or a millennium.
	Precision Precision
}

// ParseEDTF reads a value of the Extended Date/Time Format (ISO 8601-2:2019). zone, or UTC if it is nil, is where local
// days begin and what times without an offset are told in. Windows are whole: 2021-02-26 is that local day from its first
// microsecond to its last, 10:30:00 one second.
//
// It takes levels 0 and 1, and of level 2 the parts of a year 25 to 41, digits left open at the end of a year, month or
// day, and sets that mean one of their members ([a,b], [a..b], [..b], [a..]). Beyond the standard it takes times to the
// hour, the minute and the microsecond, and times, seasons and marked dates everywhere. Seasons are the meteorological
// ones; 21 to 24 are northern, and a season that begins in December is of that December's year. A ~ widens its date by the
// date's own length on either side.
//
// It does not take years beyond ±100000, years with E or S, marks on part of a date, or sets that mean all their members.
// The error quotes what was written and says what is wrong with it; the caller adds the name of the field.
func ParseEDTF(text string, zone *time.Location) (Dates, error) {
	if zone == nil {
		zone = time.UTC
	}
	switch {
	case text == "":
		return Dates{}, errors.New(`"" is not an EDTF date: write one such as 2021-02-26, or leave the date out`)
	case len(text) > maxEDTF:
		return Dates{}, fmt.Errorf("%q... is not an EDTF date: it has %d bytes, at most %d are read", text[:20], len(text), maxEDTF)
	case strings.ContainsAny(text, "{}"):
		return Dates{}, fmt.Errorf("%q is not supported: {...} means all of its dates; record one claim for each date", text)
	case strings.ContainsAny(text, "[]"):
		return parseSet(text, zone)
	case strings.Contains(text, "/"):
		return parseInterval(text, zone)
	}
	d, err := parseWritten(text, zone)
	if err != nil {
		return Dates{}, err
	}
	return Dates{From: d.window, To: d.window, Uncertain: d.uncertain, Loose: d.loose, Precision: d.precision}, nil
}

// parseInterval reads a/b, where one of the two may be open (..) or unknown (nothing).
func parseInterval(text string, zone *time.Location) (Dates, error) {
	start, end, _ := strings.Cut(text, "/")
	if n := 1 + strings.Count(end, "/"); n > 1 {
		return Dates{}, fmt.Errorf("%q has %d slashes: an interval is written with one (2021-02-26/2021-03-01), a day as 2021-02-26", text, n)
	}
	from, err := parseEnd(start, zone)
	if err != nil {
		return Dates{}, err
	}
	to, err := parseEnd(end, zone)
	if err != nil {
		return Dates{}, err
	}
	if from.precision == 0 && to.precision == 0 {
		return Dates{}, fmt.Errorf("%q has no date: give at least one end of the interval, or leave the date out", text)
	}
	switch start {
	case "..":
		from.window = Window{Past, Past}
	case "":
		from.window = Window{Past, to.window.Last}
	}
	switch end {
	case "..":
		to.window = Window{Future, Future}
	case "":
		to.window = Window{from.window.First, Future}
	}
	if to.window.Last < from.window.First {
		return Dates{}, fmt.Errorf("%q ends before it starts: an interval is written earlier/later", text)
	}
	finer := from.precision
	if finer == 0 || to.precision != 0 && to.precision < finer {
		finer = to.precision
	}
	return Dates{
		From:      from.window,
		To:        to.window,
		Interval:  true,
		Uncertain: from.uncertain || to.uncertain,
		Loose:     from.loose || to.loose,
		Precision: finer,
	}, nil
}

// parseEnd reads one end of an interval. An end without a date is the zero value.
func parseEnd(text string, zone *time.Location) (written, error) {
	if text == "" || text == ".." {
		return written{}, nil
	}
	return parseWritten(text, zone)
}

// parseSet reads [a,b,c], one of its members.
func parseSet(text string, zone *time.Location) (Dates, error) {
	inside := strings.TrimSuffix(strings.TrimPrefix(text, "["), "]")
	if len(inside) != len(text)-2 || strings.ContainsAny(inside, "[]/") {
		return Dates{}, fmt.Errorf("%q is not an EDTF set: write [2021-02-25,2021-02-26] or [2021-02-20..2021-02-26], with no interval around or inside", text)
	}
	members := strings.Split(inside, ",")
	var all written
	for i, member := range members {
		m, err := parseMember(member, zone)
		if err != nil {
			return Dates{}, err
		}
		if i > 0 && m.window.First == Past || i < len(members)-1 && m.window.Last == Future {
			return Dates{}, fmt.Errorf("%q is open in the middle: .. may open a set only at its two ends", text)
		}
		all = all.or(m)
	}
	return Dates{From: all.window, To: all.window, Uncertain: all.uncertain, Loose: true, Precision: all.precision}, nil
}

// parseMember reads a member of a set: a date, or a range a..b, ..b or a.. of dates.
func parseMember(text string, zone *time.Location) (written, error) {
	first, last, ranged := strings.Cut(text, "..")
	if !ranged {
		return parseWritten(text, zone)
	}
	if first == "" && last == "" {
		return written{}, errors.New(`".." has no date: give at least one end of the range`)
	}
	from, to := written{window: Window{Past, Past}}, written{window: Window{Future, Future}}
	var err error
	if first != "" {
		if from, err = parseWritten(first, zone); err != nil {
			return written{}, err
		}
	}
	if last != "" {
		if to, err = parseWritten(last, zone); err != nil {
			return written{}, err
		}
	}
	if to.window.Last < from.window.First {
		return written{}, fmt.Errorf("%q ends before it starts: a range is written earlier..later", text)
	}
	return from.or(to), nil
}
