package eventlog

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
)

// Verification says what [Verify] is to do beside reading the whole log. The zero value is ready to use.
type Verification struct {
	Checkpoints []Checkpoint              // that somebody kept, their signatures checked: the log must agree with each
	Progress    func(done event.Position) // hears now and then how many events are done. Defaults to nobody.
	MaxFaults   int                       // it stops after so many. Defaults to 20.
}

// Report is what [Verify] found.
type Report struct {
	Events event.Position // in the log when it began
	Erased event.Position // of these, those whose payloads were erased
	Bytes  int64          // of envelopes, salts and payloads
	Root   event.Hash     // over the envelopes, computed anew; zero when some could not be read
	Faults []Fault        // by position; none when the log is whole
	Capped bool           // it stopped at MaxFaults, so that there may be more
}

// Fault is something that is wrong in a log.
type Fault struct {
	Position event.Position // 0: of the log as a whole
	Problem  string
}

func (f Fault) String() string {
	if f.Position == 0 {
		return f.Problem
	}
	return fmt.Sprintf("position %d: %s", f.Position, f.Problem)
}

// Verify reads a whole log and takes nothing for granted: positions have no gaps, times rise from append to append, every
// payload is the one its envelope was made for or was erased by a later event, every id is found where it is, the root
// over the envelopes, computed anew, is the log's and that of the checkpoints, and the stored hashes of the tiles are those
// of the envelopes. What is wrong with the log is in the report; the error says why it could not be verified to its end:
// ctx ended, or the log was closed.
//
// It reads up to the head as of the call, on as many cores as there are.
func Verify(ctx context.Context, l Log, o Verification) (Report, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends the readers when it stops early
	v := verifier{log: l, o: o, report: Report{Events: l.Head().Position}, grounds: grounds{}}
	v.o.MaxFaults = cmp.Or(o.MaxFaults, 20)
	v.agree() // with checkpoints of nothing
	for answer := range v.read(ctx) {
		p := <-answer
		if p.err != nil {
			return v.report, p.err
		}
		v.take(&p)
		if len(v.report.Faults) >= v.o.MaxFaults {
			v.report.Capped = true
			break
		}
		if o.Progress != nil {
			o.Progress(event.Position(v.tree.size))
		}
	}
	if err := ctx.Err(); err != nil {
		return v.report, err
	}
	if !v.report.Capped {
		if err := v.finish(ctx); err != nil {
			return v.report, err
		}
	}
	v.sort()
	if err := l.Err(); errors.Is(err, ErrClosed) { // it looks broken then
		return v.report, err
	}
	return v.report, nil
}

// verifier puts together what the readers found, in the order of positions.
type verifier struct {
	log    Log
	o      Verification
	report Report

	tree    tree             // computed from the envelopes alone
	unread  bool             // some envelopes: the tree is not that of the log
	last    event.Instant    // when the event before was recorded
	run     int              // how many events up to it have that time
	erased  []event.Position // whose payloads are gone, rising
	grounds grounds
}

func (v *verifier) fault(at event.Position, format string, args ...any) {
	v.report.Faults = append(v.report.Faults, Fault{at, fmt.Sprintf(format, args...)})
}

// take adds a part to those before it.
func (v *verifier) take(p *part) {
	v.report.Faults = append(v.report.Faults, p.faults...)
	v.report.Bytes += p.bytes
	v.erased = append(v.erased, p.erased...)
	v.report.Erased = event.Position(len(v.erased))
	maps.Copy(v.grounds, p.grounds)
	for i, s := range p.seen {
		if !s.read {
			v.unread = true
		} else {
			v.clock(p.from+event.Position(i), s.recordedAt)
		}
		for _, full := range v.tree.add(s.leaf) {
			v.compare(full)
		}
		v.agree()
	}
}

// clock looks at the time of an event. The records do not say where appends end, but how long one can be is known.
func (v *verifier) clock(at event.Position, recorded event.Instant) {
	switch {
	case at == 1 || recorded > v.last:
		v.run = 0
	case recorded < v.last:
		v.fault(at, "recorded at %v, before %v, when the event before it was", recorded, v.last)
	case v.run >= MaxEvents:
		v.fault(at, "recorded at %v, as %d events before it were: more than an append can have", recorded, v.run)
	}
	v.run++
	v.last = recorded
}

// compare compares the hashes of a tile with those that the log holds.
func (v *verifier) compare(t tile) {
	if v.unread || len(t.hashes) == 0 {
		return
	}
	at := func(i int) event.Position { // the event that completes a hash of it
		return event.Position(t.n*tileWidth+int64(i)+1) << (tileHeight * t.level)
	}
	indexes := make([]int64, len(t.hashes))
	for i := range indexes {
		indexes[i] = tlog.StoredHashIndex(tileHeight*t.level, t.n*tileWidth+int64(i))
	}
	held, err := v.log.ReadHashes(indexes)
	if err != nil {
		v.fault(at(0), "the stored hashes from it on, of level %d, cannot be read: %v", tileHeight*t.level, err)
		return
	}
	for i, h := range t.hashes {
		if held[i] != h {
			v.fault(at(i), "the stored hash of level %d that it completes is not that of the envelopes", tileHeight*t.level)
		}
	}
}

// agree compares the root with the checkpoints of the size that the tree has reached.
func (v *verifier) agree() {
	for _, c := range v.o.Checkpoints {
		if c.Size == event.Position(v.tree.size) && !v.unread && c.Root != v.tree.root() {
			v.fault(0, "the root of the first %d events is %x, and the checkpoint says %x", c.Size, v.tree.root(), c.Root)
		}
	}
}

// finish looks at what can be told only in the end.
func (v *verifier) finish(ctx context.Context) error {
	r := &v.report
	if err := v.erasures(ctx); err != nil {
		return err
	}
	for _, c := range v.o.Checkpoints {
		if c.Size > r.Events {
			v.fault(0, "it has %d events, and the checkpoint was signed when it had %d: the last %d are missing", r.Events, c.Size, c.Size-r.Events)
		}
	}
	if v.unread {
		return nil
	}
	for level, hashes := range v.tree.tiles { // those that are not full
		v.compare(tile{level, v.tree.size >> (tileHeight * (level + 1)), hashes})
	}
	r.Root = v.tree.root()
	if held, err := v.log.Root(r.Events); err != nil {
		v.fault(0, "its root cannot be read: %v", err)
	} else if held != r.Root {
		v.fault(0, "its root is %x by its stored hashes, and %x by its envelopes", held, r.Root)
	}
	return nil
}

// sort puts the faults in the order of positions, those of the whole log first, and keeps to the limit.
func (v *verifier) sort() {
	r := &v.report
	slices.SortStableFunc(r.Faults, func(a, b Fault) int { return cmp.Compare(a.Position, b.Position) })
	if len(r.Faults) > v.o.MaxFaults {
		r.Faults, r.Capped = r.Faults[:v.o.MaxFaults], true
	}
}

// stopped reports whether an error says that reading ended, and not that something is wrong with the log.
func stopped(ctx context.Context, err error) bool {
	return ctx.Err() != nil || errors.Is(err, ErrClosed)
}
