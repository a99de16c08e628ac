package model

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	"onrecord/event"
)

// MarshalDateTime writes RFC 3339.
func MarshalDateTime(i event.Instant) graphql.Marshaler { return graphql.MarshalString(i.String()) }

// UnmarshalDateTime reads RFC 3339.
func UnmarshalDateTime(v any) (event.Instant, error) {
	s, ok := v.(string)
	if !ok {
		return 0, misfit("a DateTime is a text such as \"2021-02-27T01:42:00Z\"; got %s", shown(v))
	}
	i, err := event.ParseInstant(s)
	if err != nil {
		return 0, misfit("%v", err)
	}
	return i, nil
}

// MarshalText writes what stays a text in Go: a Moment, a date, an instant handed in.
func MarshalText(s string) graphql.Marshaler { return graphql.MarshalString(s) }

// UnmarshalText reads a text. What it has to say is looked at where it is used.
func UnmarshalText(v any) (string, error) {
	s, ok := v.(string)
	if !ok {
		return "", misfit("a date or moment is a text such as \"2021-02-26\"; got %s", shown(v))
	}
	return s, nil
}

// MarshalPosition writes a JSON number.
func MarshalPosition(p event.Position) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { io.WriteString(w, p.String()) })
}

// UnmarshalPosition reads a number that is not negative.
func UnmarshalPosition(v any) (event.Position, error) {
	var text string
	switch n := v.(type) {
	case json.Number:
		text = n.String()
	case int, int64:
		text = fmt.Sprint(n)
	default:
		return 0, misfit("a Position is a whole number from 0 on; got %s", shown(v))
	}
	p, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, misfit("a Position is a whole number from 0 on; got %s", text)
	}
	return event.Position(p), nil
}

// MarshalJSON writes JSON as it is.
func MarshalJSON(raw json.RawMessage) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { w.Write(raw) })
}

// UnmarshalJSON keeps any value as JSON.
func UnmarshalJSON(v any) (json.RawMessage, error) { return json.Marshal(v) }

// misfit says that a value does not fit its type. The API names the argument.
func misfit(format string, args ...any) error {
	return &InputError{Code: CodeInvalid, Message: fmt.Sprintf(format, args...)}
}

// shown writes a value as the client did, or nearly.
func shown(v any) string {
	written, err := json.Marshal(v)
	if err != nil {
		return "something else"
	}
	return cut(string(written), 80)
}
