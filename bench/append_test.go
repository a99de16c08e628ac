package bench

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dgraph-io/badger/v4"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

var writerCounts = []int{1, 16, 128}

// BenchmarkAppend measures durable appends of one statement each, by many writers at once.
func BenchmarkAppend(b *testing.B) { benchmark(b, openLog) }

// BenchmarkBadgerUpdate measures what Badger does by itself: one synced db.Update for each record, of the same bytes and
// with the same options.
func BenchmarkBadgerUpdate(b *testing.B) { benchmark(b, openBadger) }

// BenchmarkSync measures the limit of the disk for one writer: write the bytes of a record and sync them.
func BenchmarkSync(b *testing.B) { run(b, openFile(b), 1, b.N) }

func benchmark(b *testing.B, open func(testing.TB) func() error) {
	for _, n := range writerCounts {
		b.Run(fmt.Sprintf("writers=%d", n), func(b *testing.B) {
			write := open(b)
			b.ResetTimer()
			run(b, write, n, b.N)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "appends/s")
		})
	}
}

// run spreads writes over writers, and returns how long all of them took.
func run(tb testing.TB, write func() error, writers, writes int) time.Duration {
	var left atomic.Int64
	left.Store(int64(writes))
	var all sync.WaitGroup
	begun := time.Now()
	for range writers {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				if err := write(); err != nil {
					tb.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return time.Since(begun)
}

// openLog returns an append of one statement to a log of ours.
func openLog(tb testing.TB) func() error {
	l, err := eventlog.Open(tb.TempDir(), eventlog.Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := l.Close(); err != nil {
			tb.Error(err)
		}
	})
	speaker := event.NewID()
	return func() error {
		_, err := l.Append(context.Background(), "bench", nil, logtest.Statement(speaker, words))
		return err
	}
}

const words = "We condemn the attack, and we will answer it at a time and place of our own choosing."

// openBadger returns a db.Update that sets one record under the next position.
func openBadger(tb testing.TB) func() error {
	db, err := badger.Open(eventlog.BadgerOptions(tb.TempDir()).WithLogger(nil))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Error(err)
		}
	})
	record := recordBytes(tb)
	var position atomic.Uint64
	return func() error {
		key := binary.BigEndian.AppendUint64([]byte{'e'}, position.Add(1))
		return db.Update(func(txn *badger.Txn) error { return txn.Set(key, record) })
	}
}

// openFile returns a write of a record over the bytes of a file that has its full size already, and a sync.
func openFile(tb testing.TB) func() error {
	record := recordBytes(tb)
	const size = 16 << 20
	f, err := os.Create(filepath.Join(tb.TempDir(), "file"))
	if err == nil {
		_, err = f.Write(make([]byte, size))
	}
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { f.Close() })
	at := int64(0)
	return func() error {
		at = (at + int64(len(record))) % (size - int64(len(record)))
		if _, err := f.WriteAt(record, at); err != nil {
			return err
		}
		return f.Sync()
	}
}

// recordBytes is a record as the log would write it for the statement of openLog.
func recordBytes(tb testing.TB) []byte {
	e := logtest.Statement(event.NewID(), words)
	payload, err := event.EncodePayload(e.Payload)
	if err != nil {
		tb.Fatal(err)
	}
	salt := event.NewSalt()
	envelope := event.Envelope{Position: 1 << 20, RecordedAt: event.At(time.Now()), RecordedBy: "bench", ID: e.ID,
		Type: e.Payload.Type(), Schema: event.Schema, Touches: e.Touches(), PayloadHash: event.PayloadHash(salt, payload)}
	leaf, err := envelope.Encode()
	if err != nil {
		tb.Fatal(err)
	}
	return event.AppendRecord(nil, leaf, salt, payload)
}

// TestAppendRatio compares our log with Badger's own updates, in pairs taken in turn so that both meet the same weather,
// and prints the medians.
func TestAppendRatio(t *testing.T) {
	if os.Getenv("ONRECORD_BENCH") == "" {
		t.Skip("measures for about a minute; set ONRECORD_BENCH=1 to run it")
	}
	const pairs = 5
	t.Logf("%8s %16s %16s %8s   medians of %d pairs, appends/s", "writers", "log", "badger update", "ratio", pairs)
	for _, n := range writerCounts {
		var ours, theirs, ratios []float64
		for range pairs {
			o, b := rate(t, openLog, n), rate(t, openBadger, n)
			ours, theirs, ratios = append(ours, o), append(theirs, b), append(ratios, o/b)
		}
		t.Logf("%8d %16.0f %16.0f %8.1f", n, median(ours), median(theirs), median(ratios))
	}
	var syncs []float64
	for range pairs {
		syncs = append(syncs, rate(t, openFile, 1))
	}
	t.Logf("write and sync of a file, one writer: %.0f/s", median(syncs))
}

// rate is how many writes a second there are in about a second of writing.
func rate(t *testing.T, open func(testing.TB) func() error, writers int) (perSecond float64) {
	t.Run(fmt.Sprintf("writers=%d", writers), func(t *testing.T) { // closes before the next opens
		write := open(t)
		warm := writers * 20
		writes := max(warm, int(float64(warm)/run(t, write, writers, warm).Seconds()))
		perSecond = float64(writes) / run(t, write, writers, writes).Seconds()
	})
	return perSecond
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}
