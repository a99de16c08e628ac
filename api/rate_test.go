package api

import (
	"context"
	"strconv"
	"testing"
	"time"

	"onrecord/access"
)

// A client may ask so often in the long run, with two seconds' worth at once, and is told when to come again.
func TestRate(t *testing.T) {
	l, now := newLoad(access.Open("me"), 0, 10), time.Unix(1e9, 0)
	passed := func(client string) (n int) {
		for l.wait(client, now) <= 0 {
			n++
		}
		return n
	}
	if n := passed("a"); n != 21 {
		t.Errorf("%d at once, want 21: two seconds' worth, and one", n)
	}
	if wait := l.wait("a", now); wait != 100*time.Millisecond {
		t.Errorf("it has to wait %v; want a tenth of a second", wait)
	}
	if n := passed("b"); n != 21 {
		t.Errorf("another one got %d", n)
	}
	now = now.Add(time.Second)
	if n := passed("a"); n != 10 {
		t.Errorf("%d a second later, want 10", n)
	}
	now = now.Add(time.Hour)
	if n := passed("a"); n != 21 {
		t.Errorf("%d after an hour, want 21", n)
	}
}

// However many clients come, memory does not grow; those that have not asked lately are forgotten first.
func TestManyClients(t *testing.T) {
	l, now := newLoad(access.Open("me"), 0, 1), time.Unix(1e9, 0)
	for l.wait("busy", now.Add(time.Minute)) <= 0 {
	}
	for i := range maxClients - 1 {
		l.wait(strconv.Itoa(i), now)
	}
	now = now.Add(time.Minute)
	l.wait("one more", now)
	if len(l.clients) != 2 || l.wait("busy", now) <= 0 {
		t.Errorf("%d are known; want the busy one and the last", len(l.clients))
	}
	for i := range 3 * maxClients {
		l.wait(strconv.Itoa(i), now)
	}
	if len(l.clients) > maxClients {
		t.Errorf("%d are known", len(l.clients))
	}
}

func TestNoRate(t *testing.T) {
	l := newLoad(access.Open("me"), 0, 0)
	for range 100_000 {
		if wait := l.wait("a", time.Unix(1e9, 0)); wait > 0 {
			t.Fatal(wait)
		}
	}
}

// Where people log in they are held to the rate by name, elsewhere by address.
func TestClient(t *testing.T) {
	named := access.With(context.Background(), access.Caller{Name: "desk"})
	for _, c := range []struct {
		gate    *access.Gate
		ctx     context.Context
		address string
		want    string
	}{
		{access.Open("me"), named, "192.0.2.1:1234", "address 192.0.2.1"},
		{access.Open("me"), named, "[2001:db8::1]:1234", "address 2001:db8::1"},
		{access.New(nil, nil), named, "192.0.2.1:1234", "name desk"},
		{access.New(nil, nil), context.Background(), "192.0.2.1:1234", "address 192.0.2.1"},
	} {
		if got := newLoad(c.gate, 0, 1).client(c.ctx, c.address); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
