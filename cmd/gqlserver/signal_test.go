//go:build unix

package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
)

// begun is a request that the server waits for the rest of.
type begun struct {
	conn net.Conn
	rest string
}

// begin sends the first half of a mutation, and returns when the server reads the second.
func begin(t *testing.T, url string) begun {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	body := `{"query":"mutation { recordEvents(input: {events: [{entity: {kind: PERSON, name: \"Ann\"}}]}) { receipt { first } errors { message } } }"}`
	half := len(body) / 2
	fmt.Fprintf(conn, "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n", len(body))
	if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.Contains(line, "100") { // it has begun to read the body
		t.Fatalf("got %q, %v", line, err)
	}
	fmt.Fprint(conn, body[:half])
	return begun{conn, body[half:]}
}

// What the server was asked before it was told to stop is answered.
func TestStopDrains(t *testing.T) {
	dir := t.TempDir()
	c, url := child(t, dir)
	request := begin(t, url)
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	untilClosed(t, url)
	fmt.Fprint(request.conn, request.rest)
	response, err := http.ReadResponse(bufio.NewReader(request.conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil || !strings.Contains(string(answer), `"first":1`) {
		t.Errorf("got %s %v", answer, err)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("the server ended with %v", err)
	}
	if again := start(t, "--data", dir); !strings.Contains(again.said, "(1 event)") {
		t.Errorf("what it acknowledged is not there:\n%s", again.said)
	}
}

// The first signal asks, the second kills, whatever the server waits for.
func TestSecondSignalKills(t *testing.T) {
	c, url := child(t, t.TempDir())
	begin(t, url) // and never sent
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	untilClosed(t, url)
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // how it ended is looked at below
	if status := c.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != syscall.SIGINT {
		t.Errorf("the server ended with %v; want the signal to have killed it", c.ProcessState)
	}
}
