package eventlog

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
)

// Inclusion proves which envelope is at a position of a log, to whoever has a root of that log: it is a Merkle audit path
// (RFC 6962, section 2.1.1).
type Inclusion struct {
	Position event.Position // of the event: 1 for the first, which is leaf 0 of the tree
	Size     event.Position // how many events the root is over
	Hashes   []event.Hash   // from the leaf's sibling up to a child of the root; at most 63
}

// Prove proves what is at a position, against the root of the first size events. ErrNoPosition when the position is not
// among them, or the log has fewer.
func Prove(l Log, position, size event.Position) (Inclusion, error) {
	if head := l.Head().Position; size > head {
		return Inclusion{}, fmt.Errorf("%w: %d in a log of %d events", ErrNoPosition, size, head)
	}
	if position == 0 || position > size {
		return Inclusion{}, fmt.Errorf("%w: %d among the first %d", ErrNoPosition, position, size)
	}
	path, err := tlog.ProveRecord(int64(size), int64(position)-1, l)
	if err != nil {
		return Inclusion{}, fmt.Errorf("prove position %d of %d: %w", position, size, err)
	}
	return Inclusion{Position: position, Size: size, Hashes: ours(path)}, nil
}

// Check reports, with ErrProof, a proof that does not lead from the envelope to the root.
func (p *Inclusion) Check(root event.Hash, envelope []byte) error {
	err := tlog.CheckRecord(theirs(p.Hashes), int64(p.Size), tlog.Hash(root), int64(p.Position)-1, tlog.RecordHash(envelope))
	if err != nil {
		return fmt.Errorf("%w: the hashes do not lead from this envelope at position %d to the root %x of %d events", ErrProof, p.Position, root, p.Size)
	}
	return nil
}

// Growth proves that a log only grew: that the events under one root are the first of those under a later root. It is a
// Merkle consistency proof (RFC 6962, section 2.1.2).
type Growth struct {
	From, To event.Position // how many events either root is over
	Hashes   []event.Hash   // at most 64; none when either log is empty, or both are the same
}

// ProveGrowth proves that the log of the first from events is the beginning of the log of the first to. ErrNoPosition when
// from is after to, or the log has fewer events.
func ProveGrowth(l Log, from, to event.Position) (Growth, error) {
	if head := l.Head().Position; to > head {
		return Growth{}, fmt.Errorf("%w: %d in a log of %d events", ErrNoPosition, to, head)
	}
	if from > to {
		return Growth{}, fmt.Errorf("%w: %d among the first %d", ErrNoPosition, from, to)
	}
	p := Growth{From: from, To: to}
	if from == 0 { // everything begins with nothing
		return p, nil
	}
	path, err := tlog.ProveTree(int64(to), int64(from), l)
	if err != nil {
		return Growth{}, fmt.Errorf("prove the growth from %d to %d: %w", from, to, err)
	}
	p.Hashes = ours(path)
	return p, nil
}

// Check reports, with ErrProof, a proof that does not lead from one root to the other.
func (p *Growth) Check(from, to event.Hash) error {
	failed := fmt.Errorf("%w: the hashes do not lead from the root %x of %d events to the root %x of %d", ErrProof, from, p.From, to, p.To)
	if p.From == 0 {
		if len(p.Hashes) > 0 || from != emptyRoot || p.To == 0 && to != emptyRoot {
			return failed
		}
		return nil
	}
	if tlog.CheckTree(theirs(p.Hashes), int64(p.To), tlog.Hash(to), int64(p.From), tlog.Hash(from)) != nil {
		return failed
	}
	return nil
}

func ours(hashes []tlog.Hash) []event.Hash {
	all := make([]event.Hash, len(hashes))
	for i, h := range hashes {
		all[i] = event.Hash(h)
	}
	return all
}

func theirs(hashes []event.Hash) []tlog.Hash {
	all := make([]tlog.Hash, len(hashes))
	for i, h := range hashes {
		all[i] = tlog.Hash(h)
	}
	return all
}

// LeafHash is the hash of an envelope as a leaf of the Merkle tree.
func LeafHash(envelope []byte) event.Hash { return event.Hash(tlog.RecordHash(envelope)) }
