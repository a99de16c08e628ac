package eventlog

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/dgraph-io/badger/v4"

	"onrecord/event"
)

// Badger is a [Log] in a directory of Badger files.
type Badger struct {
	o      Options
	place  place
	lock   *DirectoryLock
	keys   *signing
	space  *space
	opened event.Position // the head when the log was opened
	ids    ids

	// Tests put others in their place.
	salt       func() event.Salt
	commit     func(*badger.Txn) error
	scrubbing  func(func() error) error // runs the erasure of payloads from Badger's files
	witnessing func(func() error) error // runs the writing of a checkpoint

	queue   chan *request // from appends to the writer, unbuffered: an append is with one or with the other
	closing chan struct{} // closed by Close
	stopped chan struct{} // closed by the writer when it ends
	sealed  error         // why the last checkpoint could not be written; set by the writer when it ends
	trouble chan struct{} // holds a word when the sealer has failed

	state  atomic.Pointer[state] // what readers see
	poison atomic.Pointer[error] // the write that has failed, nil while the log is in order; set by the writer
	noRoom atomic.Pointer[error] // why the disk has too little room for appends, nil while it has enough; set by the writer

	using  sync.RWMutex // held for reading while Badger is read; guards db and closed
	db     *badger.DB   // nil when opening it anew has failed
	closed bool         // Badger must not be touched any more

	witness *witness // nil when db is; the sealer alone uses it, and while there is none, the writer

	// The writer alone uses these.
	wal     *directory // nil when db is
	tip     tip
	touched touches
	failure error // the write that has poisoned the log, if any
	cramped bool  // Badger was opened to write nothing by itself
}

var _ Log = (*Badger)(nil)

// state is an immutable picture of the log's end.
type state struct {
	head       Head
	tree       tree
	superseded chan struct{} // closed when a later state is published
}

// tip is the end of the log as the writer has committed it; readers see it once it is sealed.
type tip struct {
	head Head
	tree tree
}

// Head implements [Log].
func (l *Badger) Head() Head { return l.state.Load().head }

// publish shows a new end to the readers and wakes those that follow.
func (l *Badger) publish(t tip) {
	old := l.state.Swap(&state{t.head, t.tree, make(chan struct{})})
	close(old.superseded)
}

// Err implements [Log].
func (l *Badger) Err() error {
	if err := l.ended(); err != nil {
		return err
	}
	for _, why := range []*atomic.Pointer[error]{&l.poison, &l.noRoom} {
		if err := why.Load(); err != nil {
			return *err
		}
	}
	return l.ids.known()
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
func (l *Badger) view(read func(*badger.Txn) error) (err error) {
	l.using.RLock()
	defer l.using.RUnlock()
	defer damaged(&err)
	if l.closed {
		return ErrClosed
	}
	if l.db == nil {
		return l.Err()
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
	if err := errors.Join(l.sealed, l.closeFiles(), l.lock.Close()); err != nil {
		return fmt.Errorf("close the log: %w", err)
	}
	return nil
}

// closeFiles closes the files that are open: Badger's, their directory and the checkpoint's.
func (l *Badger) closeFiles() (err error) {
	if l.wal != nil {
		err = l.wal.close()
	}
	if l.db != nil {
		err = errors.Join(err, l.db.Close())
	}
	if l.witness != nil {
		err = errors.Join(err, l.witness.close())
	}
	l.wal, l.db, l.witness = nil, nil, nil
	return err
}
