package logtest

import (
	"context"
	"runtime"
	"strings"
	"sync"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
)

func follow(t *testing.T, l eventlog.Log) {
	const followers, before, after = 4, 300, 200
	add(t, l, Entities(before)...)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	together(followers+1, func(i int) {
		if i == followers { // the writer
			for range after {
				if _, err := l.Append(ctx, desk, nil, Entity("live")); err != nil {
					t.Errorf("append: %v", err)
					cancel()
					return
				}
			}
			return
		}
		from := event.Position(i * before / (followers - 1)) // from the start, from the head, from between
		want := from + 1
		for r, err := range l.Follow(ctx, from) {
			if err != nil || r.Position != want {
				t.Errorf("Follow(%d) yields %d, %v; want %d", from, r.Position, err, want)
				return
			}
			if want++; want > before+after {
				return
			}
		}
		t.Errorf("Follow(%d) ended before %d", from, want)
	})
	Check(t, l)
}

func slow(t *testing.T, l eventlog.Log) {
	const events = 2000
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	add(t, l, Entity("first"))
	want := event.Position(1)
	for r, err := range l.Follow(ctx, 0) {
		if err != nil || r.Position != want {
			t.Fatalf("Follow yields %d, %v; want %d", r.Position, err, want)
		}
		if want == 1 { // the reader is busy while all the rest is recorded
			for range events / eventlog.MaxEvents {
				add(t, l, Entities(eventlog.MaxEvents)...)
			}
		}
		if want++; want > 1+events {
			break
		}
	}
}

func followEnds(t *testing.T, l eventlog.Log) {
	add(t, l, Entities(3)...)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	seen := 0
	for _, err := range l.Follow(ctx, 0) { // ends while there is more to read
		if err != nil {
			t.Fatalf("Follow yields %v", err)
		}
		seen++
		cancel()
	}
	if seen != 1 {
		t.Errorf("%d records after the end of the context", seen-1)
	}
	for r, err := range l.Follow(ctx, 0) {
		t.Errorf("Follow with an ended context yields %d, %v", r.Position, err)
	}
	ctx, cancelWaiting := context.WithCancel(context.Background())
	defer cancelWaiting()
	for r, err := range l.Follow(ctx, 1) { // ends while it waits
		if err != nil {
			t.Fatalf("Follow yields %v", err)
		}
		if r.Position == 3 {
			go cancelWaiting()
		}
	}
	together(2, func(i int) {
		if i == 0 {
			if _, err := l.Append(context.Background(), desk, nil, Entities(3)...); err != nil {
				t.Errorf("append: %v", err)
			}
			return
		}
		for r, err := range l.Follow(context.Background(), 5) { // from beyond the head
			if err != nil || r.Position != 6 {
				t.Errorf("Follow(5) yields %d, %v", r.Position, err)
			}
			break
		}
	})
}

func readEnds(t *testing.T, l eventlog.Log) {
	add(t, l, Entities(600)...)
	for range l.Read(context.Background(), 0) {
		break
	}
	records := l.Read(context.Background(), 590)
	add(t, l, Entity("after the call"))
	n := 0
	for r, err := range records {
		if err != nil {
			t.Fatal(err)
		}
		n++
		if r.Position > 600 {
			t.Errorf("Read yields %d, which came after the call", r.Position)
		}
	}
	if n != 10 {
		t.Errorf("Read(590) yields %d records up to 600", n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var last error
	n = 0
	for _, err := range l.Read(ctx, 0) {
		if last = err; err == nil {
			n++
			cancel()
		}
	}
	wantError(t, "Read with an ended context", last, context.Canceled)
	if n != 1 {
		t.Errorf("%d records after the end of the context", n-1)
	}
}

// stalled lets followers stop at their first event while many more are recorded. They may hold a page each, and not what
// comes after: queues for them would hold all of it, each.
func stalled(t *testing.T, l eventlog.Log) {
	const followers, appends, size, most = 64, 256, 128 << 10, 384 << 20
	add(t, l, Entity("first"))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	release := make(chan struct{})
	var there, done sync.WaitGroup
	there.Add(followers)
	for range followers {
		done.Go(func() {
			want := event.Position(1)
			for r, err := range l.Follow(ctx, 0) {
				if err != nil || r.Position != want {
					t.Errorf("Follow yields %d, %v; want %d", r.Position, err, want)
					return
				}
				if want == 1 {
					there.Done()
					<-release
				}
				if want++; want > 4 { // enough to see that it goes on
					return
				}
			}
		})
	}
	there.Wait()
	before := heap()
	for i := range appends {
		e := Entity("")
		e.Payload = &event.DocumentCaptured{Text: strings.Repeat(string(rune('a'+i%26)), size)}
		add(t, l, e)
	}
	if after := heap(); after > before+most {
		t.Errorf("while %d followers stood still, %d MiB of events made the heap grow by %d MiB", followers, appends*size>>20, (after-before)>>20)
	}
	close(release)
	done.Wait()
}

// heap is how many bytes are in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
