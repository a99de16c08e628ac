package bench

import (
	"bufio"
	"os"
	"path/filepath"
	"testing"
	"time"

	"onrecord/event"
	"onrecord/graph"
)

// TestSnapshot measures how long a snapshot of the graph takes to be written and to be read, how large it is, and what a
// writer waits meanwhile. ONRECORD_BENCH_EVENTS sets how many events (default a million).
func TestSnapshot(t *testing.T) {
	asked(t)
	h := world.history(1)
	events := eventsOr(t, 1_000_000)
	g := folded(t, h.events(events))
	name := filepath.Join(t.TempDir(), "snapshot")
	var writes, reads []float64
	var size int64
	for range 5 {
		begun := time.Now()
		file, err := os.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		out := bufio.NewWriter(file)
		if err := g.Snapshot().Write(out, event.Hash{}); err != nil {
			t.Fatal(err)
		}
		if err := out.Flush(); err != nil {
			t.Fatal(err)
		}
		if err := file.Sync(); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
		writes = append(writes, time.Since(begun).Seconds())
		begun = time.Now()
		if file, err = os.Open(name); err != nil {
			t.Fatal(err)
		}
		info, err := file.Stat()
		if err != nil {
			t.Fatal(err)
		}
		read, err := graph.ReadSnapshot(file, info.Size(), func(graph.Of) error { return nil })
		if err != nil || read.Head() != g.Head() {
			t.Fatal(err)
		}
		if oneHop(viewed(t, read, graph.Spec{}), h.entities[0], 1) != 1 {
			t.Fatal("the busiest entity takes part in nothing")
		}
		reads = append(reads, time.Since(begun).Seconds())
		size = info.Size()
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d events: %d MB, written and synced in %.2f s, read and asked in %.2f s; medians of %d", events, size>>20, median(writes), median(reads), len(reads))
}
