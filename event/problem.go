package event

import (
	"fmt"
	"strings"
)

// Code says what kind of thing is wrong, for programs. People read the message.
type Code string

// The codes of this package. Packages that check against the log add theirs.
const (
	Required    Code = "REQUIRED"     // a field that must be there is not
	Invalid     Code = "INVALID"      // a value that its field cannot have
	InvalidDate Code = "INVALID_DATE" // not EDTF, or an end before its start
	TooLong     Code = "TOO_LONG"     // a text over its limit
	TooMany     Code = "TOO_MANY"     // a list over its limit
	OneOf       Code = "ONE_OF"       // not exactly one of several fields
)

// Problem is one thing wrong with what somebody wants to record.
type Problem struct {
	Code    Code
	Path    []string // the input field, from the outermost name on: "statement", "when", "edtf"
	Message string   // the value and the rule, in words
}

func (p Problem) Error() string {
	if len(p.Path) == 0 {
		return p.Message
	}
	return strings.Join(p.Path, ".") + ": " + p.Message
}

// Problems is everything wrong with it. It is an error when not empty.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Under returns the problems with path put before each one's own.
func (ps Problems) Under(path ...string) Problems {
	moved := make(Problems, len(ps))
	for i, p := range ps {
		p.Path = append(append([]string{}, path...), p.Path...)
		moved[i] = p
	}
	return moved
}

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }
