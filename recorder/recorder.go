package recorder

import (
	"context"
	"fmt"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
)

// Recorder records drafts in a log. Any number of goroutines may use it.
type Recorder struct {
	log   eventlog.Log
	graph *graph.Graph
}

// New makes a recorder of a log and the graph that follows it. Somebody else has to keep the graph following: [graph.Graph.Follow].
func New(log eventlog.Log, g *graph.Graph) *Recorder { return &Recorder{log, g} }

// Request is a batch to be recorded as one unit.
type Request struct {
	Drafts    []Draft    // 1 to [eventlog.MaxEvents]
	Condition *Condition // nil: none
	DryRun    bool       // only say what is wrong; nothing is recorded
	By        string     // who records, 1 to [eventlog.MaxRecorder] bytes
}

// Condition refuses a batch when anything touched some things after a position. A batch that is recorded already is not
// refused by it.
type Condition struct {
	Touching []string // ids, identifiers and keys of things in the log
	After    event.Position
}

// Receipt says where a batch was recorded, and what it introduced.
type Receipt struct {
	First, Last event.Position
	RecordedAt  event.Instant
	Duplicate   bool // it had been recorded before, and this is where

	// IDs are what the batch introduced, in the order of its drafts. Entity, document, identity, assessment: its id.
	// Claim: its id, then its first report's. Report: its id. Correction: its own id, its end's, and, unless it named a
	// duplicate, the better claim's and that one's report's, if it has one. Retraction: its id, then that of its end; of a
	// correction those of its ends, two of them unless it named a duplicate, which has one for each report it copied.
	IDs []event.ID
}

// Outcome is what became of a batch: it has a receipt or errors, and neither after a dry run that found nothing wrong.
// Paths begin with "events" and the index of the draft; "condition" and "recordedBy" are the other fields of a request.
// A dry run does not look at By, at how many bytes the batch has, and at whether events that the log holds under these
// ids have the same content.
type Outcome struct {
	Receipt  *Receipt
	Errors   event.Problems // why nothing was recorded
	Warnings event.Problems // what looks odd but is, or would be, recorded
}

// attempts is how often a batch is resolved anew when ids or keys that it takes were taken, or claims that it relies on
// were touched, in the meantime. Once is enough to find out which.
const attempts = 5

// Record records a batch. When it returns a receipt, the events are on disk and the graph shows them. Everything wrong
// with the batch is told in the outcome. The error is a fault: the log is closed or broken, or ctx has ended; as with
// [eventlog.Log], the batch may then be recorded, and recording it again, with the same ids, tells.
func (r *Recorder) Record(ctx context.Context, req Request) (Outcome, error) {
	switch n := len(req.Drafts); {
	case n == 0:
		return refused(event.Required, path{"events"}, "a batch needs at least one event"), nil
	case n > eventlog.MaxEvents:
		return refused(event.TooMany, path{"events"}, fmt.Sprintf("has %d events; at most %d", n, eventlog.MaxEvents)), nil
	}
	for range attempts {
		outcome, again, err := r.try(ctx, &req)
		if err != nil {
			return Outcome{}, fmt.Errorf("record: %w", err)
		}
		if !again {
			return outcome, nil
		}
	}
	return refused(Conflict, path{"events"}, "ids or keys of the batch are taken, or claims in it are touched, again and again; try later"), nil
}

func refused(code event.Code, p path, message string) Outcome {
	return Outcome{Errors: event.Problems{{Code: code, Path: p, Message: message}}}
}
