package bench

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"onrecord/eventlog"
)

// speed is how fast a contender wrote.
type speed struct {
	rate     float64 // writes a second
	p50, p99 time.Duration
}

// contender is somebody who writes one event at a time from many goroutines or connections, each write being durable
// before it is acknowledged.
type contender struct {
	name    string
	measure func(t *testing.T, writers int) speed
}

// TestAppendRatio compares our log with others, in turns so that all meet the same weather, and prints the medians.
func TestAppendRatio(t *testing.T) {
	if os.Getenv("ONRECORD_BENCH") == "" {
		t.Skip("measures for some minutes; set ONRECORD_BENCH=1 to run it")
	}
	rounds, err := strconv.Atoi(cmp.Or(os.Getenv("ONRECORD_BENCH_ROUNDS"), "3"))
	if err != nil {
		t.Fatal("ONRECORD_BENCH_ROUNDS: ", err)
	}
	contenders := []contender{
		{"log", measured(openLog(0))},
		{"log, checkpoint each second", measured(openLog(time.Second))},
		{"Badger's Update", measured(openBadger)},
	}
	if pg := startPostgres(t); pg != nil {
		contenders = append(contenders, contender{"PostgreSQL, pgbench", pg.insert})
	}
	t.Logf("%7s  %-28s %12s %10s %10s   log is faster by    medians of %d rounds", "writers", "", "appends/s", "p50", "p99", rounds)
	for _, n := range writerCounts {
		speeds := make([][]speed, len(contenders))
		for range rounds {
			for i, c := range contenders {
				speeds[i] = append(speeds[i], c.measure(t, n))
			}
		}
		for i, c := range contenders {
			var rates, ratios, p50, p99 []float64
			for round, s := range speeds[i] {
				rates, ratios = append(rates, s.rate), append(ratios, speeds[0][round].rate/s.rate)
				p50, p99 = append(p50, s.p50.Seconds()), append(p99, s.p99.Seconds())
			}
			t.Logf("%7d  %-28s %12.0f %7.2f ms %7.2f ms   %.1f", n, c.name, median(rates), 1000*median(p50), 1000*median(p99), median(ratios))
		}
	}
	var syncs, batches []float64
	for range rounds {
		syncs = append(syncs, measured(openFile)(t, 1).rate)
		batches = append(batches, eventlog.MaxEvents*measured(openBatches)(t, 1).rate)
	}
	t.Logf("write and sync of a file, one writer: %.0f/s; Badger, a thousand records in one Update: %.0f records/s", median(syncs), median(batches))
}

// measured writes for about a second.
func measured(open func(testing.TB) func() error) func(*testing.T, int) speed {
	return func(t *testing.T, writers int) (s speed) {
		t.Run(fmt.Sprintf("writers=%d", writers), func(t *testing.T) { // closes before the next opens
			write := open(t)
			warm := writers * 20
			writes := max(warm, int(float64(warm)/run(t, write, writers, warm, nil).Seconds()))
			took := make([]time.Duration, writes)
			s.rate = float64(writes) / run(t, write, writers, writes, took).Seconds()
			s.p50, s.p99 = percentiles(took)
		})
		return s
	}
}

func percentiles(took []time.Duration) (p50, p99 time.Duration) {
	if len(took) == 0 {
		return 0, 0
	}
	slices.Sort(took)
	return took[len(took)/2], took[len(took)*99/100]
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}
