package api

import (
	"context"
	"log/slog"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"onrecord/access"
)

// The codes of what somebody may not do.
const (
	codeUnauthenticated = "UNAUTHENTICATED" // who asks is not known
	codeForbidden       = "FORBIDDEN"       // who asks may not do this
)

func init() {
	errcode.RegisterErrorType(codeUnauthenticated, errcode.KindUser)
	errcode.RegisterErrorType(codeForbidden, errcode.KindUser)
}

// needs is the role that each field of Mutation takes. Queries and subscriptions are open to readers.
var needs = map[string]access.Role{
	"recordEvents": access.Recorder,
	"erasePayload": access.Administrator,
}

// needed is the role that a root field takes. A mutation that was forgotten above is for administrators.
func needed(kind ast.Operation, field string) access.Role {
	if kind != ast.Mutation || strings.HasPrefix(field, "__") {
		return access.Reader
	}
	if role, listed := needs[field]; listed {
		return role
	}
	return access.Administrator
}

// roleLimit refuses operations whose root fields the caller has no role for, before anything is resolved.
type roleLimit struct{}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = roleLimit{}

// ExtensionName implements [graphql.HandlerExtension].
func (roleLimit) ExtensionName() string { return "RoleLimit" }

// Validate implements [graphql.HandlerExtension].
func (roleLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext implements [graphql.OperationContextMutator]. It changes nothing.
func (roleLimit) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	caller, known := access.From(ctx)
	if !known {
		return coded(codeUnauthenticated, "%v", access.ErrMissing)
	}
	if op.Operation == nil {
		return nil
	}
	kind := op.Operation.Operation
	for _, field := range rootFields(op.Operation.SelectionSet) {
		if role := needed(kind, field); !caller.May(role) {
			return coded(codeForbidden, "%s takes the role %s; %q has the role %s", field, role, caller.Name, caller.Role)
		}
	}
	return nil
}

// rootFields are the names of the fields of an operation, those in fragments and those left out by @skip too.
func rootFields(set ast.SelectionSet) (names []string) {
	for _, selection := range set {
		switch selected := selection.(type) {
		case *ast.Field:
			names = append(names, selected.Name)
		case *ast.InlineFragment:
			names = append(names, rootFields(selected.SelectionSet)...)
		case *ast.FragmentSpread:
			names = append(names, rootFields(selected.Definition.SelectionSet)...)
		}
	}
	return names
}

// identified finds out who asks, and refuses those it does not know. A WebSocket may also say so in its first message.
func identified(gate *access.Gate, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, authorization := r.Context(), r.Header.Get("Authorization")
		if r.Method == http.MethodOptions || streamOf(r) == overWebSocket && authorization == "" && gate.Login() {
			next.ServeHTTP(w, r)
			return
		}
		caller, err := gate.Know(ctx, authorization)
		if err != nil {
			turnAway(w, r, err)
			return
		}
		ctx = access.With(ctx, caller)
		if streamOf(r) == overEvents {
			lasting, end := caller.While(ctx)
			defer end()
			ctx = lasting
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// turnAway answers somebody who is not known, or may do nothing here.
func turnAway(w http.ResponseWriter, r *http.Request, err error) {
	switch status := access.Status(err); status {
	case http.StatusForbidden:
		refuse(w, status, codeForbidden, err.Error())
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", "Bearer")
		refuse(w, status, codeUnauthenticated, err.Error())
	default:
		slog.ErrorContext(r.Context(), "nobody can be known", "error", err)
		refuse(w, status, codeUnavailable, "it cannot be found out now who asks; the server's log says why")
	}
}

// greet finds out who opened a WebSocket, by the header or by the first message, and ends it when that is not true any more.
func greet(gate *access.Gate) transport.WebsocketInitFunc {
	return func(ctx context.Context, said transport.InitPayload) (context.Context, *transport.InitPayload, error) {
		caller, known := access.From(ctx)
		if !known {
			var err error
			if caller, err = gate.Know(ctx, said.Authorization()); err != nil {
				return transport.AppendCloseReason(transport.WithWebsocketCloseCode(ctx, closeForbidden), "Forbidden"), nil, err
			}
		}
		lasting, end := caller.While(access.With(ctx, caller))
		context.AfterFunc(ctx, end)
		connectionOf(ctx).lasts(lasting)
		return lasting, nil, nil
	}
}

// coded is an error with a code.
func coded(code, format string, args ...any) *gqlerror.Error {
	err := gqlerror.Errorf(format, args...)
	errcode.Set(err, code)
	return err
}
