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

	// Lag is how long the checkpoint on disk may lag behind what is acknowledged. 0, the default, is not at all: it is
	// written with every commit, and nobody is answered before.
	Lag time.Duration

	// Reserve is how many bytes have to be free on the disk for an append to be taken. Defaults to [Reserve].
	Reserve uint64
}

// place says where the parts of a log lie.
type place struct {
	dir        string // everything below but, perhaps, the keys
	badger     string // Badger's files
	opening    string // the same as they were, while copies of them are being opened
	checkpoint string // the newest checkpoint
	ballast    string // space that is given up when the disk is full
	keys       string // the keys that sign
}

func newPlace(dir, keys string) place {
	in := func(name string) string { return filepath.Join(dir, name) }
	return place{dir, in("badger"), in("opening"), in("checkpoint"), in("ballast"), cmp.Or(keys, in("key"))}
}

// KeyFile is the file of the keys of the log in a directory, unless Options.Keys names another.
func KeyFile(dir string) string { return newPlace(dir, "").keys }

// CheckpointFile is the file of the newest checkpoints of the log in a directory.
func CheckpointFile(dir string) string { return newPlace(dir, "").checkpoint }

// Open opens the log in a directory, and, unless it must exist, makes both when they are not there. The directory must
// be on a local disk. ErrMissing when it must hold a log and holds none, ErrLocked when the log is open already, ErrFormat
// when the directory holds something else, ErrKeys when its keys are missing or wrong, ErrNoSpace when the disk is too
// full.
//
// What is there must agree with the newest checkpoint: ErrNoCheckpoint, ErrSignature, ErrTruncated or ErrTampered when it
// does not. Whenever Open refuses a log, it leaves the files as it found them.
func Open(dir string, o Options) (*Badger, error) {
	l, err := open(dir, o)
	if err != nil {
		return nil, fmt.Errorf("open the log in %s: %w", dir, err)
	}
	go l.count(l.opened)
	go l.write()
	return l, nil
}

func open(dir string, o Options) (*Badger, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	l := &Badger{
		place: newPlace(dir, o.Keys), o: o, salt: event.NewSalt, commit: (*badger.Txn).Commit,
		scrubbing: plainly, witnessing: plainly,
		queue: make(chan *request), closing: make(chan struct{}), stopped: make(chan struct{}), trouble: make(chan struct{}, 1),
		ids:     ids{counted: make(chan struct{})},
		touched: touches{},
	}
	var err error
	if l.lock, err = l.place.enter(o.MustExist); err != nil {
		return nil, err
	}
	if err := l.openFiles(); err != nil {
		return nil, errors.Join(err, l.closeFiles(), l.lock.Close())
	}
	l.o.Accept = false // what is accepted is the log as it was found, not what may become of it
	l.opened = l.tip.head.Position
	l.state.Store(&state{l.tip.head, l.tip.tree, make(chan struct{})})
	return l, nil
}

// plainly does a thing, where tests let it fail.
func plainly(do func() error) error { return do() }

// openFiles opens all that the directory holds.
func (l *Badger) openFiles() (err error) {
	if err := l.place.prepare(l.o); err != nil {
		return err
	}
	if l.keys, err = readKeys(l.place.keys); err != nil {
		return err
	}
	if l.space, err = newSpace(l.place, l.o.Reserve); err != nil {
		return err
	}
	l.look()
	return l.openBadger()
}

// enter locks the directory, which it makes unless it must exist.
func (p *place) enter(mustExist bool) (*DirectoryLock, error) {
	if !mustExist {
		if err := makeDirectory(p.dir, syncDirectory); err != nil {
			return nil, err
		}
	}
	lock, err := LockDirectory(p.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrMissing
	}
	return lock, err
}

