package event

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// span is a run of local clock readings, from first until just before after. Both are kept as times in UTC.
type span struct {
	first, after time.Time
	precision    Precision
	loose        bool
}

// yearPrecisions is what a year is written to, by the number of its open digits.
var yearPrecisions = [...]Precision{PrecisionYear, PrecisionDecade, PrecisionCentury, PrecisionMillennium}

// firstPart is the code of the first of partsOfYear.
const firstPart = 21

// partsOfYear are the parts that EDTF numbers from 21: the month each begins with, and how many months it has. One that
// begins in December runs into the next year.
var partsOfYear = [...]struct{ month, months int }{
	{3, 3}, {6, 3}, {9, 3}, {12, 3}, // 21-24 spring, summer, autumn, winter; taken as northern
	{3, 3}, {6, 3}, {9, 3}, {12, 3}, // 25-28 the same, northern
	{9, 3}, {12, 3}, {3, 3}, {6, 3}, // 29-32 the same, southern
	{1, 3}, {4, 3}, {7, 3}, {10, 3}, // 33-36 quarters
	{1, 4}, {5, 4}, {9, 4}, // 37-39 quadrimesters
	{1, 6}, {7, 6}, // 40-41 semesters
}

// parseSpan reads a year, month, part of a year or day.
func parseSpan(text string) (span, error) {
	if strings.HasPrefix(text, "Y") {
		return parseLongYear(text)
	}
	unsigned, negative := strings.CutPrefix(text, "-")
	fields := strings.Split(unsigned, "-")
	year, shaped := parseDigits(fields[0], 4)
	var month, day digits
	if shaped && len(fields) > 1 {
		month, shaped = parseDigits(fields[1], 2)
	}
	if shaped && len(fields) > 2 {
		day, shaped = parseDigits(fields[2], 2)
	}
	if !shaped || len(fields) > 3 {
		return span{}, errors.New("is not an EDTF date: write four digits for the year and two each for month and day " +
			"(2021, 2021-02, 2021-02-26), with X for the last digits where they are open (201X, 2021-02-XX)")
	}
	if year.open == 4 {
		return span{}, errors.New("is not supported: a date whose year is quite open; leave the date out and keep the words in text")
	}
	if negative {
		if year.high == 0 {
			return span{}, errors.New("is not a date: the year 0 is written 0000, and the year before it -0001")
		}
		year.low, year.high = -year.high, min(-year.low, -1)
	}
	s := span{loose: year.open+month.open+day.open > 0}
	if len(fields) == 1 {
		s.precision = yearPrecisions[year.open]
		s.first, s.after = midnight(year.low, 1, 1), midnight(year.high+1, 1, 1)
		return s, nil
	}
	if part := month.low - firstPart; month.open == 0 && part >= 0 && part < len(partsOfYear) {
		if len(fields) == 3 {
			return span{}, fmt.Errorf("is not a date: %s is a part of a year and has no days", fields[1])
		}
		s.precision = PrecisionSeason
		p := partsOfYear[part]
		s.first, s.after = midnight(year.low, p.month, 1), midnight(year.high, p.month+p.months, 1)
		return s, nil
	}
	if month = month.within(1, 12); month.low > month.high {
		return span{}, fmt.Errorf("is not a date: %s is neither a month (01 to 12) nor a part of a year (21 to 41)", fields[1])
	}
	if len(fields) == 2 {
		s.precision = PrecisionMonth
		s.first, s.after = midnight(year.low, month.low, 1), midnight(year.high, month.high+1, 1)
		return s, nil
	}
	if day = day.within(1, 31); day.low > day.high {
		return span{}, fmt.Errorf("is not a date: %s is not a day (01 to 31)", fields[2])
	}
	var found bool
	if s.first, found = firstDay(year, month, day); !found {
		asWritten := strings.TrimSuffix(text, "-"+fields[1]+"-"+fields[2])
		return span{}, fmt.Errorf("is not a date: %s %s has %d days", time.Month(month.low), asWritten, daysIn(year.low, month.low))
	}
	s.after = dayAfterLast(year, month, day)
	s.precision = PrecisionDay
	return s, nil
}

// maxYear is the furthest year that is taken, either way from year 0.
const maxYear = 100_000

// parseLongYear reads Y and a year of five or six digits.
func parseLongYear(text string) (span, error) {
	plain, negative := strings.CutPrefix(text[1:], "-")
	if plain == "" || strings.Trim(plain, "0123456789") != "" {
		return span{}, errors.New("is not an EDTF date: after Y stands a year and nothing else, such as Y12000 or Y-12000")
	}
	if len(plain) < 5 || plain[0] == '0' {
		return span{}, errors.New("is not an EDTF date: Y is for years of five digits or more; write other years in four digits")
	}
	year, err := strconv.Atoi(plain)
	if err != nil || year > maxYear {
		return span{}, fmt.Errorf("is out of range: years go from -%d to %d", maxYear, maxYear)
	}
	if negative {
		year = -year
	}
	return span{first: midnight(year, 1, 1), after: midnight(year+1, 1, 1), precision: PrecisionYear}, nil
}
