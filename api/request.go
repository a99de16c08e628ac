package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// checked refuses requests that are not GraphQL over HTTP before the transports see them: theirs would answer without a
// code and repeat the body.
func checked(patience time.Duration, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		switch {
		case r.Method == http.MethodGet && streamOf(r) != overWebSocket:
			if status, why := notQuery(r.URL.RawQuery); why != "" {
				if status == http.StatusMethodNotAllowed {
					w.Header().Set("Allow", "POST, OPTIONS")
				}
				refuse(w, status, codeBadRequest, why)
				return
			}
		case r.Method == http.MethodGet, r.Method == http.MethodHead, r.Method == http.MethodOptions:
		case r.Method != http.MethodPost:
			w.Header().Set("Allow", "GET, POST, OPTIONS")
			refuse(w, http.StatusMethodNotAllowed, codeBadRequest, "send operations by POST, queries also by GET")
			return
		case media != "application/json":
			refuse(w, http.StatusUnsupportedMediaType, codeBadRequest, "send an operation as application/json")
			return
		default:
			body, err := readBody(w, r, patience)
			var large *http.MaxBytesError
			switch {
			case errors.As(err, &large):
				refuse(w, http.StatusRequestEntityTooLarge, codeBody, fmt.Sprintf("the request is larger than %d bytes", large.Limit))
				return
			case err != nil:
				refuse(w, http.StatusBadRequest, codeBadRequest, "the request broke off")
				return
			}
			if why := notOperation(body); why != "" {
				refuse(w, http.StatusBadRequest, codeBadRequest, why)
				return
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		ctx := context.WithValue(r.Context(), streamKey{}, streamOf(r))
		if streamOf(r) == overWebSocket {
			ctx = context.WithValue(ctx, connectionKey{}, &connection{})
		} else {
			r.Header.Del("Upgrade") // to something else, which gqlgen would take for a WebSocket
			lease := &lease{ResponseWriter: w, patience: patience}
			defer lease.end()
			w = lease
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// patience is how long a client may take, unless the options say otherwise.
const patience = 30 * time.Second

// readBody reads what a client sends, if it is neither too large nor too slow.
func readBody(w http.ResponseWriter, r *http.Request, patience time.Duration) ([]byte, error) {
	connection := http.NewResponseController(w)
	_ = connection.SetReadDeadline(time.Now().Add(patience)) // a writer without deadlines has no connection that could stall
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err == nil {
		_ = connection.SetReadDeadline(time.Time{})
	}
	return body, err
}

// notOperation says why a body is not an operation; nothing when it is one.
func notOperation(body []byte) string {
	var members map[string]json.RawMessage
	if !json.Valid(body) || json.Unmarshal(body, &members) != nil {
		return `the body is not a JSON object; send {"query": "...", "variables": {...}}`
	}
	for name, first := range map[string]string{"query": `"`, "operationName": `"`, "variables": "{", "extensions": "{"} {
		if value := members[name]; len(value) > 0 && string(value) != "null" && !strings.HasPrefix(string(value), first) {
			return fmt.Sprintf("%s is not %s", name, map[string]string{`"`: "a text", "{": "an object"}[first])
		}
	}
	return ""
}

// notQuery says why what an address asks is not a query, and with which status to answer; nothing when it is one, or when
// the transport finds out.
func notQuery(address string) (status int, why string) {
	asked, err := url.ParseQuery(address)
	if err != nil {
		return http.StatusBadRequest, "the address is not one: " + err.Error()
	}
	for _, name := range []string{"variables", "extensions"} {
		var members map[string]json.RawMessage
		if text := asked.Get(name); text != "" && json.Unmarshal([]byte(text), &members) != nil {
			return http.StatusBadRequest, name + " is not a JSON object"
		}
	}
	if len(asked.Get("query")) > maxDocument {
		return 0, ""
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: asked.Get("query")}, maxTokens)
	if err != nil {
		return 0, ""
	}
	operation := document.Operations.ForName(asked.Get("operationName"))
	if operation == nil || operation.Operation == ast.Query {
		return 0, ""
	}
	if operation.Operation == ast.Subscription {
		return http.StatusMethodNotAllowed, howToSubscribe
	}
	return http.StatusMethodNotAllowed, "a mutation is sent by POST"
}

// refuse answers with a failure.
func refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(failure(code, message)) // a client that went away has no use for it
}

// failure is an answer with an error alone.
func failure(code, message string) *graphql.Response {
	errorsTold.WithLabelValues(code).Inc()
	return &graphql.Response{Errors: gqlerror.List{{Message: message, Extensions: map[string]any{"code": code}}}}
}

const howToSubscribe = "subscribe over WebSocket (graphql-transport-ws), or by POST with Accept: text/event-stream"

// stream is how a request takes more than one answer; the zero stream is one that does not.
type stream string

const (
	overWebSocket stream = "WebSocket"
	overEvents    stream = "server-sent events"
)

type streamKey struct{}

func streamOf(r *http.Request) stream {
	switch {
	case r.Method == http.MethodGet && strings.EqualFold(r.Header.Get("Upgrade"), "websocket"):
		return overWebSocket
	case acceptsEvents(r):
		return overEvents
	}
	return ""
}

// acceptsEvents reports whether a client reads server-sent events.
func acceptsEvents(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "text/event-stream")
}

// onlyStreamed refuses subscriptions by plain POST, which would give the first event, or wait for ever.
func onlyStreamed(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	streamed, _ := ctx.Value(streamKey{}).(stream)
	if op := graphql.GetOperationContext(ctx).Operation; op.Operation == ast.Subscription && streamed == "" {
		return graphql.OneShot(failure(codeBadRequest, howToSubscribe))
	}
	return next(ctx)
}
