package bench

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/dgraph-io/badger/v4"

	"onrecord/eventlog"
	"onrecord/graph"
)

// TestFoldRatio compares folding a log into a graph with the fastest ordered scan of bare Badger over the same records:
// keys and values touched, nothing decoded. Pairs are taken in turn, and medians printed. ONRECORD_BENCH_EVENTS sets how many
// events (default 200000).
func TestFoldRatio(t *testing.T) {
	asked(t)
	events := benchEvents(t)
	dir := t.TempDir()
	newHistory(1).write(t, dir, events)
	const pairs = 5
	var folds, scans, ratios []float64
	for range pairs {
		scan, fold := float64(events)/scanBadger(t, dir, events).Seconds(), float64(events)/foldLog(t, dir, events).Seconds()
		scans, folds, ratios = append(scans, scan), append(folds, fold), append(ratios, fold/scan)
	}
	t.Logf("%d events, medians of %d pairs: fold %.0f/s, bare ordered Badger scan %.0f/s, ratio %.2f", events, pairs, median(folds), median(scans), median(ratios))
}

// foldLog opens the log and folds it.
func foldLog(t *testing.T, dir string, events int) time.Duration {
	log, err := eventlog.Open(dir, eventlog.Options{Logger: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	runtime.GC()
	begun := time.Now()
	g := graph.New()
	if err := g.Load(log.Read(context.Background(), 0)); err != nil {
		t.Fatal(err)
	}
	took := time.Since(begun)
	if int(g.Head()) != events {
		t.Fatalf("folded %d of %d events", g.Head(), events)
	}
	return took
}

// scanBadger opens the same files with Badger and reads every record in order.
func scanBadger(t *testing.T, dir string, events int) time.Duration {
	db, err := badger.Open(eventlog.BadgerOptions(dir).WithLogger(nil))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	runtime.GC()
	begun := time.Now()
	records, bytes := 0, 0
	err = db.View(func(txn *badger.Txn) error {
		o := badger.DefaultIteratorOptions
		o.PrefetchValues = false
		o.Prefix = []byte{'e'}
		it := txn.NewIterator(o)
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			if err := it.Item().Value(func(v []byte) error { bytes += len(v); return nil }); err != nil {
				return err
			}
			records++
		}
		return nil
	})
	took := time.Since(begun)
	if err != nil || records != events {
		t.Fatalf("scanned %d of %d records: %v", records, events, err)
	}
	return took
}
