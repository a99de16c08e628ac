package search

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"onrecord/event"
	"onrecord/graph"
)

// batch is a run of events that become a shelf of their own, and what it takes to read their texts.
type batch struct {
	head   event.Position
	events []read
	bytes  int
}

// read is an event with the language of the document that it cites.
type read struct {
	event.Envelope
	payload event.Payload
	cited   language
}

// Limits of a batch.
const (
	batchEvents = 4096
	batchBytes  = 4 << 20
)

func (b *batch) full() bool { return len(b.events) >= batchEvents || b.bytes >= batchBytes }

// take adds a record to a batch. Of an erased one nothing is left to read.
func (x *Index) take(b *batch, r event.Record) error {
	if r.Position != b.head+1 {
		return fmt.Errorf("index: got position %d after %d", r.Position, b.head)
	}
	b.head = r.Position
	if r.Erased() {
		return nil
	}
	payload, err := r.Decode()
	if err != nil {
		return fmt.Errorf("index position %d: %w", r.Position, err)
	}
	if d, is := payload.(*event.DocumentCaptured); is && d.Language != "" {
		x.languages[r.ID] = tagged(d.Language)
	}
	b.events = append(b.events, read{r.Envelope, payload, x.languages[cited(payload)]})
	b.bytes += len(r.Payload)
	return nil
}

// shelf reads the texts of a batch; nil when it has none.
func (b *batch) shelf() *shelf {
	c := newCollector()
	for i := range b.events {
		c.add(b.events[i].Envelope, b.events[i].payload, b.events[i].cited)
	}
	if len(c.texts) == 0 {
		return nil
	}
	return c.shelf()
}

// apply adds what a batch was made into.
func (x *Index) apply(head event.Position, s *shelf) {
	x.next.head = head
	if s != nil {
		x.next.shelves = grown(x.next.shelves, s)
	}
}

// Load indexes a run of records, at full speed, and publishes the result. It stops at the first error.
func (x *Index) Load(records iter.Seq2[event.Record, error]) error {
	defer x.publish()
	type made struct {
		head  event.Position
		shelf chan *shelf
	}
	var failure error
	queue := make(chan made, runtime.GOMAXPROCS(0)) // in order, so many at work
	var workers sync.WaitGroup
	defer workers.Wait()
	workers.Go(func() {
		defer close(queue)
		b := &batch{head: x.next.head}
		flush := func() {
			m, full := made{b.head, make(chan *shelf, 1)}, b
			b = &batch{head: b.head}
			queue <- m
			workers.Go(func() { m.shelf <- full.shelf() })
		}
		for r, err := range records {
			if err == nil {
				err = x.take(b, r)
			}
			if err != nil {
				failure = err
				break
			}
			if b.full() {
				flush()
			}
		}
		flush()
	})
	for m := range queue {
		x.apply(m.head, <-m.shelf)
	}
	return failure
}

// Follow indexes what a log holds after what was indexed, and then records as they come; it publishes whenever it has
// caught up with the log's head. It returns when the records end: with the first error, or with that of the context.
//
// When an erasure comes, the log is indexed anew, so that the erased words are in no list any more. What readers see
// stays behind the erasure until that is done.
func (x *Index) Follow(ctx context.Context, log graph.Log, head func() event.Position) error {
	for {
		erasure, err := x.followUntilErasure(log.Follow(ctx, x.next.head), head)
		if err != nil {
			return err
		}
		if !erasure {
			return ctx.Err()
		}
		fresh := New()
		if err := fresh.Load(log.Read(ctx, 0)); err != nil {
			return err
		}
		x.next, x.languages = fresh.next, fresh.languages
		x.publish()
	}
}

// followUntilErasure indexes records up to an erasure, and reports whether there is one.
func (x *Index) followUntilErasure(records iter.Seq2[event.Record, error], head func() event.Position) (erasure bool, err error) {
	b := &batch{head: x.next.head}
	for r, err := range records {
		if err != nil {
			return false, err
		}
		if r.Type == event.TypePayloadErased {
			return true, nil
		}
		if err := x.take(b, r); err != nil {
			return false, err
		}
		caughtUp := r.Position >= head()
		if caughtUp || b.full() {
			x.apply(b.head, b.shelf())
			b = &batch{head: b.head}
		}
		if caughtUp {
			x.publish()
		}
	}
	return false, nil
}
