package eventlog

import (
	"fmt"

	"github.com/dgraph-io/badger/v4"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
)

// OpenIdle opens a log whose writer does not run before Start, with room for appends to wait.
func OpenIdle(dir string, o Options) (*Badger, error) {
	l, err := open(dir, o)
	if err == nil {
		l.queue = make(chan *request, 1000)
	}
	return l, err
}

// Start starts the writer of an idle log.
func (l *Badger) Start() {
	go l.count(l.opened)
	go l.write()
}

// Waiting is the number of appends that wait for the writer of an idle log.
func (l *Badger) Waiting() int { return len(l.queue) }

// SetSalt replaces the source of salts, before the first append.
func (l *Badger) SetSalt(salt func() event.Salt) { l.salt = salt }

// SetCommit wraps the commit of a group, before the first append.
func (l *Badger) SetCommit(wrap func(commit func() error) error) {
	l.commit = func(txn *badger.Txn) error { return wrap(txn.Commit) }
}

// NewestWAL is the name of the newest write-ahead log whose name is known to be on disk.
func (l *Badger) NewestWAL() string { return fmt.Sprintf("%05d.mem", l.wal.wal) }

// SetFree replaces what tells how much of the disk is free, before the first append.
func (l *Badger) SetFree(free func() uint64) {
	l.space.free = func(string) (uint64, error) { return free(), nil }
}

// SetScrub wraps the erasure of payloads from Badger's files, before the first append.
func (l *Badger) SetScrub(wrap func(scrub func() error) error) { l.scrubbing = wrap }

// SetWitness wraps the writing of checkpoints, before the first append.
func (l *Badger) SetWitness(wrap func(write func() error) error) { l.witnessing = wrap }

// RecordBytes is a record as Badger holds it.
func (l *Badger) RecordBytes(p event.Position) (b []byte, err error) {
	err = l.view(func(txn *badger.Txn) error {
		item, err := txn.Get(recordKey(p))
		if err == nil {
			b, err = item.ValueCopy(nil)
		}
		return err
	})
	return b, err
}

// MakeDirectory makes a log's directory, and syncs by a function of the test.
var MakeDirectory = makeDirectory

// Leaf adds an envelope to the tree of a log that is not written to, as the writer does for each event.
func (l *Badger) Leaf(envelope []byte) { l.tip.tree.add(tlog.RecordHash(envelope)) }

// Root computes the root of that tree, as the writer does for each group.
func (l *Badger) TipRoot() event.Hash { return l.tip.tree.root() }

// Keep puts Badger's files in a log's directory aside, and copies in their place; restore puts them back.
func Keep(dir string) (restore func() error, err error) {
	k, err := keep(newPlace(dir, ""))
	if err != nil {
		return nil, err
	}
	return k.restore, nil
}

// CopySparse copies a file, leaving holes where it is empty.
var CopySparse = copyFile

// The keys, for tests that break what is on disk.
var (
	FormatKey  = formatKey
	RecordKey  = recordKey
	TileKey    = tileKey
	ErasureKey = erasureKey
)

// SignCheckpoint signs any text with a secret key.
func SignCheckpoint(secret, text string) ([]byte, error) {
	signer, err := note.NewSigner(secret)
	if err != nil {
		return nil, err
	}
	return (&signing{signers: []note.Signer{signer}}).sign(text)
}

// FillsTile reports whether a path is that of a tile that a log of a size has.
func FillsTile(size event.Position, path string) bool {
	tile, err := parseTile(path)
	return err == nil && fills(size, tile)
}
