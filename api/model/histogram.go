package model

import (
	"context"
	"time"

	"onrecord/event"
	"onrecord/graph"
)

// maxBuckets is how many buckets a histogram may have.
const maxBuckets = 10_000

// Histogram implements View.histogram.
func (v *View) Histogram(ctx context.Context, axis graph.Axis, unit TimeUnit, filter *ClaimFilter) ([]*HistogramBucket, error) {
	f, err := v.filter(filter)
	if err != nil {
		return nil, err
	}
	counts, none, err := v.view.Histogram(ctx, axis, func(at event.Instant) event.Instant { return event.At(unit.start(at.Time().In(v.zone))) }, f)
	switch {
	case err != nil:
		return nil, err
	case len(counts) > maxBuckets:
		return nil, invalid("unit", "%s makes %d buckets; at most %d; take a longer unit, or filter by from and to", unit, len(counts), maxBuckets)
	}
	buckets := make([]*HistogramBucket, 0, len(counts)+1)
	for _, b := range counts {
		to := event.At(unit.next(b.From.Time().In(v.zone))) - 1
		buckets = append(buckets, &HistogramBucket{From: &b.From, To: &to, Count: b.Claims})
	}
	if none > 0 {
		buckets = append(buckets, &HistogramBucket{Count: none})
	}
	return buckets, nil
}

// start is the first moment of the unit that a moment lies in, by the calendar of its zone.
func (u TimeUnit) start(t time.Time) time.Time {
	year, month, day := t.Date()
	switch u {
	case TimeUnitMinute, TimeUnitHour:
		into := time.Duration(t.Second())*time.Second + time.Duration(t.Nanosecond())
		if u == TimeUnitHour {
			into += time.Duration(t.Minute()) * time.Minute
		}
		return t.Add(-into) // an hour that the clocks go through twice is two
	case TimeUnitWeek:
		day -= int(t.Weekday()+6) % 7
	case TimeUnitMonth:
		day = 1
	case TimeUnitYear, TimeUnitDecade, TimeUnitCentury:
		month, day = time.January, 1
		n := u.years()
		year -= (year%n + n) % n
	}
	return time.Date(year, month, day, 0, 0, 0, 0, t.Location())
}

// next is the first moment of the unit after one that starts at a moment.
func (u TimeUnit) next(start time.Time) time.Time {
	year, month, day := start.Date()
	switch u {
	case TimeUnitMinute:
		return start.Add(time.Minute)
	case TimeUnitHour:
		return start.Add(time.Hour)
	case TimeUnitDay:
		day++
	case TimeUnitWeek:
		day += 7
	case TimeUnitMonth:
		month++
	default:
		year += u.years()
	}
	return time.Date(year, month, day, 0, 0, 0, 0, start.Location())
}

// years is how many years long a unit of years is.
func (u TimeUnit) years() int {
	return map[TimeUnit]int{TimeUnitYear: 1, TimeUnitDecade: 10, TimeUnitCentury: 100}[u]
}
