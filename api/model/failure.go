package model

import (
	"errors"
	"fmt"

	"onrecord/event"
	"onrecord/graph"
)

// InputError says that an argument cannot be used: which, why, and a code for programs.
type InputError struct {
	Code    string
	Field   []string // the argument, and the fields inside it
	Message string
	Detail  map[string]any // more for programs; nil for nothing
}

func (e *InputError) Error() string { return e.Message }

// The codes of arguments.
const (
	CodeInvalid        = "INVALID_ARGUMENT"
	CodeMoment         = "INVALID_MOMENT"
	CodeNotFound       = "NOT_FOUND"
	CodeAmbiguous      = "AMBIGUOUS"
	CodeAhead          = "POSITION_AHEAD"
	CodeCursor         = "INVALID_CURSOR"
	CodeCursorMismatch = "CURSOR_MISMATCH"
	CodeRoot           = "ROOT_MISMATCH"
)

func invalid(field, format string, args ...any) error {
	return &InputError{Code: CodeInvalid, Field: []string{field}, Message: fmt.Sprintf(format, args...)}
}

// failed names the argument that made the graph refuse; other errors pass as they are.
func failed(err error, field ...string) error {
	var (
		ahead     *graph.AheadError
		notFound  *graph.NotFoundError
		unknown   *graph.UnknownError
		ambiguous *graph.AmbiguousError
	)
	switch {
	case errors.As(err, &ahead):
		return &InputError{Code: CodeAhead, Field: field, Message: err.Error()}
	case errors.As(err, &notFound), errors.As(err, &unknown):
		return &InputError{Code: CodeNotFound, Field: field, Message: err.Error()}
	case errors.As(err, &ambiguous):
		candidates := make([]string, len(ambiguous.Candidates))
		for i, id := range ambiguous.Candidates {
			candidates[i] = id.String()
		}
		return &InputError{Code: CodeAmbiguous, Field: field, Message: err.Error(), Detail: map[string]any{"candidates": candidates}}
	}
	return err
}

// Under puts the argument that an error is about under another one.
func Under(err error, argument string) error {
	var input *InputError
	if errors.As(err, &input) {
		input.Field = append([]string{argument}, input.Field...)
	}
	return err
}

// optional is nil for the empty text.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// bounded is nil for no limit.
func bounded(i event.Instant) *event.Instant {
	if !i.Bounded() {
		return nil
	}
	return &i
}