// prepare makes the directory and the keys of a log, or sees that the directory holds one: every directory that Badger
// opened has a manifest.
func (p *place) prepare(o Options) error {
	for _, dir := range []string{p.badger, p.opening} {
		_, err := os.Stat(filepath.Join(dir, badger.ManifestFilename))
		if err == nil && o.Accept {
			origin, err := p.origin()
			return errors.Join(err, p.prepareKeys(cmp.Or(o.Origin, origin)))
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err // nil: there is a log
		}
	}
	if _, err := os.Stat(filepath.Join(p.dir, badger.ManifestFilename)); err == nil {
		return fmt.Errorf("%w: Badger's files lie in it directly, as they did before the first release", ErrFormat)
	}
	if o.MustExist {
		return ErrMissing
	}
	if err := makeDirectory(p.badger, syncDirectory); err != nil {
		return err
	}
	return p.prepareKeys(o.Origin)
}

// prepareKeys makes the keys of a log under a name, unless there are some.
func (p *place) prepareKeys(origin string) error {
	err := makeKeys(p.keys, cmp.Or(origin, "onrecord/"+event.NewID().String()))
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// BadgerOptions are the options with which the log of a directory opens Badger, for measuring the one against the other.
// Every commit is synced. Values stay under the value threshold, so that the value log, whose sync errors Badger drops,
// is never used. The memtable decides how large a transaction, and so a group of appends, may be. Blocks are checked when
// they are read, and the indices of tables when these are opened.
func BadgerOptions(dir string) badger.Options {
	return badger.DefaultOptions(newPlace(dir, "").badger).
		WithSyncWrites(true).
		WithDetectConflicts(false). // there is one writer
		WithNumVersionsToKeep(1).
		WithValueThreshold(MaxBytes).
		WithValueLogFileSize(16 << 20). // it is empty, and its file twice this size
		WithMemTableSize(16 << 20).WithNumMemtables(2).
		WithNumLevelZeroTables(2).WithNumLevelZeroTablesStall(4).WithNumCompactors(2).
		WithCompression(options.Snappy).
		WithBlockCacheSize(32 << 20).
		WithChecksumVerificationMode(options.OnBlockRead).
		WithBypassLockGuard(true). // the log has a lock of its own
		WithMetricsEnabled(false)
}

// openBadger opens Badger's files and reads what the writer needs to know. The files are kept as they are until all of it
// is found in order, and are put back if it is not. Then the checkpoint is written, in both of its places, so that what is
// there is known, and the directory is synced, which may name it for the first time.
func (l *Badger) openBadger() error {
	kept, err := keep(l.place)
	if err != nil {
		return err
	}
	o := BadgerOptions(l.place.dir).WithLogger(messages{l.o.Logger})
	if l.cramped = l.noRoom.Load() != nil; l.cramped {
		o = o.WithNumCompactors(0).WithNumLevelZeroTablesStall(1000)
	}
	if err := checkTables(o); err != nil {
		return errors.Join(err, kept.restore())
	}
	db, err := badger.Open(o)
	if err != nil {
		return errors.Join(err, kept.restore())
	}
	l.db = db
	err = l.load()
	if err == nil {
		l.wal, err = openDirectory(l.place.badger)
	}
	if err != nil {
		return errors.Join(err, l.closeFiles(), kept.restore())
	}
	if err := kept.drop(); err != nil {
		return err
	}
	return errors.Join(l.bearWitness(l.tip.head), l.bearWitness(l.tip.head), syncDirectory(l.place.dir))
}

// load reads the format, finishes what a crash has left of an erasure, and reads the head and the edge of the tree, which
// must agree with the newest checkpoint.
func (l *Badger) load() (err error) {
	if err := l.checkFormat(); err != nil {
		return err
	}
	if err := l.finishErasures(); err != nil {
		return err
	}
	defer damaged(&err)
	var signed [2][]byte
	if l.witness, signed, err = openWitness(l.place.checkpoint); err != nil {
		return err
	}
	err = l.db.View(func(txn *badger.Txn) error {
		head, t, err := readHead(txn)
		if err != nil {
			return err
		}
		l.tip = tip{head, *t}
		if l.o.Accept {
			return nil
		}
		return l.checkWitness(txn, signed)
	})
	if err != nil || !l.o.Accept {
		return err
	}
	return l.mendIDs()
}

// checkFormat marks an empty directory as a log of ours, and refuses any other that is not one.
func (l *Badger) checkFormat() (err error) {
	defer damaged(&err)
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
