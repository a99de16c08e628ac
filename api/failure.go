package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"onrecord/api/model"
	"onrecord/eventlog"
)

// The codes of what no argument is to blame for.
const (
	codeBadRequest  = "BAD_REQUEST" // not GraphQL, or too much of it
	codeTimeout     = "TIMEOUT"
	codeUnavailable = "UNAVAILABLE" // nothing is wrong with the operation; the log does not take it now
)

// present shows an error to clients: what they can mend with its code and the path of the input field, and of faults of ours
// only that there is one. Those are logged.
func present(ctx context.Context, err error) *gqlerror.Error {
	shown := graphql.DefaultErrorPresenter(ctx, err)
	var input *model.InputError
	switch {
	case errors.As(err, &input):
		shown.Message = input.Message
		shown.Extensions = map[string]any{"code": input.Code}
		if input.Field != nil { // else the path ends with it
			shown.Extensions["field"] = input.Field
		}
		for key, value := range input.Detail {
			shown.Extensions[key] = value
		}
	case shown.Extensions["code"] != nil: // parsing and validation have given one
	case errors.Is(err, context.DeadlineExceeded):
		shown.Message, shown.Extensions = "the operation took too long", map[string]any{"code": codeTimeout}
	case errors.Is(err, context.Canceled):
		shown.Message, shown.Extensions = "the operation was cancelled", map[string]any{"code": "CANCELLED"}
	case errors.Is(err, eventlog.ErrClosed):
		shown.Message, shown.Extensions = "the server is stopping", map[string]any{"code": codeUnavailable}
	case errors.Is(err, eventlog.ErrPoisoned):
		slog.ErrorContext(ctx, "operation failed", "path", shown.Path.String(), "error", err)
		shown.Message = "the log has stopped taking events after a failed write; restart the server"
		shown.Extensions = map[string]any{"code": codeUnavailable}
	case shown.Unwrap() == nil: // said by the transport; faults below it are wrapped
		shown.Extensions = map[string]any{"code": codeBadRequest}
	default:
		slog.ErrorContext(ctx, "operation failed", "path", shown.Path.String(), "error", err)
		shown.Message, shown.Extensions = "something went wrong here; the server's log says what", map[string]any{"code": "INTERNAL"}
	}
	return shown
}

// recovered turns a panic into an error that present does not show.
func recovered(_ context.Context, panicked any) error {
	var number *strconv.NumError // gqlparser panics with it, for a literal that no number can hold
	if err, ok := panicked.(error); ok && errors.As(err, &number) {
		return &model.InputError{Code: model.CodeInvalid, Message: number.Num + " is not a number that can be had here"}
	}
	return fmt.Errorf("panic: %v\n%s", panicked, debug.Stack())
}
