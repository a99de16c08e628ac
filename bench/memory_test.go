package bench

import (
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"onrecord/event"
	"onrecord/graph"
)

// TestMemory measures how much of the heap a graph of generated claims takes, how fast it is folded from memory, and how
// long full collections of garbage stop everybody. ONRECORD_BENCH_EVENTS sets how many events (default a million).
func TestMemory(t *testing.T) {
	asked(t)
	events := eventsOr(t, 1_000_000)
	before := heap()
	g, claims := graph.New(), 0
	h := world.history(1)
	took := time.Duration(0)
	for done := 0; done < events; { // encoding does not count, and what is encoded is not kept
		var batch []event.Record
		for r, err := range records(event.Position(done), h.events(min(100*perAppend, events-done))) {
			if err != nil {
				t.Fatal(err)
			}
			batch = append(batch, r)
		}
		begun := time.Now()
		if err := g.Load(func(yield func(event.Record, error) bool) {
			for _, r := range batch {
				if !yield(r, nil) {
					return
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
		took += time.Since(begun)
		done += len(batch)
	}
	h = nil
	for range viewed(t, g, graph.Spec{}).Claims(graph.Filter{Statuses: []graph.Status{graph.Current, graph.Ended}}) {
		claims++
	}
	size := heap() - before
	var pauses []time.Duration
	for range 5 {
		runtime.GC()
		var stats debug.GCStats
		debug.ReadGCStats(&stats)
		pauses = append(pauses, stats.Pause[0])
	}
	begun := time.Now()
	runtime.GC()
	t.Logf("%d events, %d claims: folded at %.0f events/s from memory; %.1f bytes of heap a claim; longest pause of a full collection %v, a whole collection %v",
		events, claims, float64(events)/took.Seconds(), float64(size)/float64(claims), slices.Max(pauses), time.Since(begun))
	runtime.KeepAlive(g)
}

// heap is how many bytes of the heap are in use.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
