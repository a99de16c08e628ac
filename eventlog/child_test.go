package eventlog_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// Some tests need another process: this test binary again, with its task and directory in the environment.
const (
	childTask = "ONRECORD_CHILD_TASK"
	childDir  = "ONRECORD_CHILD_DIR"
)

func TestMain(m *testing.M) {
	task, known := map[string]func(*eventlog.Badger) error{"hold": hold, "storm": storm, "one by one": oneByOne}[os.Getenv(childTask)]
	if !known {
		os.Exit(m.Run())
	}
	l, err := eventlog.Open(os.Getenv(childDir), eventlog.Options{Logger: quiet})
	if err == nil {
		err = task(l)
	}
	fmt.Fprintln(os.Stderr, "child:", err)
	os.Exit(1)
}

// hold keeps the log open until the process is killed.
func hold(*eventlog.Badger) error {
	fmt.Println("open")
	select {}
}

// storm appends from many goroutines until the process is killed, and prints the ids of each append once it is
// acknowledged. Some events are large, so that write-ahead logs fill and tables are written.
func storm(l *eventlog.Badger) error {
	failed := make(chan error)
	var print sync.Mutex
	for writer := range 16 {
		go func() {
			for i := 0; ; i++ {
				events := logtest.Entities(1 + i%3)
				if (writer+i)%8 == 0 {
					events[0].Payload = &event.DocumentCaptured{Text: strings.Repeat("text ", 8000)}
				}
				if _, err := l.Append(context.Background(), "child", nil, events...); err != nil {
					failed <- err
					return
				}
				var line strings.Builder
				for _, e := range events {
					line.WriteString(e.ID.String() + " ")
				}
				print.Lock()
				fmt.Println(line.String())
				print.Unlock()
			}
		}()
	}
	return <-failed
}

// oneByOne appends a few times from one goroutine and acknowledges each to standard output.
func oneByOne(l *eventlog.Badger) error {
	for i := range syncAppends {
		if _, err := l.Append(context.Background(), "child", nil, logtest.Entity("Entity")); err != nil {
			return err
		}
		fmt.Println("acknowledged", i+1)
	}
	if err := l.Close(); err != nil {
		return err
	}
	os.Exit(0)
	return nil
}

// child is the other process.
type child struct {
	command *exec.Cmd
	out     *bufio.Scanner
	reaped  bool
}

// start runs a task in another process; command, if any, is what to run it under.
func start(t *testing.T, task, dir string, command ...string) *child {
	t.Helper()
	args := append(command, os.Args[0])
	c := &child{command: exec.Command(args[0], args[1:]...)}
	c.command.Env = append(os.Environ(), childTask+"="+task, childDir+"="+dir)
	c.command.Stderr = os.Stderr
	out, err := c.command.StdoutPipe()
	if err == nil {
		err = c.command.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if !c.reaped {
			c.kill(t)
		}
	})
	c.out = bufio.NewScanner(out)
	return c
}

// line waits for the next line the child prints.
func (c *child) line(t *testing.T) string {
	t.Helper()
	if !c.out.Scan() {
		t.Fatalf("the child ended (%v)", c.out.Err())
	}
	return c.out.Text()
}

// kill ends the child with SIGKILL, and returns the lines it had still printed.
func (c *child) kill(t *testing.T) (rest []string) {
	t.Helper()
	c.reaped = true
	if err := c.command.Process.Kill(); err != nil {
		t.Error(err)
	}
	for c.out.Scan() {
		rest = append(rest, c.out.Text())
	}
	if err := c.command.Wait(); err == nil || err.Error() != "signal: killed" {
		t.Errorf("the child ended by itself: %v", err)
	}
	return rest
}

// TestKill kills a process in the middle of its appends, again and again, and wants all that it was told is recorded.
func TestKill(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	acknowledged := map[string]bool{}
	for cycle := range 3 {
		c := start(t, "storm", dir)
		var lines []string
		for range 100 + 100*cycle {
			lines = append(lines, c.line(t))
		}
		lines = append(lines, c.kill(t)...)
		if cut := lines[len(lines)-1]; !strings.HasSuffix(cut, " ") {
			lines = lines[:len(lines)-1] // killed while it printed
		}
		for _, line := range lines {
			for _, id := range strings.Fields(line) {
				acknowledged[id] = true
			}
		}
		l := open(t, dir, eventlog.Options{})
		records := logtest.Check(t, l)
		found := 0
		for _, r := range records {
			if acknowledged[r.ID.String()] {
				found++
			}
		}
		if found != len(acknowledged) {
			t.Fatalf("cycle %d: %d of %d acknowledged events are there", cycle, found, len(acknowledged))
		}
		t.Logf("cycle %d: %d events, %d of them acknowledged", cycle, len(records), found)
		shut(t, l)
	}
}
