package eventlog_test

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// idle is a log whose writer waits until the test has lined up its appends.
type idle struct {
	*eventlog.Badger
	commits int // counted by the writer
	lined   sync.WaitGroup
}

func openIdle(t *testing.T) *idle {
	t.Helper()
	b, err := eventlog.OpenIdle(t.TempDir(), eventlog.Options{Logger: quiet})
	if err != nil {
		t.Fatal(err)
	}
	l := &idle{Badger: b}
	l.SetCommit(func(commit func() error) error {
		l.commits++
		return commit()
	})
	return l
}

// line puts an append behind those that wait; then gets its outcome.
func (l *idle) line(conditions []eventlog.Condition, events []event.Event, then func(eventlog.Receipt, error)) {
	before := l.Waiting()
	var over atomic.Bool // refused before it came to wait
	l.lined.Go(func() {
		defer over.Store(true)
		then(l.Append(context.Background(), "desk", conditions, events...))
	})
	for l.Waiting() == before && !over.Load() {
		runtime.Gosched()
	}
}

// run lets the writer work on all that waits, and closes the log once the appends have their outcomes and check has run.
func (l *idle) run(t *testing.T) {
	t.Helper()
	l.Start()
	l.lined.Wait()
	logtest.Check(t, l)
	shut(t, l.Badger)
}

func TestWaitingAppendsShareACommit(t *testing.T) {
	l := openIdle(t)
	for range 128 {
		l.line(nil, logtest.Entities(2), func(_ eventlog.Receipt, err error) {
			if err != nil {
				t.Error(err)
			}
		})
	}
	l.run(t)
	if l.commits != 1 || l.Head().Position != 256 {
		t.Errorf("%d commits, and the head at %d; want 1, and 256", l.commits, l.Head().Position)
	}
}

// TestGroupsFit lines up the largest appends there are: by events, by names, by bytes.
func TestGroupsFit(t *testing.T) {
	named := func() []event.ID {
		ids := make([]event.ID, event.MaxList)
		for i := range ids {
			ids[i] = event.NewID()
		}
		return ids
	}
	full := logtest.Entities(120)
	for i := range full { // about 7 KB each, half of it envelope
		s := logtest.Statement(event.NewID(), "words").Payload.(*event.StatementMade)
		s.About = named()
		full[i].Payload = s
	}
	large := logtest.Entities(1)
	large[0].Payload = &event.DocumentCaptured{Text: strings.Repeat("x", event.MaxText)}
	for _, c := range []struct {
		name    string
		batch   []event.Event
		appends int
		commits int
	}{
		{"events", logtest.Entities(eventlog.MaxEvents), 5, 2},
		{"names", full, 3, 3},
		{"bytes", large, 6, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := openIdle(t)
			for range c.appends {
				events := slices.Clone(c.batch)
				for i := range events {
					events[i].ID = event.NewID()
				}
				l.line(nil, events, func(_ eventlog.Receipt, err error) {
					if err != nil {
						t.Error(err)
					}
				})
			}
			l.run(t)
			if l.commits != c.commits {
				t.Errorf("%d commits; want %d", l.commits, c.commits)
			}
		})
	}
}

func TestAGroupSeesItsOwnEvents(t *testing.T) {
	l := openIdle(t)
	shared := logtest.Entity("shared")
	first := []event.Event{shared, logtest.Entity("other")}
	untouched := []eventlog.Condition{{Touching: []event.ID{shared.ID}}}
	l.line(untouched, first, func(r eventlog.Receipt, err error) {
		if err != nil || r.First != 1 || r.Last != 2 || r.Duplicate {
			t.Errorf("the first append: %+v, %v", r, err)
		}
	})
	l.line(untouched, first, func(r eventlog.Receipt, err error) {
		if err != nil || r.First != 1 || r.Last != 2 || !r.Duplicate {
			t.Errorf("the same again: %+v, %v", r, err)
		}
	})
	l.line(untouched, logtest.Entities(1), func(r eventlog.Receipt, err error) {
		var conflict *eventlog.ConflictError
		if !errors.As(err, &conflict) || conflict.At != 1 || conflict.Touched != shared.ID {
			t.Errorf("under the same condition: %+v, %v", r, err)
		}
	})
	l.line(nil, []event.Event{shared, logtest.Entity("new")}, func(r eventlog.Receipt, err error) {
		var reused *eventlog.ReusedError
		if !errors.As(err, &reused) || reused.ID != shared.ID {
			t.Errorf("a part of it: %+v, %v", r, err)
		}
	})
	l.line(nil, logtest.Entities(1), func(r eventlog.Receipt, err error) {
		if err != nil || r.First != 3 {
			t.Errorf("after the refused: %+v, %v", r, err)
		}
	})
	l.run(t)
	if l.commits != 1 {
		t.Errorf("%d commits; want 1", l.commits)
	}
}

func TestAppendGivesUpWaiting(t *testing.T) {
	l := openIdle(t)
	ctx, cancel := context.WithCancel(context.Background())
	release := make(chan struct{})
	l.SetCommit(func(commit func() error) error {
		cancel() // while the commit is under way
		<-release
		return commit()
	})
	l.Start()
	taken := logtest.Entity("taken")
	_, err := l.Append(ctx, "desk", nil, taken)
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "may or may not") {
		t.Errorf("a context that ends during the commit: %v", err)
	}
	close(release)
	for r, err := range l.Follow(context.Background(), 0) {
		if err != nil || r.ID != taken.ID {
			t.Errorf("the log follows with %s, %v", r.ID, err)
		}
		break
	}
	shut(t, l.Badger)
}

func TestAppendWithdraws(t *testing.T) {
	l := open(t, t.TempDir(), eventlog.Options{})
	held, release := make(chan struct{}), make(chan struct{})
	l.SetCommit(func(commit func() error) error {
		close(held)
		<-release
		return commit()
	})
	first := make(chan error)
	go func() {
		_, err := l.Append(context.Background(), "desk", nil, logtest.Entity("first"))
		first <- err
	}()
	<-held // the writer is busy, so it cannot take the next
	ctx, cancel := context.WithCancel(context.Background())
	go cancel()
	withdrawn := logtest.Entity("withdrawn")
	_, err := l.Append(ctx, "desk", nil, withdrawn)
	if !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "may or may not") {
		t.Errorf("a context that ends before the writer is free: %v", err)
	}
	close(release)
	if err := <-first; err != nil {
		t.Error(err)
	}
	if p, err := l.Find(withdrawn.ID); p != 0 || err != nil {
		t.Errorf("the withdrawn event is at %d, %v", p, err)
	}
}

// TestDirectorySync fills a write-ahead log, and wants the log to know the next by its name.
func TestDirectorySync(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	l := open(t, dir, eventlog.Options{})
	seen := []string{l.NewestWAL()}
	for len(seen) < 2 {
		e := logtest.Entity("")
		e.Payload = &event.DocumentCaptured{Text: strings.Repeat("x", event.MaxText)}
		add(t, l, e)
		if name := l.NewestWAL(); name != seen[len(seen)-1] {
			seen = append(seen, name)
		}
		found, err := filepath.Glob(filepath.Join(dir, "badger", "*.mem"))
		if err != nil || len(found) == 0 || filepath.Base(slices.Max(found)) != seen[len(seen)-1] {
			t.Fatalf("the newest of %v is not %s (%v)", found, seen[len(seen)-1], err)
		}
	}
	logtest.Check(t, l)
}
