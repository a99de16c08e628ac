package graph

import (
	"fmt"
	"iter"
	"sync"

	"onrecord/event"
)

// decoded is a record with its payload, which is nil when it was erased; or the error that came instead.
type decoded struct {
	record  event.Record
	payload event.Payload
	err     error
}

func decode(r event.Record) decoded {
	d := decoded{record: r}
	if !r.Erased() {
		if d.payload, d.err = r.Decode(); d.err != nil {
			d.err = fmt.Errorf("apply position %d: %w", r.Position, d.err)
		}
	}
	return d
}

// batchSize is how many records go from stage to stage at once.
const batchSize = 512

// Load applies a run of records, and publishes the result. It stops at the first error. Reading, decoding and folding
// are three stages that work at the same time; the records are read from a goroutine of its own, which has ended when
// Load returns.
func (g *Graph) Load(records iter.Seq2[event.Record, error]) error {
	defer g.Publish()
	var stages sync.WaitGroup
	defer stages.Wait()
	stop := make(chan struct{})
	defer close(stop)
	read, ready := make(chan []decoded, 4), make(chan []decoded, 4)
	stages.Go(func() {
		defer close(read)
		batches(records, func(batch []decoded) bool { return send(read, batch, stop) })
	})
	stages.Go(func() {
		defer close(ready)
		for batch := range read {
			for i := range batch {
				if batch[i].err == nil {
					batch[i] = decode(batch[i].record)
				}
			}
			if !send(ready, batch, stop) {
				return
			}
		}
	})
	for batch := range ready {
		for i := range batch {
			if err := g.apply(&batch[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// batches gathers records, and the error that ends them, in batches.
func batches(records iter.Seq2[event.Record, error], yield func([]decoded) bool) {
	batch := make([]decoded, 0, batchSize)
	for r, err := range records {
		if batch = append(batch, decoded{record: r, err: err}); len(batch) < batchSize && err == nil {
			continue
		}
		if !yield(batch) || err != nil {
			return
		}
		batch = make([]decoded, 0, batchSize)
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
