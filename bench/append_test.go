package bench

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dgraph-io/badger/v4"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

var writerCounts = []int{1, 16, 128, 1024}

// BenchmarkAppend measures durable appends of one statement each, by many writers at once.
func BenchmarkAppend(b *testing.B) { benchmark(b, openLog(0)) }

// BenchmarkBadgerUpdate measures what Badger does by itself: one synced db.Update for each record, of the same bytes and
// with the same options.
func BenchmarkBadgerUpdate(b *testing.B) { benchmark(b, openBadger) }

// BenchmarkSync measures the limit of the disk for one writer: write the bytes of a record and sync them.
func BenchmarkSync(b *testing.B) { run(b, openFile(b), 1, b.N, nil) }

func benchmark(b *testing.B, open func(testing.TB) func() error) {
	for _, n := range writerCounts {
		b.Run(fmt.Sprintf("writers=%d", n), func(b *testing.B) {
			write := open(b)
			b.ResetTimer()
			run(b, write, n, b.N, nil)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "appends/s")
		})
	}
}

// run spreads writes over writers, and returns how long all of them took. The times that each of them took go into took,
// if that has room for them.
func run(tb testing.TB, write func() error, writers, writes int, took []time.Duration) time.Duration {
	var begin atomic.Int64
	var all sync.WaitGroup
	begun := time.Now()
	for range writers {
		all.Go(func() {
			for i := begin.Add(1) - 1; i < int64(writes); i = begin.Add(1) - 1 {
				at := time.Now()
				if err := write(); err != nil {
					tb.Error(err)
					return
				}
				if took != nil {
					took[i] = time.Since(at)
				}
			}
		})
	}
	all.Wait()
	return time.Since(begun)
}

// openLog returns an append of one statement to a log of ours, whose checkpoint may lag behind.
func openLog(lag time.Duration) func(testing.TB) func() error {
	return func(tb testing.TB) func() error {
		l, err := eventlog.Open(tb.TempDir(), eventlog.Options{Lag: lag, Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
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

// openBatches returns a db.Update that sets a thousand records, the most that an append takes: the limit of what many writers
// could share.
func openBatches(tb testing.TB) func() error {
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
	position := uint64(0)
	return func() error {
		return db.Update(func(txn *badger.Txn) error {
			for range eventlog.MaxEvents {
				position++
				if err := txn.Set(binary.BigEndian.AppendUint64([]byte{'e'}, position), record); err != nil {
					return err
				}
			}
			return nil
		})
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
