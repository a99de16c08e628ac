package eventlog_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/dgraph-io/badger/v4"
	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// verify verifies a log that nothing keeps from it.
func verify(t testing.TB, l eventlog.Log, o eventlog.Verification) eventlog.Report {
	t.Helper()
	report, err := eventlog.Verify(context.Background(), l, o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestVerifyWhole(t *testing.T) {
	for _, n := range []int{0, 1, 255, 256, 257, 5000} { // the last is more than one reader takes
		l, envelopes := grown(t, n)
		var kept []eventlog.Checkpoint
		for _, size := range []int{0, n / 2, n} {
			kept = append(kept, eventlog.Checkpoint{Size: event.Position(size), Root: logtest.Root(envelopes[:size])})
		}
		var told []event.Position
		r := verify(t, l, eventlog.Verification{Checkpoints: kept, Progress: func(done event.Position) { told = append(told, done) }})
		if r.Events != event.Position(n) || r.Erased != 0 || r.Root != logtest.Root(envelopes) || len(r.Faults) > 0 || r.Capped {
			t.Errorf("%d events: %+v", n, r)
		}
		if n > 0 && (told[len(told)-1] != event.Position(n) || !slices.IsSorted(told)) {
			t.Errorf("%d events: told %v", n, told)
		}
		if (n == 0) != (r.Bytes == 0) {
			t.Errorf("%d events: %d bytes", n, r.Bytes)
		}
	}
}

// altered is a log of which something is not as it was. The functions change what is read; nil leaves it.
type altered struct {
	eventlog.Log
	record func(*event.Record) error
	hash   func(level int, n int64, h *tlog.Hash)
	find   func(event.ID, event.Position) event.Position
	root   func(*event.Hash)
}

func (a altered) Read(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		for r, err := range a.Log.Read(ctx, after) {
			if err == nil && a.record != nil {
				if err = a.record(&r); err != nil {
					r = event.Record{}
				}
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

func (a altered) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes, err := a.Log.ReadHashes(indexes)
	for i := range hashes {
		if a.hash != nil {
			level, n := tlog.SplitStoredHashIndex(indexes[i])
			a.hash(level, n, &hashes[i])
		}
	}
	return hashes, err
}

func (a altered) Find(id event.ID) (event.Position, error) {
	at, err := a.Log.Find(id)
	if a.find != nil {
		at = a.find(id, at)
	}
	return at, err
}

func (a altered) Root(size event.Position) (event.Hash, error) {
	root, err := a.Log.Root(size)
	if a.root != nil {
		a.root(&root)
	}
	return root, err
}

// only changes the record at one position.
func only(at event.Position, change func(*event.Record)) func(*event.Record) error {
	return func(r *event.Record) error {
		if r.Position == at {
			change(r)
		}
		return nil
	}
}

func TestVerifyFinds(t *testing.T) {
	l, envelopes := grown(t, 600)
	whole := logtest.Root(envelopes)
	at := func(p event.Position) event.Record {
		r, err := l.At(p)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for name, c := range map[string]struct {
		log  altered
		kept []eventlog.Checkpoint
		want []string // each the beginning of a fault
	}{
		"another payload": {log: altered{record: only(300, func(r *event.Record) { r.Payload[2] ^= 1 })}, want: []string{"position 300: the payload is not the one"}},
		"a payload that is gone": {log: altered{record: only(300, func(r *event.Record) { r.Payload, r.Salt = nil, event.Salt{} })},
			want: []string{"position 300: the payload is missing, and no event says"}},
		"another envelope": {log: altered{record: only(300, func(r *event.Record) { r.Leaf = append(r.Leaf[:0:0], r.Leaf...); r.Leaf[2] ^= 1 })},
			want: []string{"its root is", "position 300: the stored hash of level 0", "position 512: the stored hash of level 8"}},
		"another position": {log: altered{record: only(300, func(r *event.Record) { r.Position = 299 })}, want: []string{"position 300: its envelope says that it is position 299"}},
		"an earlier time":  {log: altered{record: only(300, func(r *event.Record) { r.RecordedAt-- })}, want: []string{"position 300: recorded at"}},
		"a later time":     {log: altered{record: only(300, func(r *event.Record) { r.RecordedAt++ })}, want: []string{"position 301: recorded at"}},
		"one that cannot be read": {log: altered{record: func(r *event.Record) error {
			if r.Position == 300 {
				return errors.New("position 300: broken")
			}
			return nil
		}}, want: []string{"position 300: it cannot be read: broken"}},
		"an id that is not found": {log: altered{find: func(id event.ID, p event.Position) event.Position {
			if id == at(300).ID {
				return 0
			}
			return p
		}}, want: []string{"position 300: its id " + at(300).ID.String() + " is found at position 0"}},
		"another stored hash": {log: altered{hash: func(level int, n int64, h *tlog.Hash) {
			if level == 0 && n == 299 {
				h[0] ^= 1
			}
		}}, want: []string{"position 300: the stored hash of level 0"}},
		"another stored hash of a tile": {log: altered{hash: func(level int, n int64, h *tlog.Hash) {
			if level == 8 && n == 1 {
				h[0] ^= 1
			}
		}}, want: []string{"position 512: the stored hash of level 8"}},
		"another stored root":  {log: altered{root: func(h *event.Hash) { h[0] ^= 1 }}, want: []string{"its root is"}},
		"another checkpoint":   {kept: []eventlog.Checkpoint{{Size: 299, Root: whole}, {Size: 600, Root: whole}}, want: []string{"the root of the first 299 events is"}},
		"a checkpoint of more": {kept: []eventlog.Checkpoint{{Size: 601, Root: whole}}, want: []string{"it has 600 events, and the checkpoint was signed when it had 601: the last 1"}},
		"two things": {log: altered{record: func(r *event.Record) error {
			if r.Position == 599 || r.Position == 2 {
				r.Payload[2] ^= 1
			}
			return nil
		}}, want: []string{"position 2: the payload", "position 599: the payload"}},
	} {
		c.log.Log = l
		r := verify(t, c.log, eventlog.Verification{Checkpoints: c.kept})
		matches := len(r.Faults) == len(c.want) && !r.Capped
		for i := 0; matches && i < len(c.want); i++ {
			matches = strings.HasPrefix(r.Faults[i].String(), c.want[i])
		}
		if !matches {
			t.Errorf("%s: found %q; want %q", name, r.Faults, c.want)
		}
	}
}

// TestVerifyLongAppends: the records do not say where appends end, but none can have more events than are allowed.
func TestVerifyLongAppends(t *testing.T) {
	l, _ := grown(t, eventlog.MaxEvents+2)
	first, err := l.At(1)
	if err != nil {
		t.Fatal(err)
	}
	r := verify(t, altered{Log: l, record: func(r *event.Record) error { r.RecordedAt = first.RecordedAt; return nil }}, eventlog.Verification{})
	if len(r.Faults) != 2 || r.Faults[0].Position != eventlog.MaxEvents+1 {
		t.Errorf("found %v", r.Faults)
	}
}

// TestVerifyErased: a payload may be gone when a later event says that it was erased.
func TestVerifyErased(t *testing.T) {
	l, _ := grown(t, 3)
	add(t, l, event.Event{ID: event.NewID(), Payload: &event.PayloadErased{Position: 2, Reason: "a court's order"}})
	if r := verify(t, l, eventlog.Verification{}); r.Erased != 1 || len(r.Faults) > 0 || r.Root != l.Head().Root {
		t.Errorf("an erased payload: %+v", r)
	}
	erased := altered{Log: l, record: only(3, func(r *event.Record) { r.Payload, r.Salt = nil, event.Salt{} })}
	if r := verify(t, erased, eventlog.Verification{}); r.Erased != 2 || len(r.Faults) != 1 || r.Faults[0].Position != 3 {
		t.Errorf("a payload that nobody erased: %+v", r)
	}
	kept := altered{Log: l, record: only(2, func(r *event.Record) {
		r.Payload, r.Salt, r.PayloadHash = []byte{1}, event.Salt{}, event.PayloadHash(event.Salt{}, []byte{1})
	})}
	if r := verify(t, kept, eventlog.Verification{}); r.Erased != 0 || len(r.Faults) != 1 || !strings.HasPrefix(r.Faults[0].String(), "position 2: the event at position 4 erased") {
		t.Errorf("a payload that is still there: %+v", r)
	}
}

// TestVerifyWhileItIsErased erases a payload that the verification has not read yet, by an event that it does not look at.
func TestVerifyWhileItIsErased(t *testing.T) {
	l, _ := grown(t, 3)
	once := sync.OnceFunc(func() {
		add(t, l, event.Event{ID: event.NewID(), Payload: &event.PayloadErased{Position: 2, Reason: "a court's order"}})
	})
	if r := verify(t, erasing{altered{Log: l}, once}, eventlog.Verification{}); r.Events != 3 || r.Erased != 1 || len(r.Faults) > 0 {
		t.Errorf("erased meanwhile: %+v", r)
	}
}

// erasing is a log in which something happens before it is read.
type erasing struct {
	altered
	happen func()
}

func (e erasing) Read(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	e.happen()
	return e.altered.Read(ctx, after)
}

func TestVerifyStopsAtManyFaults(t *testing.T) {
	l, _ := grown(t, 600)
	unreadable := altered{Log: l, record: func(*event.Record) error { return errors.New("broken") }}
	spoilt := altered{Log: l, record: func(r *event.Record) error { r.Payload[2] ^= 1; return nil }}
	for _, log := range []eventlog.Log{unreadable, spoilt} {
		if r := verify(t, log, eventlog.Verification{}); len(r.Faults) != 20 || !r.Capped {
			t.Errorf("%d faults, capped %v", len(r.Faults), r.Capped)
		}
		if r := verify(t, log, eventlog.Verification{MaxFaults: 3}); len(r.Faults) != 3 || r.Faults[2].Position != 3 {
			t.Errorf("at most 3: %v", r.Faults)
		}
	}
}

func TestVerifyIsBrokenOff(t *testing.T) {
	l, _ := grown(t, 600)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := eventlog.Verify(ctx, l, eventlog.Verification{}); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context: %v", err)
	}
	shut(t, l)
	if _, err := eventlog.Verify(context.Background(), l, eventlog.Verification{}); !errors.Is(err, eventlog.ErrClosed) {
		t.Errorf("a closed log: %v", err)
	}
}

// TestVerifyOnDisk changes one byte of a payload behind the log's back. No checkpoint can tell: it is over envelopes.
func TestVerifyOnDisk(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, eventlog.Options{})
	add(t, l, logtest.Entities(5)...)
	shut(t, l)
	spoil(t, dir, func(txn *badger.Txn) error {
		item, err := txn.Get(eventlog.RecordKey(2))
		if err != nil {
			return err
		}
		record, err := item.ValueCopy(nil)
		if err != nil {
			return err
		}
		record[len(record)-1] ^= 1
		return txn.Set(eventlog.RecordKey(2), record)
	})
	r := verify(t, open(t, dir, eventlog.Options{}), eventlog.Verification{})
	if got := fmt.Sprint(r.Faults); !strings.HasPrefix(got, "[position 2: the payload is not the one that was recorded") || len(r.Faults) != 1 {
		t.Errorf("found %s", got)
	}
}
