package event

import (
	"strings"
	"time"
)

// digits is a number of which the last digits may be left open: 1X is 10 to 19.
type digits struct {
	low, high int
	open      int // how many digits are open
}

// parseDigits reads a number of exactly width digits, the last of which may be X.
func parseDigits(text string, width int) (digits, bool) {
	known := strings.TrimRight(text, "X")
	if len(text) != width || strings.Trim(known, "0123456789") != "" {
		return digits{}, false
	}
	d := digits{open: len(text) - len(known)}
	for _, c := range known {
		d.low = d.low*10 + int(c-'0')
	}
	d.high = d.low
	for range d.open {
		d.low, d.high = d.low*10, d.high*10+9
	}
	return d, true
}

// within cuts d down to what lies from low to high. If nothing does, its low end is above its high end.
func (d digits) within(low, high int) digits {
	return digits{max(d.low, low), min(d.high, high), d.open}
}

// midnight is the reading at which a day begins. Months and days beyond the last run on into what follows.
func midnight(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// daysIn is the number of days of a month.
func daysIn(year, month int) int { return midnight(year, month+1, 0).Day() }

// firstDay is the first day that fits year, month and day; false if none does.
func firstDay(year, month, day digits) (time.Time, bool) {
	for y := year.low; y <= year.high; y++ {
		for m := month.low; m <= month.high; m++ {
			if day.low <= daysIn(y, m) {
				return midnight(y, m, day.low), true
			}
		}
	}
	return time.Time{}, false
}

// dayAfterLast is the day after the last one that fits year, month and day. One must.
func dayAfterLast(year, month, day digits) time.Time {
	y, m := year.high, month.high
	for day.low > daysIn(y, m) {
		if m--; m < month.low {
			y, m = y-1, month.high
		}
	}
	return midnight(y, m, min(day.high, daysIn(y, m))+1)
}
