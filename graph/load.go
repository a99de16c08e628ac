package graph

import (
	"errors"
	"fmt"
	"iter"
	"sync"

	"onrecord/event"
)

// decoded is a record with what the fold needs of its payload, which is nothing when it was erased; or the error that came
// instead.
type decoded struct {
	record   event.Record
	outlined bool
	outline  event.Outline
	report   event.ID      // that of the outline's report
	nodes    []row         // of what the outline names in its roles, its chain and further sources; 0 where it was not known yet
	payload  event.Payload // where there is no outline
	err      error
}

// name looks up what the outline names, while others may be added. A node that is known keeps its row, so that the fold has only
// to look for the rest.
func (d *decoded) name(known *tables) {
	d.nodes = d.nodes[:0]
	if !d.outlined {
		return
	}
	for _, part := range d.outline.Roles {
		d.nodes = append(d.nodes, known.find(part.ID, aNode))
	}
	for _, list := range [][]event.ID{d.outline.Report.Chain, d.outline.Report.Also} {
		for _, id := range list {
			d.nodes = append(d.nodes, known.find(id, aNode))
		}
	}
}

func (d *decoded) decode() {
	d.payload = nil
	if d.outlined, d.err = d.outline.Read(&d.record); d.outlined && d.outline.Told {
		d.report = d.outline.Report.Named(d.record.ID)
	} else if !d.outlined && d.err == nil && !d.record.Erased() {
		d.payload, d.err = d.record.Decode()
	}
	if d.err != nil {
		d.err = fmt.Errorf("apply position %d: %w", d.record.Position, d.err)
	}
}

// batchSize is how many records go from stage to stage at once.
const batchSize = 512

// ErrReachesBack says that an erasure came of something that was applied already: only a fold of the whole log is free of it.
var ErrReachesBack = errors.New("an erasure reaches back to what was applied")

// Load applies a run of records, and publishes the result. It stops at the first error, which is ErrReachesBack at the erasure
// of what was applied before the run. Reading, decoding and folding
// are three stages that work at the same time; the records are read from a goroutine of its own, which has ended when
// Load returns.
func (g *Graph) Load(records iter.Seq2[event.Record, error]) error {
	defer g.Publish()
	var stages sync.WaitGroup
	defer stages.Wait()
	stop := make(chan struct{})
	defer close(stop)
	read, ready, free := make(chan []decoded, 4), make(chan []decoded, 4), make(chan []decoded, 16)
	known := &tables{nodes: g.next.nodes, names: g.next.names} // all that name reads; neither is replaced while this goes on
	stages.Go(func() {
		defer close(read)
		batches(records, free, func(batch []decoded) bool { return send(read, batch, stop) })
	})
	stages.Go(func() {
		defer close(ready)
		for batch := range read {
			for i := range batch {
				if batch[i].err == nil {
					batch[i].decode()
					batch[i].name(known)
				}
			}
			if !send(ready, batch, stop) {
				return
			}
		}
	})
	before := g.next.head
	for batch := range ready {
		for i := range batch {
			if erasure, is := batch[i].payload.(*event.PayloadErased); is && erasure.Position <= before {
				return ErrReachesBack
			}
			if err := g.apply(&batch[i]); err != nil {
				return err
			}
		}
		select {
		case free <- batch[:0]:
		default:
		}
	}
	return nil
}

// batches gathers records, and the error that ends them, in batches, free ones where there are any: the memory of their
// outlines is used again.
func batches(records iter.Seq2[event.Record, error], free <-chan []decoded, yield func([]decoded) bool) {
	fresh := func() []decoded {
		select {
		case batch := <-free:
			return batch
		default:
			return make([]decoded, 0, batchSize)
		}
	}
	batch := fresh()
	for r, err := range records {
		batch = batch[:len(batch)+1]
		d := &batch[len(batch)-1]
		if d.record, d.err = r, err; len(batch) < batchSize && err == nil {
			continue
		}
		if !yield(batch) || err != nil {
			return
		}
		batch = fresh()
	}
	yield(batch)
}

// send sends a batch, unless it is told to stop first.
func send(to chan<- []decoded, batch []decoded, stop <-chan struct{}) bool {
	select {
	case to <- batch:
		return true
	case <-stop:
		return false
	}
}
