package main

import (
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// Clients that send the head of a request a bit at a time (slow loris) are cut off, and keep nobody from being answered.
func TestSlowHeads(t *testing.T) {
	t.Parallel() // it mostly waits
	s := start(t, "--data", t.TempDir())
	var slow []net.Conn
	for range 200 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		fmt.Fprint(conn, "POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-A")
		slow = append(slow, conn)
	}
	began := time.Now()
	if _, err := record(limited(t), s.url, person("Ann")); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > headerTime {
		t.Errorf("another had to wait %v", took)
	}
	for _, conn := range slow {
		if err := conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, conn); err != nil {
			t.Fatalf("it was not cut off: %v", err)
		}
	}
}
