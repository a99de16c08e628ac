package eventlog

import (
	"bytes"
	"errors"

	"github.com/dgraph-io/badger/v4"

	"onrecord/event"
)

// group is the log as it will be once the group's transaction is committed.
type group struct {
	txn     *badger.Txn
	now     event.Instant
	head    Head // its root is computed at the end
	edge    edge
	touched touches // by the events of the group
	before  touches // by those before it
}

func newGroup(l *Badger) *group {
	return &group{
		txn: l.db.NewTransaction(true), now: event.At(l.now()),
		head: l.Head(), edge: l.edge, touched: touches{}, before: l.touched,
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
		return answer{receipt: receipt}, nil
	}
	if r.conflict != nil {
		return answer{err: r.conflict}, nil
	}
	if c := conflict(r.conditions, g.touched, g.before); c != nil {
		return answer{err: c}, nil
	}
	at := max(g.now, g.head.RecordedAt+1)
	receipt = Receipt{First: g.head.Position + 1, Last: g.head.Position + event.Position(len(r.drafts)), RecordedAt: at}
	for i := range r.drafts {
		if err := g.put(&r.drafts[i], receipt.First+event.Position(i), at); err != nil {
			return answer{}, err
		}
	}
	g.head.Position, g.head.RecordedAt = receipt.Last, at
	return answer{receipt: receipt}, nil
}

func (g *group) put(d *draft, position event.Position, at event.Instant) error {
	envelope, record, err := d.record(position, at)
	if err != nil {
		return err
	}
	hashes, err := g.edge.add(position, envelope)
	if err != nil {
		return err
	}
	for _, id := range d.envelope.Touches {
		g.touched[id] = position
	}
	return errors.Join(
		g.txn.Set(recordKey(position), record),
		g.txn.Set(hashKey(position), hashes),
		g.txn.Set(idKey(d.envelope.ID), positionValue(position)),
	)
}

// known looks the ids up, also among the events of the group. When all are known it compares the events with those of
// the log; the receipt is zero when none is.
func (g *group) known(drafts []draft) (receipt Receipt, reused *ReusedError, err error) {
	positions := make([]event.Position, len(drafts))
	known, last := 0, 0
	for i, d := range drafts {
		if positions[i], err = findID(g.txn, d.envelope.ID); err != nil {
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
		return Receipt{}, &ReusedError{ID: drafts[last].envelope.ID, At: positions[last], Reason: reason}, nil
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
	return r.Type == d.envelope.Type && (r.Erased() || r.Schema == d.envelope.Schema && bytes.Equal(r.Payload, d.payload))
}
