package bench

import (
	"context"
	"io"
	"log/slog"
	"testing"

	"onrecord/eventlog"
)

// BenchmarkVerify verifies a whole log, and reports events and bytes a second. ONRECORD_BENCH_EVENTS sets how many events
// (default 200000).
func BenchmarkVerify(b *testing.B) {
	events := benchEvents(b)
	dir := b.TempDir()
	newHistory(1).write(b, dir, events)
	log, err := eventlog.Open(dir, eventlog.Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close()
	for b.Loop() {
		report, err := eventlog.Verify(context.Background(), log, eventlog.Verification{})
		if err != nil || int(report.Events) != events || len(report.Faults) > 0 {
			b.Fatalf("%+v, %v", report, err)
		}
		b.SetBytes(report.Bytes)
	}
	b.ReportMetric(float64(events)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}
