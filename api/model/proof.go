package model

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
)

// InclusionProof proves that the log holds an event.
type InclusionProof struct {
	proof      eventlog.Proof
	record     event.Record
	leaf       event.Hash
	checkpoint *Checkpoint
}

// Prove proves what is at a position, under a checkpoint of the store's log.
func (s *Store) Prove(position event.Position, c eventlog.Checkpoint) (*InclusionProof, error) {
	if position == 0 {
		return nil, invalid("position", "positions count from 1")
	}
	if position > c.Size {
		return nil, ahead("position", position, c.Size)
	}
	p, err := eventlog.NewProof(s.Log, position, c)
	if err != nil {
		return nil, err
	}
	r, err := p.Record()
	if err != nil {
		return nil, err
	}
	return &InclusionProof{p, r, eventlog.LeafHash(r.Leaf), s.NewCheckpoint(c)}, nil
}

// Position implements InclusionProof.position; the fields below are those of the schema by the same names.
func (p *InclusionProof) Position() event.Position { return p.proof.Position }
func (p *InclusionProof) LeafHash() string         { return hex.EncodeToString(p.leaf[:]) }
func (p *InclusionProof) Envelope() string         { return base64.StdEncoding.EncodeToString(p.record.Leaf) }
func (p *InclusionProof) Hashes() []string         { return hashes(p.proof.Hashes) }
func (p *InclusionProof) Checkpoint() *Checkpoint  { return p.checkpoint }
func (p *InclusionProof) File() string             { return string(p.proof.Text()) }

// Salt is null when the payload was erased.
func (p *InclusionProof) Salt() *string { return p.unlessErased(p.record.Salt[:]) }

// PayloadBytes is null when it was erased.
func (p *InclusionProof) PayloadBytes() *string { return p.unlessErased(p.record.Payload) }

func (p *InclusionProof) unlessErased(b []byte) *string {
	if p.record.Erased() {
		return nil
	}
	text := base64.StdEncoding.EncodeToString(b)
	return &text
}

// GrowthProof proves that the log only grew.
type GrowthProof struct {
	growth           eventlog.Growth
	fromRoot, toRoot event.Hash
}

// ProveGrowth proves that the log of one size is the beginning of that of another.
func (s *Store) ProveGrowth(from, to event.Position) (*GrowthProof, error) {
	head := s.Log.Head().Position
	if to > head {
		return nil, ahead("to", to, head)
	}
	if from > head {
		return nil, ahead("from", from, head)
	}
	if from > to {
		return nil, invalid("from", "a log of %d events did not grow to one of %d", from, to)
	}
	growth, err := eventlog.ProveGrowth(s.Log, from, to)
	fromRoot, failed := s.Log.Root(from)
	toRoot, broken := s.Log.Root(to)
	if err := errors.Join(err, failed, broken); err != nil {
		return nil, fmt.Errorf("prove the growth: %w", err)
	}
	return &GrowthProof{growth, fromRoot, toRoot}, nil
}

// From implements GrowthProof.from; the fields below are those of the schema by the same names.
func (p *GrowthProof) From() event.Position { return p.growth.From }
func (p *GrowthProof) To() event.Position   { return p.growth.To }
func (p *GrowthProof) FromRoot() string     { return hex.EncodeToString(p.fromRoot[:]) }
func (p *GrowthProof) ToRoot() string       { return hex.EncodeToString(p.toRoot[:]) }
func (p *GrowthProof) Hashes() []string     { return hashes(p.growth.Hashes) }

// hashes writes hashes in hexadecimal.
func hashes(list []event.Hash) []string {
	all := make([]string, len(list))
	for i, h := range list {
		all[i] = hex.EncodeToString(h[:])
	}
	return all
}

// ahead says that an argument names a position that the log has not reached.
func ahead(field string, asked, head event.Position) error {
	return failed(&graph.AheadError{Asked: asked, Head: head}, field)
}
