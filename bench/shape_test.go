package bench

import (
	"crypto/rand"
	"encoding/binary"
	"io/fs"
	random "math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/dgraph-io/badger/v4"

	"onrecord/event"
	"onrecord/eventlog"
)

// shape is a way to put the records of a log into Badger's keys: so many of one commit under one key, that of the first of
// them. Ids have a key each in any case.
type shape struct {
	name    string
	records int
}

var shapes = []shape{
	{"a key for each record", 1},
	{"a key for each 16 records of a commit", 16},
	{"a key for each commit", commitSize},
}

// commitSize is how many events a commit has: what 128 writers bring about.
const commitSize = 128

// unlikeBytes is how much of a record no compression can shorten.
const unlikeBytes = 120

// TestShapes measures what each shape costs to write, to read in order and to read at random (docs/decisions/0016).
func TestShapes(t *testing.T) {
	if os.Getenv("ONRECORD_BENCH") == "" {
		t.Skip("measures for a minute; set ONRECORD_BENCH=1 to run it")
	}
	const rounds = 3
	results := make([][4][]float64, len(shapes))
	for range rounds {
		for i, s := range shapes {
			t.Run(s.name, func(t *testing.T) {
				for column, figure := range s.measure(t) {
					results[i][column] = append(results[i][column], figure)
				}
			})
		}
	}
	t.Logf("%-40s %14s %14s %14s %10s   medians of %d rounds", "", "written/s", "in order/s", "at random", "on disk", rounds)
	for i, s := range shapes {
		r := results[i]
		t.Logf("%-40s %14.0f %14.0f %11.1f us %8.0f B", s.name, median(r[0]), median(r[1]), 1e6*median(r[2]), median(r[3]))
	}
}

// measure returns events written and read in order each second, the seconds that one at random takes, and bytes an event
// takes on disk.
func (s shape) measure(t *testing.T) (figures [4]float64) {
	dir := t.TempDir()
	db, err := badger.Open(eventlog.BadgerOptions(dir).WithLogger(nil))
	if err != nil {
		t.Fatal(err)
	}
	record := recordBytes(t)
	events := uint64(benchEvents(t) / commitSize * commitSize)
	begun := time.Now()
	for first := uint64(1); first <= events; first += commitSize {
		if err := s.commit(db, first, record); err != nil {
			t.Fatal(err)
		}
	}
	figures[0] = float64(events) / time.Since(begun).Seconds()
	begun = time.Now()
	if read := s.scan(t, db); read != events {
		t.Fatalf("read %d of %d records", read, events)
	}
	figures[1] = float64(events) / time.Since(begun).Seconds()
	const reads = 5000
	begun = time.Now()
	for range reads {
		s.read(t, db, 1+random.Uint64N(events))
	}
	figures[2] = time.Since(begun).Seconds() / reads
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	figures[3] = float64(tableBytes(t, dir)) / float64(events)
	return figures
}

func positionKey(position uint64) []byte { return binary.BigEndian.AppendUint64([]byte{'e'}, position) }

// commit writes one commit of records, each with a few bytes of its own, and their ids.
func (s shape) commit(db *badger.DB, first uint64, record []byte) error {
	return db.Update(func(txn *badger.Txn) error {
		for at := uint64(0); at < commitSize; at += uint64(s.records) {
			var value []byte
			for range s.records {
				id := event.NewID()
				if _, err := txn.Get(append([]byte{'i'}, id[:]...)); err != badger.ErrKeyNotFound {
					return err
				}
				if err := txn.Set(append([]byte{'i'}, id[:]...), binary.BigEndian.AppendUint64(nil, first+at)); err != nil {
					return err
				}
				var unlike [unlikeBytes]byte // as ids, salts and hashes make records unlike each other
				rand.Read(unlike[:])
				value = binary.BigEndian.AppendUint32(value, uint32(len(record)+len(unlike)))
				value = append(append(value, unlike[:]...), record...)
			}
			if err := txn.Set(positionKey(first+at), value); err != nil {
				return err
			}
		}
		return nil
	})
}

// scan reads every record in order.
func (s shape) scan(t *testing.T, db *badger.DB) (read uint64) {
	err := db.View(func(txn *badger.Txn) error {
		o := badger.DefaultIteratorOptions
		o.PrefetchValues, o.Prefix = false, []byte{'e'}
		it := txn.NewIterator(o)
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			value, err := it.Item().ValueCopy(nil)
			if err != nil {
				return err
			}
			for ; len(value) > 0; value = value[4+binary.BigEndian.Uint32(value):] {
				read++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// read reads the record at a position. Where records share a key it is the last one up to the position.
func (s shape) read(t *testing.T, db *badger.DB, position uint64) {
	err := db.View(func(txn *badger.Txn) error {
		if s.records == 1 {
			item, err := txn.Get(positionKey(position))
			if err == nil {
				_, err = item.ValueCopy(nil)
			}
			return err
		}
		o := badger.IteratorOptions{Reverse: true, Prefix: []byte{'e'}}
		it := txn.NewIterator(o)
		defer it.Close()
		it.Seek(positionKey(position))
		_, err := it.Item().ValueCopy(nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// tableBytes is how much of the disk Badger's tables take.
func tableBytes(t *testing.T, dir string) (n int64) {
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".sst" {
			return err
		}
		info, err := entry.Info()
		n += info.Size()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
