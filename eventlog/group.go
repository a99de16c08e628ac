package eventlog

import (
	"bytes"
	"errors"

	"github.com/dgraph-io/badger/v4"
	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
)

// group is the log as it will be once the group's transaction is committed.
type group struct {
	txn     *badger.Txn
	now     event.Instant
	tip     tip     // its root is computed at the end
	touched touches // by the events of the group
	before  touches // by those before it
	erased  []event.Position
	noRoom  *error // why nothing can be recorded, nil when it can
}

func newGroup(l *Badger) *group {
	return &group{
		txn: l.db.NewTransaction(true), now: event.At(l.o.Now()),
		tip: l.tip, touched: touches{}, before: l.touched, noRoom: l.noRoom.Load(),
	}
}

// take decides on a request and puts what it records into the transaction. An error is a failure, not a refusal: the
// transaction must then not be committed.
func (g *group) take(r *request) (answer, error) {
	receipt, reused, err := g.known(r.drafts)
	switch {
	case err != nil:
		return answer{}, err
	case reused != nil:
		return answer{err: reused}, nil
	case receipt.Duplicate:
		receipt.Duplicate = !r.wrote
		return answer{receipt: receipt}, nil
	}
	if r.conflict != nil {
		return answer{err: r.conflict}, nil
	}
	if c := conflict(r.conditions, g.touched, g.before); c != nil {
		return answer{err: c}, nil
	}
	if problems, err := g.checkErasures(r.drafts); problems != nil || err != nil {
		return answer{err: problems}, err
	}
	if g.noRoom != nil {
		return answer{err: *g.noRoom}, nil
	}
	head := &g.tip.head
	at := max(g.now, head.RecordedAt+1)
	receipt = Receipt{First: head.Position + 1, Last: head.Position + event.Position(len(r.drafts)), RecordedAt: at}
	for i := range r.drafts {
		if err := g.put(&r.drafts[i], receipt.First+event.Position(i), at); err != nil {
			return answer{}, err
		}
	}
	head.Position, head.RecordedAt = receipt.Last, at
	return answer{receipt: receipt}, nil
}

func (g *group) put(d *draft, position event.Position, at event.Instant) error {
	envelope, record := d.record(position, at)
	for _, id := range d.touches {
		g.touched[id] = position
	}
	if err := g.erase(d.erases); err != nil {
		return err
	}
	return putRecord(g.txn, &g.tip.tree, d.id, position, envelope, record)
}

// putRecord puts a record, its id and the tiles it fills into a transaction.
func putRecord(txn *badger.Txn, t *tree, id event.ID, position event.Position, envelope, record []byte) error {
	for _, f := range t.add(tlog.RecordHash(envelope)) {
		if err := txn.Set(tileKey(f.level, f.n), tileBytes(f.hashes)); err != nil {
			return err
		}
	}
	return errors.Join(txn.Set(recordKey(position), record), txn.Set(idKey(id), positionValue(position)))
}

// known looks the ids up, also among the events of the group. When all are known it compares the events with those of
// the log; the receipt is zero when none is.
func (g *group) known(drafts []draft) (receipt Receipt, reused *ReusedError, err error) {
	positions := make([]event.Position, len(drafts))
	known, last := 0, 0
	for i, d := range drafts {
		if positions[i], err = findID(g.txn, d.id); err != nil {
			return Receipt{}, nil, err
		}
		if positions[i] != 0 {
			known, last = known+1, i
		}
	}
	if known == 0 {
		return Receipt{}, nil, nil
	}
	if known < len(drafts) {
		reason := "is repeated together with events that the log does not hold"
		return Receipt{}, &ReusedError{ID: drafts[last].id, At: positions[last], Reason: reason}, nil
	}
	receipt = Receipt{First: positions[0], Last: positions[len(positions)-1], Duplicate: true}
	for i := range drafts {
		r, err := readRecord(g.txn, positions[i])
		if err != nil {
			return Receipt{}, nil, err
		}
		if i == 0 {
			receipt.RecordedAt = r.RecordedAt
		}
		var reason string
		switch {
		case !sameContent(&drafts[i], &r):
			reason = "is another event"
		case r.RecordedAt != receipt.RecordedAt:
			reason = "is from another append than the events before it"
		case positions[i] != receipt.First+event.Position(i):
			reason = "did not follow the events that it follows now"
		default:
			continue
		}
		return Receipt{}, &ReusedError{ID: r.ID, At: r.Position, Reason: reason}, nil
	}
	return receipt, nil, nil
}

// sameContent reports whether a record was made from the event of d. Of an erased payload only the type is left to
// compare.
func sameContent(d *draft, r *event.Record) bool {
	return r.Type == d.is && (r.Erased() || r.Schema == event.Schema && bytes.Equal(r.Payload, d.payload))
}
