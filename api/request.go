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

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// checked refuses requests that are not GraphQL over HTTP before the transports see them: theirs would answer without a
// code and repeat the body.
func checked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		switch {
		case r.Method == http.MethodGet && streamOf(r) != overWebSocket:
			if status, why := notQuery(r.URL.RawQuery); why != "" {
				if status == http.StatusMethodNotAllowed {
					w.Header().Set("Allow", "POST, OPTIONS")
				}
				refuse(w, status, why)
				return
			}
		case r.Method == http.MethodGet, r.Method == http.MethodHead, r.Method == http.MethodOptions:
		case r.Method != http.MethodPost:
			w.Header().Set("Allow", "GET, POST, OPTIONS")
			refuse(w, http.StatusMethodNotAllowed, "send operations by POST, queries also by GET")
			return
		case media != "application/json":
			refuse(w, http.StatusUnsupportedMediaType, "send an operation as application/json")
			return
		default:
			body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
			var large *http.MaxBytesError
			switch {
			case errors.As(err, &large):
				refuse(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the request is larger than %d bytes", large.Limit))
				return
			case err != nil:
				refuse(w, http.StatusBadRequest, "the request broke off")
				return
			}
			if why := notOperation(body); why != "" {
				refuse(w, http.StatusBadRequest, why)
				return
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		if acceptsEvents(r) {
			lease := &lease{ResponseWriter: w}
			defer lease.end()
			w = lease
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), streamKey{}, streamOf(r))))
	})
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
func refuse(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(failure(message)) // a client that went away has no use for it
}

// failure is an answer with an error alone.
func failure(message string) *graphql.Response {
	return &graphql.Response{Errors: gqlerror.List{{Message: message, Extensions: map[string]any{"code": codeBadRequest}}}}
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
	case strings.EqualFold(r.Header.Get("Upgrade"), "websocket"):
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
		return graphql.OneShot(failure(howToSubscribe))
	}
	return next(ctx)
}
