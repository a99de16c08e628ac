package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"

	"onrecord/access"
)

const (
	maxOperations  = 100              // at a time on a WebSocket
	maxMessage     = 1 << 20          // bytes of a message from a client, over a WebSocket
	initTime       = 10 * time.Second // for a client to say that it is there
	pingTime       = 20 * time.Second // between pings; a client that answers none for twice that is gone
	closeForbidden = 4403             // the close code of graphql-transport-ws for those who may not
)

// connection is what is known of a WebSocket.
type connection struct {
	mu      sync.Mutex // guards the rest
	open    int        // operations
	lasting context.Context
}

type connectionKey struct{}

// connectionOf is the WebSocket that an operation came over; nil for another way.
func connectionOf(ctx context.Context) *connection {
	c, _ := ctx.Value(connectionKey{}).(*connection)
	return c
}

// begin counts an operation, unless there are too many.
func (c *connection) begin() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open >= maxOperations {
		return false
	}
	c.open++
	return true
}

func (c *connection) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open--
}

// lasts remembers the context whose end is the end of the connection.
func (c *connection) lasts(ctx context.Context) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lasting = ctx
}

// unknown reports whether the connection ends because its caller is not known any more.
func (c *connection) unknown() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.lasting != nil && errors.Is(context.Cause(c.lasting), access.ErrUnknown)
}

// counted refuses operations when too many are open on their WebSocket.
func counted(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	c := connectionOf(ctx)
	if c == nil {
		return next(ctx)
	}
	if !c.begin() {
		return graphql.OneShot(failure(codeOperations, fmt.Sprintf("more than %d operations at a time on a connection; end some, or open another", maxOperations)))
	}
	end := sync.OnceFunc(c.end)
	context.AfterFunc(ctx, end) // gqlgen ends the context of each operation
	answers := next(ctx)
	return func(ctx context.Context) *graphql.Response {
		answer := answers(ctx)
		if answer == nil {
			end() // before the client hears of it
		}
		return answer
	}
}

// newWebSocket is the transport over WebSockets.
func newWebSocket(o Options) transport.Websocket {
	most := int64(maxMessage)
	accept := sockets{patience: o.Patience}
	accept.AcceptOptions.OriginPatterns = o.Origins
	return transport.Websocket{Implementation: accept, InitFunc: greet(o.Gate), PayloadReadLimit: &most,
		InitTimeout: min(initTime, o.Patience), PingPongInterval: min(pingTime, o.Patience)}
}

// sockets accepts WebSockets whose clients cannot keep the server waiting.
type sockets struct {
	transport.CoderWebsocketImplementation
	patience time.Duration // for a client to take a message
}

// Accept implements [transport.WebsocketImplementation].
func (s sockets) Accept(w http.ResponseWriter, r *http.Request, o transport.WebsocketAcceptOptions) (transport.WebsocketConn, error) {
	accepted, err := s.CoderWebsocketImplementation.Accept(w, r, o)
	if err != nil {
		return nil, err
	}
	return &socket{accepted, s.patience, connectionOf(r.Context())}, nil
}

// socket is a WebSocket that is closed when its client does not take a message in time.
type socket struct {
	transport.WebsocketConn
	patience   time.Duration
	connection *connection
}

var _ interface {
	transport.WebsocketReadLimiter
	transport.WebsocketReadDeadliner
} = (*socket)(nil)

// WriteJSON implements [transport.WebsocketConn].
func (s *socket) WriteJSON(v any) error {
	late := time.AfterFunc(s.patience, func() { _ = s.Close() }) // the write then fails
	defer late.Stop()
	return s.WebsocketConn.WriteJSON(v)
}

// WriteClose implements [transport.WebsocketConn]. It says so when the caller is not known any more.
func (s *socket) WriteClose(code int, message string) error {
	if s.connection.unknown() {
		code, message = closeForbidden, "Forbidden"
	}
	return s.WebsocketConn.WriteClose(code, message)
}

// SetReadLimit implements [transport.WebsocketReadLimiter].
func (s *socket) SetReadLimit(limit int64) {
	if limiter, is := s.WebsocketConn.(transport.WebsocketReadLimiter); is {
		limiter.SetReadLimit(limit)
	}
}

// SetReadDeadline implements [transport.WebsocketReadDeadliner].
func (s *socket) SetReadDeadline(t time.Time) error {
	if deadliner, is := s.WebsocketConn.(transport.WebsocketReadDeadliner); is {
		return deadliner.SetReadDeadline(t)
	}
	return nil
}
