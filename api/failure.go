package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"onrecord/access"
	"onrecord/api/model"
	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/search"
)

// The codes of what no argument is to blame for.
const (
	codeBadRequest  = "BAD_REQUEST" // not GraphQL, or too much of it
	codeTimeout     = "TIMEOUT"
	codeUnavailable = "UNAVAILABLE" // nothing is wrong with the operation; it cannot be had now
)

// present shows an error to clients: what they can mend with its code and the path of the input field, and of faults of ours
// only that there is one. Those are logged.
func present(ctx context.Context, err error) *gqlerror.Error {
	shown := explained(ctx, err)
	if code, is := shown.Extensions["code"].(string); is {
		errorsTold.WithLabelValues(code).Inc()
	}
	return shown
}

func explained(ctx context.Context, err error) *gqlerror.Error {
	shown := graphql.DefaultErrorPresenter(ctx, err)
	var input *model.InputError
	switch {
	case errors.As(err, &input):
		shown.Message = input.Message
		shown.Extensions = map[string]any{"code": input.Code}
		field := input.Field
		if field == nil { // the value did not fit its type; the path goes on to it
			shown.Path, field = argument(ctx, shown.Path)
		}
		if field != nil {
			shown.Extensions["field"] = field
		}
		for key, value := range input.Detail {
			shown.Extensions[key] = value
		}
	case shown.Extensions["code"] == errcode.ValidationFailed:
		misread(ctx, shown)
	case shown.Extensions["code"] == errcode.ParseFailed && strings.HasPrefix(shown.Message, "exceeded token limit"):
		shown.Message = fmt.Sprintf("query has more than %d tokens; send what is large in variables", maxTokens)
		shown.Extensions["code"] = codeTokens
	case shown.Extensions["code"] != nil: // given with the error
	case errors.Is(err, access.ErrUnknown):
		shown.Message, shown.Extensions = err.Error(), map[string]any{"code": codeUnauthenticated}
	case errors.Is(err, context.DeadlineExceeded):
		shown.Message, shown.Extensions = "the operation took too long", map[string]any{"code": codeTimeout}
	case errors.Is(err, context.Canceled):
		shown.Message, shown.Extensions = "the operation was cancelled", map[string]any{"code": "CANCELLED"}
	case errors.Is(err, event.ErrErased):
		shown.Message, shown.Extensions = "what this shows was erased in the meantime; ask again", map[string]any{"code": codeUnavailable}
	case errors.As(err, new(*search.BehindError)):
		shown.Message, shown.Extensions = err.Error()+"; ask again soon", map[string]any{"code": codeUnavailable}
	case errors.Is(err, eventlog.ErrClosed):
		shown.Message, shown.Extensions = "the server is stopping", map[string]any{"code": codeUnavailable}
	case errors.Is(err, eventlog.ErrPoisoned):
		slog.ErrorContext(ctx, "operation failed", "path", shown.Path.String(), "error", err)
		shown.Message = "the log takes no events after a failed write, until its files can be opened anew; the server's log says why"
		shown.Extensions = map[string]any{"code": codeUnavailable}
	case errors.Is(err, eventlog.ErrNoSpace):
		shown.Message = "the disk of the log is too full: nothing was recorded; questions are answered, and events taken again when there is room"
		shown.Extensions = map[string]any{"code": codeUnavailable}
	case errors.Is(err, eventlog.ErrTampered):
		slog.ErrorContext(ctx, "operation failed", "path", shown.Path.String(), "error", err)
		shown.Message = "the log is damaged here, and takes no events; the server's log says where"
		shown.Extensions = map[string]any{"code": codeUnavailable}
	case shown.Unwrap() == nil: // said by the transport; faults below it are wrapped
		shown.Extensions = map[string]any{"code": codeBadRequest}
	default:
		slog.ErrorContext(ctx, "operation failed", "path", shown.Path.String(), "error", err)
		shown.Message, shown.Extensions = "something went wrong here; the server's log says what", map[string]any{"code": "INTERNAL"}
	}
	return shown
}

// argument takes apart the path of an error: that of the field of the answer, and where it goes on from there the argument,
// and the fields inside it.
func argument(ctx context.Context, whole ast.Path) (path ast.Path, field []string) {
	if at := graphql.GetFieldContext(ctx); at != nil {
		if n := len(at.Path()); n < len(whole) {
			return whole[:n], names(whole[n:])
		}
	}
	return whole, nil
}

// names are the steps of a path.
func names(path ast.Path) (all []string) {
	for _, step := range path {
		all = append(all, fmt.Sprint(step))
	}
	return all
}

// misread says of an operation that does not fit the schema what gqlgen and gqlparser leave out: which variable, and what
// operations there are.
func misread(ctx context.Context, shown *gqlerror.Error) {
	if len(shown.Path) > 1 && shown.Path[0] == ast.PathName("variable") {
		field := names(shown.Path[1:])
		shown.Message = fmt.Sprintf("$%s: %s", strings.Join(field, "."), shown.Message)
		shown.Path, shown.Extensions["field"] = nil, field
		return
	}
	if !graphql.HasOperationContext(ctx) {
		return
	}
	op := graphql.GetOperationContext(ctx)
	if op.Doc == nil || op.Operation != nil || len(op.Doc.Operations) == 0 {
		return
	}
	var called []string
	for _, operation := range op.Doc.Operations {
		if operation.Name != "" {
			called = append(called, strconv.Quote(operation.Name))
		}
	}
	shown.Message = fmt.Sprintf("no operation is called %q", op.OperationName)
	if op.OperationName == "" {
		shown.Message = "there are several operations; say in operationName which one to run"
	}
	if len(called) > 0 {
		shown.Message += "; there are " + strings.Join(called, ", ")
	}
}

// recovered turns a panic into an error that present does not show.
func recovered(_ context.Context, panicked any) error {
	var number *strconv.NumError // gqlparser panics with it, for a literal that no number can hold
	if err, ok := panicked.(error); ok && errors.As(err, &number) {
		return &model.InputError{Code: model.CodeInvalid, Message: number.Num + " is not a number that can be had here"}
	}
	return fmt.Errorf("panic: %v\n%s", panicked, debug.Stack())
}
