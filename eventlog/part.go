package eventlog

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
)

// partSize is how many events one reader of [Verify] takes at a time: some tiles.
const partSize = 16 * tileWidth

// part is a run of events that one goroutine has read, and what can be told of each by itself.
type part struct {
	from, to event.Position
	seen     []seen // one for each, up to where it stopped
	erased   []event.Position
	grounds  grounds
	bytes    int64
	faults   []Fault
	err      error // the reading ended before the part did, and not because of the log
}

// seen is what is kept of an event that was read.
type seen struct {
	leaf       tlog.Hash
	recordedAt event.Instant
	read       bool // else the above is zero
}

// read reads the log in parts, several at once, and answers with them in order. It ends with ctx.
func (v *verifier) read(ctx context.Context) <-chan chan part {
	answers := make(chan chan part, runtime.GOMAXPROCS(0)) // its room is how many parts are read ahead
	go func() {
		defer close(answers)
		for from := event.Position(1); from <= v.report.Events; from += partSize {
			answer := make(chan part, 1)
			select {
			case answers <- answer:
			case <-ctx.Done():
				return
			}
			go func() {
				p := part{from: from, to: min(from+partSize-1, v.report.Events), grounds: grounds{}}
				p.read(ctx, v.log, v.o.MaxFaults)
				answer <- p
			}()
		}
	}()
	return answers
}

func (p *part) fault(at event.Position, format string, args ...any) {
	p.faults = append(p.faults, Fault{at, fmt.Sprintf(format, args...)})
}

// next is the position after those that were seen.
func (p *part) next() event.Position { return p.from + event.Position(len(p.seen)) }

// read reads the part's events. It goes on behind one that cannot be read, until the faults are many.
func (p *part) read(ctx context.Context, l Log, maxFaults int) {
	for p.next() <= p.to && len(p.faults) < maxFaults {
		err := errors.New("the log ends before it")
		for r, failed := range l.Read(ctx, p.next()-1) {
			if err = failed; err != nil {
				break
			}
			if p.look(l, r); p.next() > p.to {
				break
			}
		}
		if err == nil {
			continue
		}
		if stopped(ctx, err) {
			p.err = err
			return
		}
		at := p.next()
		p.fault(at, "it cannot be read: %s", strings.TrimPrefix(err.Error(), fmt.Sprintf("position %d: ", at)))
		p.seen = append(p.seen, seen{})
	}
}

// look checks a record by itself.
func (p *part) look(l Log, r event.Record) {
	at := p.next()
	p.seen = append(p.seen, seen{tlog.RecordHash(r.Leaf), r.RecordedAt, true})
	p.bytes += int64(len(r.Leaf) + len(r.Payload))
	if r.Position != at {
		p.fault(at, "its envelope says that it is position %d", r.Position)
	}
	if found, err := l.Find(r.ID); err != nil {
		p.fault(at, "its id %s cannot be looked up: %v", r.ID, err)
	} else if found != at {
		p.fault(at, "its id %s is found at position %d", r.ID, found)
	}
	switch {
	case r.Erased():
		p.erased = append(p.erased, at)
		return
	case !r.Intact():
		p.fault(at, "the payload is not the one that was recorded: its hash is not that in the envelope")
	}
	if err := p.grounds.add(r); err != nil {
		p.fault(at, "what it erased cannot be read: %v", err)
	}
	p.bytes += int64(len(r.Salt))
}
