package api

import (
	"context"
	"fmt"
	"math"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"onrecord/access"
)

const (
	queueTime  = time.Second // how long an operation waits for others to end
	burst      = 2 * time.Second
	maxClients = 10_000 // that are told apart, for the rate
)

// load is what the server is asked at a time. Subscriptions mostly wait, and are not counted.
type load struct {
	gate  *access.Gate
	slots chan struct{} // one for each query or mutation that is being answered
	every time.Duration // between operations of a client in the long run; 0 is no limit

	mu      sync.Mutex           // guards clients
	clients map[string]time.Time // when each would have asked its last operation at an even pace
}

// newLoad limits the operations at a time, and those of each client in a second. 0 is 32 for each core, and no limit.
func newLoad(gate *access.Gate, atOnce int, rate float64) *load {
	if atOnce == 0 {
		atOnce = 32 * runtime.GOMAXPROCS(0)
	}
	l := &load{gate: gate, slots: make(chan struct{}, atOnce), clients: map[string]time.Time{}}
	if rate > 0 {
		l.every = time.Duration(float64(time.Second) / rate)
	}
	return l
}

// wait is how long a client has to wait until it may ask again; 0 or less when it may ask now, which is then counted.
func (l *load) wait(client string, now time.Time) time.Duration {
	if l.every == 0 {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	due := l.clients[client]
	if due.Before(now) {
		due = now
	}
	if early := due.Sub(now) - burst; early > 0 {
		return early
	}
	l.forget(now)
	l.clients[client] = due.Add(l.every)
	return 0
}

// forget makes room for clients. Those that have asked nothing lately are like new ones.
func (l *load) forget(now time.Time) {
	if len(l.clients) < maxClients {
		return
	}
	for client, due := range l.clients {
		if due.Before(now) {
			delete(l.clients, client)
		}
	}
	if len(l.clients) >= maxClients {
		clear(l.clients)
	}
}

// client is who is held to the rate: who logged in, or else an address.
func (l *load) client(ctx context.Context, address string) string {
	if caller, known := access.From(ctx); known && l.gate.Login() {
		return "name " + caller.Name
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	return "address " + host
}

// take waits for a slot, not longer than queueTime.
func (l *load) take(ctx context.Context) bool {
	select {
	case l.slots <- struct{}{}:
		return true
	default:
	}
	late := time.NewTimer(queueTime)
	defer late.Stop()
	select {
	case l.slots <- struct{}{}:
		return true
	case <-late.C:
	case <-ctx.Done():
	}
	return false
}

func (l *load) release() { <-l.slots }

const (
	tooOften   = "more operations than %.3g a second; wait, and ask again"
	overloaded = "the server is answering as much as it can; ask again soon"
)

// paced refuses requests of clients that ask too often.
func (l *load) paced(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := context.WithValue(r.Context(), addressKey{}, r.RemoteAddr)
		if wait := l.wait(l.client(ctx, r.RemoteAddr), time.Now()); wait > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
			refuse(w, http.StatusTooManyRequests, codeRate, fmt.Sprintf(tooOften, l.rate()))
			return
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// rate is how many operations a client may ask for in a second.
func (l *load) rate() float64 { return float64(time.Second) / float64(l.every) }

type addressKey struct{}

// shed refuses queries and mutations while too many are being answered.
func (l *load) shed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if streamOf(r) != "" {
			next.ServeHTTP(w, r)
			return
		}
		if !l.take(r.Context()) {
			w.Header().Set("Retry-After", "1")
			refuse(w, http.StatusServiceUnavailable, codeOverloaded, overloaded)
			return
		}
		s := &slot{ResponseWriter: w, release: sync.OnceFunc(l.release)}
		defer s.release()
		next.ServeHTTP(s, r)
	})
}

// slot is given back when the answer is there: a client that reads it slowly does not keep others waiting.
type slot struct {
	http.ResponseWriter
	release func()
}

// Write implements [http.ResponseWriter].
func (s *slot) Write(b []byte) (int, error) {
	s.release()
	return s.ResponseWriter.Write(b)
}

// Unwrap lets [http.ResponseController] reach the connection.
func (s *slot) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// overSocket does for what comes over a WebSocket what paced and shed do for requests.
func (l *load) overSocket(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	if connectionOf(ctx) == nil {
		return next(ctx)
	}
	address, _ := ctx.Value(addressKey{}).(string)
	if l.wait(l.client(ctx, address), time.Now()) > 0 {
		return graphql.OneShot(failure(codeRate, fmt.Sprintf(tooOften, l.rate())))
	}
	if graphql.GetOperationContext(ctx).Operation.Operation == ast.Subscription {
		return next(ctx)
	}
	if !l.take(ctx) {
		return graphql.OneShot(failure(codeOverloaded, overloaded))
	}
	release := sync.OnceFunc(l.release)
	context.AfterFunc(ctx, release) // gqlgen ends the context of each operation
	answers := next(ctx)
	return func(ctx context.Context) *graphql.Response {
		defer release()
		return answers(ctx)
	}
}
