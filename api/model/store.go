package model

import (
	"errors"
	"fmt"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
	"onrecord/search"
)

// Store is what answers rest on: the log that holds the words, and the graph and the index made of it.
type Store struct {
	Log   eventlog.Log
	Graph *graph.Graph
	Texts *search.Index // of the log
}

// recorded reads the event at a position with its payload, which is nil when it was erased.
func (s *Store) recorded(p event.Position) (event.Record, event.Payload, error) {
	record, err := s.Log.At(p)
	if err != nil {
		return record, nil, fmt.Errorf("read position %d: %w", p, err)
	}
	payload, err := record.Decode()
	if errors.Is(err, event.ErrErased) {
		return record, nil, nil
	}
	return record, payload, err
}

// reportIn is the report that a payload brings.
func reportIn(payload event.Payload) *event.Report {
	switch p := payload.(type) {
	case event.Claim:
		return p.FirstReport()
	case *event.ClaimReported:
		return &p.Report
	case *event.ClaimCorrected:
		if better := p.Better(); better != nil {
			return better.FirstReport()
		}
	}
	return nil
}

// endIn is what a payload says of the ends it makes.
func endIn(payload event.Payload) *event.End {
	switch p := payload.(type) {
	case *event.ClaimCorrected:
		return &p.End
	case *event.ClaimRetracted:
		return &p.End
	}
	return nil
}

// claimIn is the claim that a payload introduces.
func claimIn(payload event.Payload) event.Claim {
	switch p := payload.(type) {
	case event.Claim:
		return p
	case *event.ClaimCorrected:
		return p.Better()
	}
	return nil
}
