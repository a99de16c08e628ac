package eventlog

import (
	"fmt"
	"strconv"

	"github.com/dgraph-io/badger/v4"

	"onrecord/event"
)

// An event [event.PayloadErased] erases when it is recorded. In the commit that records it, the record at its position is
// put anew without salt and payload, and once more under a key of its own. Then every version of the record is dropped
// from Badger's files, which rewrites those that hold one, and what is left is put back. The second key lets a start finish
// what a crash has cut short.

// checkErasures reports what is wrong with the positions that an append erases.
func (g *group) checkErasures(drafts []draft) (error, error) {
	var problems event.Problems
	named := map[event.Position]bool{}
	for i, d := range drafts {
		if d.erases == 0 {
			continue
		}
		message := ""
		if d.erases > g.tip.head.Position {
			message = fmt.Sprintf("%d is after the last position before this append, %d", d.erases, g.tip.head.Position)
		} else if r, err := readRecord(g.txn, d.erases); err != nil {
			return nil, err
		} else if r.Erased() || named[d.erases] {
			message = fmt.Sprintf("the payload of position %d is erased already", d.erases)
		} else if r.Type == event.TypePayloadErased {
			message = fmt.Sprintf("position %d is itself an erasure, which has to stay", d.erases)
		}
		named[d.erases] = true
		if message != "" {
			path := []string{"events", strconv.Itoa(i), "position"}
			problems = append(problems, event.Problem{Code: event.Invalid, Path: path, Message: message})
		}
	}
	if problems == nil {
		return nil, nil
	}
	return problems, nil
}

// erase puts what is left of a record in its place; 0 is none.
func (g *group) erase(position event.Position) error {
	if position == 0 {
		return nil
	}
	r, err := readRecord(g.txn, position)
	if err != nil {
		return err
	}
	g.erased = append(g.erased, position)
	left := event.AppendRecord(nil, r.Leaf, event.Salt{}, nil)
	if err := g.txn.Set(erasureKey(position), left); err != nil {
		return err
	}
	return g.txn.Set(recordKey(position), left)
}

// scrub drops every version of some records from Badger's files, and puts back what is left of them. Readers wait.
func (l *Badger) scrub(positions []event.Position) error {
	if len(positions) == 0 {
		return nil
	}
	l.using.Lock()
	defer l.using.Unlock()
	return l.scrubbing(func() error { return scrub(l.db, positions) })
}

func scrub(db *badger.DB, positions []event.Position) error {
	versions := make([][]byte, len(positions))
	for i, p := range positions {
		versions[i] = recordKey(p)
	}
	if err := db.DropPrefix(versions...); err != nil {
		return fmt.Errorf("erase the payloads of positions %v: %w", positions, err)
	}
	return db.Update(func(txn *badger.Txn) error {
		for _, p := range positions {
			item, err := txn.Get(erasureKey(p))
			if err != nil {
				return fmt.Errorf("what is left of position %d: %w", p, err)
			}
			left, err := item.ValueCopy(nil)
			if err != nil {
				return err
			}
			if err := txn.Set(recordKey(p), left); err != nil {
				return err
			}
			if err := txn.Delete(erasureKey(p)); err != nil {
				return err
			}
		}
		return nil
	})
}

// finishErasures scrubs what was being erased when the log was last open.
func (l *Badger) finishErasures() error {
	var positions []event.Position
	err := l.db.View(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte{erasurePrefix}})
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			p, err := parsePosition(it.Item().Key()[1:])
			if err != nil {
				return err
			}
			positions = append(positions, p)
		}
		return nil
	})
	if err != nil || len(positions) == 0 {
		return err
	}
	return scrub(l.db, positions)
}
