package eventlog

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"

	"onrecord/event"
)

// Options of [Open]. The zero value is ready to use.
type Options struct {
	Now    func() time.Time // the clock of recordedAt. Defaults to time.Now.
	Logger *slog.Logger     // takes Badger's messages, at debug and warn. Defaults to slog.Default().

	MustExist bool // fail with ErrMissing, and make nothing, when the directory holds no log
	Accept    bool // take the log as it lies there, whatever its checkpoint says, and sign that

	Origin string // the name of a log that is made; defaults to "onrecord/" and a random UUID
	Keys   string // the file of the keys that sign checkpoints, made with the log. Defaults to "key" in the log's directory.
}

// What the directory of a log holds.
const (
	badgerFolder   = "badger"     // Badger's files
	checkpointName = "checkpoint" // the newest checkpoint
	keysName       = "key"        // the keys that sign, unless they are kept elsewhere
)

// Badger is a [Log] in a directory of Badger files.
type Badger struct {
	db         *badger.DB
	dir        *directory
	keys       *signing
	checkpoint string // path of the newest checkpoint
	now        func() time.Time
	salt       func() event.Salt
	commit     func(*badger.Txn) error
	opened     event.Position // the head when the log was opened

	queue   chan *request // from appends to the writer, unbuffered: an append is with one or with the other
	closing chan struct{} // closed by Close
	stopped chan struct{} // closed by the writer when it ends

	state atomic.Pointer[state] // what readers see

	using  sync.RWMutex // held for reading while Badger is read
	closed bool         // set under using; Badger must not be touched any more

	// The writer alone uses these.
	edge    edge
	touched touches

	poison atomic.Pointer[error] // set by the writer when a commit failed
}

var _ Log = (*Badger)(nil)

// state is an immutable picture of the log's end.
type state struct {
	head       Head
	superseded chan struct{} // closed when a later state is published
}

// Open opens the log in a directory, and, unless it must exist, makes both when they are not there. The directory must
// be on a local disk. ErrMissing when it must hold a log and holds none, ErrLocked when the log is open already, ErrFormat
// when the directory holds something else.
func Open(dir string, o Options) (*Badger, error) {
	l, err := open(dir, o)
	if err != nil {
		return nil, fmt.Errorf("open the log in %s: %w", dir, err)
	}
	go l.write()
	return l, nil
}

func open(path string, o Options) (*Badger, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Keys == "" {
		o.Keys = filepath.Join(path, keysName)
	}
	if err := prepare(path, o); err != nil {
		return nil, err
	}
	db, err := badger.Open(BadgerOptions(path).WithLogger(messages{o.Logger}))
	if err != nil && strings.Contains(err.Error(), "Cannot acquire directory lock") { // Badger has no value for it
		return nil, ErrLocked
	}
	if err != nil {
		return nil, err
	}
	l := &Badger{
		db: db, checkpoint: filepath.Join(path, checkpointName), now: o.Now, salt: event.NewSalt, commit: (*badger.Txn).Commit,
		queue: make(chan *request), closing: make(chan struct{}), stopped: make(chan struct{}),
		touched: touches{},
	}
	if err := l.load(path, o); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return l, nil
}

// prepare makes the directory and the keys of a log, or sees that the directory holds one: every directory that Badger
// opened has a manifest.
func prepare(path string, o Options) error {
	_, err := os.Stat(filepath.Join(path, badgerFolder, badger.ManifestFilename))
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := os.Stat(filepath.Join(path, badger.ManifestFilename)); err == nil {
		return fmt.Errorf("%w: Badger's files lie in it directly; they belong into %s", ErrFormat, filepath.Join(path, badgerFolder))
	}
	if o.MustExist {
		return ErrMissing
	}
	if err := makeDirectory(filepath.Join(path, badgerFolder), syncDirectory); err != nil {
		return err
	}
	err = makeKeys(o.Keys, cmp.Or(o.Origin, "onrecord/"+event.NewID().String()))
	if errors.Is(err, fs.ErrExist) { // keys that were made for this log
		return nil
	}
	return err
}

