package eventlog_test

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

var errBroken = errors.New("the disk is broken")

// breaking makes writes of a log fail: as often as times says, after they did everything, or before they did anything.
type breaking struct {
	after bool
	mu    sync.Mutex // guards times: the log writes in goroutines of its own
	times int
}

func (b *breaking) wrap(write func() error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.times == 0 {
		return write()
	}
	b.times--
	if b.after {
		if err := write(); err != nil {
			return err
		}
	}
	return errBroken
}

func (b *breaking) next(times int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.times = times
}

// eachWay runs a test with commits that fail in the two ways.
func eachWay(t *testing.T, test func(t *testing.T, dir string, l *eventlog.Badger, b *breaking)) {
	for name, after := range map[string]bool{"not persisted": false, "persisted and reported as failed": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			l := open(t, dir, eventlog.Options{})
			b := &breaking{after: after}
			l.SetCommit(b.wrap)
			test(t, dir, l, b)
		})
	}
}

// TestRecovery lets one commit fail: nobody who appends notices, and every event is there once.
func TestRecovery(t *testing.T) {
	eachWay(t, func(t *testing.T, dir string, l *eventlog.Badger, b *breaking) {
		before := logtest.Entities(3)
		add(t, l, before...)
		b.next(1)
		e := logtest.Entity("broken off")
		if r := add(t, l, e); r.First != 4 || r.Last != 4 || r.Duplicate {
			t.Errorf("the append whose commit failed: %+v", r)
		}
		if err := l.Err(); err != nil {
			t.Errorf("after the recovery: %v", err)
		}
		if r := add(t, l, e); r.First != 4 || !r.Duplicate {
			t.Errorf("the same append again: %+v", r)
		}
		b.next(1)
		if r := add(t, l, before...); r.First != 1 || !r.Duplicate {
			t.Errorf("an append that was there before: %+v", r)
		}
		b.next(0)
		touching := []eventlog.Condition{{Touching: []event.ID{e.ID}, After: 3}}
		var conflict *eventlog.ConflictError
		if _, err := l.Append(context.Background(), "desk", touching, logtest.Entity("late")); !errors.As(err, &conflict) || conflict.At != 4 {
			t.Errorf("under a condition on what was recovered: %v", err)
		}
		logtest.Check(t, l)
		head := l.Head()
		shut(t, l)
		if again := open(t, dir, eventlog.Options{}); again.Head() != head {
			t.Errorf("reopened, the head is %+v; want %+v", again.Head(), head)
		}
	})
}

// TestRecoveryUnderLoad lets commits fail again and again while many append.
func TestRecoveryUnderLoad(t *testing.T) {
	eachWay(t, func(t *testing.T, _ string, l *eventlog.Badger, b *breaking) {
		const writers, appends = 8, 20
		var all sync.WaitGroup
		for w := range writers {
			all.Go(func() {
				for i := range appends {
					if w == 0 && i%5 == 1 {
						b.next(1)
					}
					if r := add(t, l, logtest.Entities(2)...); r.Duplicate {
						t.Errorf("a new append is called a repetition: %+v", r)
					}
				}
			})
		}
		all.Wait()
		if p := l.Head().Position; p != 2*writers*appends {
			t.Errorf("%d events; want %d", p, 2*writers*appends)
		}
		logtest.Check(t, l)
	})
}

// TestPoison lets commits fail twice in a row: the append fails, without saying that nothing is recorded, and the next one
// finds the log in order.
func TestPoison(t *testing.T) {
	eachWay(t, func(t *testing.T, _ string, l *eventlog.Badger, b *breaking) {
		add(t, l, logtest.Entities(3)...)
		b.next(2)
		e := logtest.Entity("lost?")
		if _, err := l.Append(context.Background(), "desk", nil, e); b.after != (err == nil) {
			t.Errorf("the commit failed twice: %v", err) // once it is there, it is not committed a second time
		} else if !b.after && (!errors.Is(err, eventlog.ErrPoisoned) || !errors.Is(err, errBroken) || !errors.Is(l.Err(), eventlog.ErrPoisoned)) {
			t.Errorf("the commit failed twice: %v; and Err is %v", err, l.Err())
		}
		b.next(0)
		for r, err := range l.Read(context.Background(), 0) { // reading goes on
			if err != nil {
				t.Errorf("after position %d: %v", r.Position, err)
			}
		}
		if r := add(t, l, e); r.First != 4 || r.Duplicate != b.after {
			t.Errorf("the same append after the failure: %+v", r)
		}
		if err := l.Err(); err != nil {
			t.Errorf("Err after the recovery: %v", err)
		}
		logtest.Check(t, l)
	})
}

// TestCheckpointFails lets checkpoints fail while commits go on: nobody is told that an event is recorded before it is
// witnessed.
func TestCheckpointFails(t *testing.T) {
	t.Parallel()
	l := open(t, t.TempDir(), eventlog.Options{})
	b := &breaking{}
	l.SetWitness(b.wrap)
	add(t, l, logtest.Entities(3)...)
	b.next(1)
	if r := add(t, l, logtest.Entity("witnessed at the second try")); r.First != 4 || r.Duplicate {
		t.Errorf("the append whose checkpoint failed once: %+v", r)
	}
	b.next(100)
	e := logtest.Entity("unwitnessed")
	if _, err := l.Append(context.Background(), "desk", nil, e); !errors.Is(err, eventlog.ErrPoisoned) || !errors.Is(err, errBroken) {
		t.Errorf("no checkpoint can be written: %v", err)
	}
	if p := l.Head().Position; p != 4 {
		t.Errorf("readers see %d events; 4 were acknowledged", p)
	}
	b.next(0)
	if r := add(t, l, e); r.First != 5 {
		t.Errorf("the same append afterwards: %+v", r)
	}
	logtest.Check(t, l)
}

// TestCheckpointGone lets a recovery fail because the file of the checkpoint cannot be opened: the log is poisoned, can be
// closed, and, when the file is back, takes events again.
func TestCheckpointGone(t *testing.T) {
	for name, back := range map[string]bool{"and closed": false, "and put back": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			l := open(t, dir, eventlog.Options{})
			b := &breaking{}
			l.SetWitness(b.wrap)
			add(t, l, logtest.Entities(3)...)
			path := eventlog.CheckpointFile(dir)
			if err := errors.Join(os.Rename(path, path+".moved"), os.Mkdir(path, 0o700)); err != nil {
				t.Fatal(err)
			}
			b.next(1)
			e := logtest.Entity("unwitnessed")
			if _, err := l.Append(context.Background(), "desk", nil, e); !errors.Is(err, eventlog.ErrPoisoned) {
				t.Errorf("the checkpoint cannot be opened: %v", err)
			}
			if back {
				if err := errors.Join(os.Remove(path), os.Rename(path+".moved", path)); err != nil {
					t.Fatal(err)
				}
				if r := add(t, l, e); r.First != 4 || r.Duplicate != true {
					t.Errorf("the same append, with the checkpoint back: %+v", r)
				}
				logtest.Check(t, l)
			}
			if err := l.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
