package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"onrecord/event"
)

// child runs the server as a process of its own, and returns when it is ready.
func child(t *testing.T, dir string) (*exec.Cmd, string) {
	t.Helper()
	c := exec.Command("gqlserver", "serve", "--addr", "127.0.0.1:0", "--data", dir, "--as", "desk")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill() // it may have ended by itself
		_ = c.Wait()
	})
	lines, url := bufio.NewScanner(out), ""
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "Ready.") {
		if found := appLine.FindStringSubmatch(lines.Text()); found != nil {
			url = found[1]
		}
	}
	if url == "" || lines.Text() == "" {
		t.Fatal("the server did not get ready")
	}
	go io.Copy(io.Discard, out)
	return c, url
}

// batch is some people with ids, so that recording them twice changes nothing.
type batch struct {
	ids    []event.ID
	events []any
	ack    *receipt // nil: not acknowledged
}

func newBatch(writer, number int) *batch {
	b := &batch{}
	for i := range 3 {
		id := event.NewID()
		b.ids = append(b.ids, id)
		b.events = append(b.events, map[string]any{"entity": map[string]any{"id": id, "kind": "PERSON", "name": fmt.Sprintf("Person %d-%d-%d", writer, number, i)}})
	}
	return b
}

// What was acknowledged survives a kill at any moment; what was not is there as a whole or not at all, and sending all of
// it again makes sure.
func TestKill(t *testing.T) {
	const writers, enough = 6, 60
	dir, ctx := t.TempDir(), limited(t)
	server, url := child(t, dir)

	var sent [writers][]*batch
	var acknowledged atomic.Int64
	var kill sync.Once
	var writing sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for number := 0; ; number++ {
				b := newBatch(w, number)
				sent[w] = append(sent[w], b)
				got, err := record(ctx, url, b.events...)
				if err != nil { // it was killed
					return
				}
				b.ack = &got
				if acknowledged.Add(1) >= enough {
					kill.Do(func() { _ = server.Process.Kill() })
				}
			}
		})
	}
	writing.Wait()
	if got := acknowledged.Load(); got < enough {
		t.Fatalf("only %d appends were acknowledged", got)
	}
	_ = server.Wait() // it was killed

	_, url = child(t, dir)
	before := readLog(ctx, t, url)
	for _, batches := range sent {
		for _, b := range batches {
			checkBatch(ctx, t, url, b, before)
		}
	}
	if after := readLog(ctx, t, url); len(after) < len(before) || len(after) > len(before)+3*writers {
		t.Errorf("%d events after sending all again, %d before", len(after), len(before))
	}
}

// checkBatch looks for a batch in the log, and sends it again.
func checkBatch(ctx context.Context, t *testing.T, url string, b *batch, log map[event.ID]event.Position) {
	t.Helper()
	first, whole := log[b.ids[0]], 0
	for i, id := range b.ids {
		if at := log[id]; at != 0 && at == first+event.Position(i) {
			whole++
		}
	}
	switch {
	case whole != 0 && whole != len(b.ids):
		t.Errorf("of a batch at position %d only %d events are there", first, whole)
	case b.ack != nil && (whole == 0 || b.ack.First != first):
		t.Errorf("acknowledged at position %d, found at %d", b.ack.First, first)
	}
	again, err := record(ctx, url, b.events...)
	if err != nil {
		t.Fatalf("send again: %v", err)
	}
	if again.Duplicate != (whole > 0) || whole > 0 && again.First != first {
		t.Errorf("sent again, the receipt of what is at position %d says %+v", first, again)
	}
}

// readLog reads the whole log and checks that its positions have no gaps.
func readLog(ctx context.Context, t *testing.T, url string) map[event.ID]event.Position {
	t.Helper()
	all := map[event.ID]event.Position{}
	for last := event.Position(0); ; {
		var page struct {
			Log struct {
				Nodes []struct {
					ID       event.ID
					Position event.Position
				}
				TotalCount int
			}
		}
		err := query(ctx, url, operation{`query($after: Position) { log(after: $after, first: 1000) { totalCount nodes { id position } } }`,
			map[string]any{"after": last}}, &page)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Log.Nodes) == 0 {
			return all
		}
		for _, n := range page.Log.Nodes {
			if n.Position != last+1 {
				t.Fatalf("position %d after %d", n.Position, last)
			}
			last = n.Position
			all[n.ID] = last
		}
	}
}