// BadgerOptions are the options with which the log of a directory opens Badger, for measuring the one against the other.
// Every commit is synced. Values stay under the value threshold, so that the value log, whose sync errors Badger drops,
// is never used. The memtable decides how large a transaction, and so a group of appends, may be.
func BadgerOptions(dir string) badger.Options {
	return badger.DefaultOptions(filepath.Join(dir, badgerFolder)).
		WithSyncWrites(true).
		WithDetectConflicts(false). // there is one writer
		WithNumVersionsToKeep(1).
		WithValueThreshold(MaxBytes).
		WithValueLogFileSize(16 << 20). // it is empty, and its file twice this size
		WithMemTableSize(16 << 20).WithNumMemtables(2).
		WithNumLevelZeroTables(2).WithNumLevelZeroTablesStall(4).WithNumCompactors(2).
		WithCompression(options.Snappy).
		WithBlockCacheSize(32 << 20).
		WithChecksumVerificationMode(options.OnTableAndBlockRead).
		WithMetricsEnabled(false)
}

// load reads what Open needs to know: the format, the keys, the head, the edge of the tree. The head must agree with the
// newest checkpoint.
func (l *Badger) load(path string, o Options) (err error) {
	if err := l.checkFormat(); err != nil {
		return err
	}
	if l.keys, err = readKeys(o.Keys); err != nil {
		return err
	}
	var head Head
	err = l.db.View(func(txn *badger.Txn) error {
		head, err = readHead(txn)
		if err != nil {
			return err
		}
		e, err := readEdge(txn, head.Position)
		if err != nil {
			return err
		}
		l.edge = *e
		head.Root, err = e.root(head.Position)
		return err
	})
	if err != nil {
		return err
	}
	l.opened = head.Position
	l.state.Store(&state{head, make(chan struct{})})
	if !o.Accept {
		if err := l.checkCheckpoint(head); err != nil {
			return err
		}
	}
	if err := l.writeCheckpoint(head); err != nil {
		return err
	}
	l.dir, err = openDirectory(filepath.Join(path, badgerFolder))
	return err
}

// checkFormat marks an empty directory as a log of ours, and refuses any other that is not one.
func (l *Badger) checkFormat() error {
	return l.db.Update(func(txn *badger.Txn) error {
		item, err := txn.Get(formatKey)
		if err == nil {
			return item.Value(func(found []byte) error {
				if !bytes.Equal(found, format) {
					return fmt.Errorf("%w: it is marked %.40q; this program knows %q", ErrFormat, found, format)
				}
				return nil
			})
		}
		if !errors.Is(err, badger.ErrKeyNotFound) {
			return err
		}
		it := txn.NewIterator(badger.IteratorOptions{})
		defer it.Close()
		if it.Rewind(); it.Valid() {
			return fmt.Errorf("%w: it has no format mark, and is not empty", ErrFormat)
		}
		return txn.Set(formatKey, format)
	})
}

// Head implements [Log].
func (l *Badger) Head() Head { return l.state.Load().head }

// publish shows a new head to the readers and wakes those that follow.
func (l *Badger) publish(h Head) {
	old := l.state.Swap(&state{h, make(chan struct{})})
	close(old.superseded)
}

// Err implements [Log].
func (l *Badger) Err() error {
	if err := l.ended(); err != nil {
		return err
	}
	if poison := l.poison.Load(); poison != nil {
		return *poison
	}
	return nil
}

// ended is ErrClosed once the log is closed, for what would be answered without reading.
func (l *Badger) ended() error {
	select {
	case <-l.closing:
		return ErrClosed
	default:
		return nil
	}
}

// view runs a read on Badger, unless the log is closed.
func (l *Badger) view(read func(*badger.Txn) error) error {
	l.using.RLock()
	defer l.using.RUnlock()
	if l.closed {
		return ErrClosed
	}
	return l.db.View(read)
}

// Close implements [Log].
func (l *Badger) Close() error {
	l.using.Lock() // waits for reads; the next ones see closed
	again := l.closed
	if !again {
		l.closed = true
		close(l.closing)
	}
	l.using.Unlock()
	<-l.stopped
	if again {
		return nil
	}
	if err := errors.Join(l.dir.close(), l.db.Close()); err != nil {
		return fmt.Errorf("close the log: %w", err)
	}
	return nil
}
