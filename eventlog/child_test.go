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

// storm appends from many goroutines until the process is killed. It prints the ids of each append with a word before it
// appends, and with another once that is acknowledged. Some events are large, so that write-ahead logs fill and tables
// are written.
func storm(l *eventlog.Badger) error {
	failed := make(chan error)
	var print sync.Mutex
	say := func(word string, events []event.Event) {
		print.Lock()
		defer print.Unlock()
		for _, e := range events {
			if word += " " + e.ID.String(); e.Payload.Type() == event.TypeDocumentCaptured {
				word += large
			}
		}
		fmt.Println(word + " .")
	}
	for writer := range 16 {
		go func() {
			for i := 0; ; i++ {
				events := make([]event.Event, 1+i%3)
				for n := range events {
					events[n] = stormEvent(event.NewID(), n == 0 && (writer+i)%8 == 0)
				}
				say("append", events)
				if _, err := l.Append(context.Background(), "child", nil, events...); err != nil {
					failed <- err
					return
				}
				say("acknowledged", events)
			}
		}()
	}
	return <-failed
}

// large is written behind the id of a large event.
const large = "+large"

// stormEvent is the event that a storm appends under an id.
func stormEvent(id event.ID, large bool) event.Event {
	if large {
		return event.Event{ID: id, Payload: &event.DocumentCaptured{Text: strings.Repeat(id.String()+" ", 1000)}}
	}
	return event.Event{ID: id, Payload: &event.EntityDescribed{Kind: event.KindPerson, Name: id.String()}}
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
