package recorder

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"onrecord/event"
)

// ParseDraft reads one draft written as a JSON object, as in examples/*.jsonl. It refuses what is not in order with
// [event.Problems]: fields that drafts do not have, a field given twice, values of another type, anything after the
// object, and more or less than one kind of draft, nulls included. Elsewhere a null is an absent value.
func ParseDraft(line []byte) (Draft, error) {
	var d Draft
	var r reader
	var whole json.RawMessage
	if !utf8.Valid(line) {
		r.add(nil, Malformed, "the line is not valid UTF-8")
	} else if err := json.Unmarshal(line, &whole); err != nil {
		r.add(nil, Malformed, fmt.Sprintf("the line is not one JSON object: %v", err))
	} else if r.object(nil, whole, reflect.ValueOf(&d).Elem()); len(r.problems) == 0 {
		var fields map[string]json.RawMessage
		given := d.given()
		if err := json.Unmarshal(whole, &fields); err == nil && len(fields) > 1 && len(given) == 1 {
			r.problems = append(r.problems, NullBeside(nil, given[0].field))
		} else if len(given) != 1 {
			r.problems = append(r.problems, oneOf(nil, given))
		}
	}
	if len(r.problems) > 0 {
		return Draft{}, r.problems
	}
	return d, nil
}

// oneOf tells that a draft has none or several of its fields.
func oneOf(p path, given []head) event.Problem {
	fields := make([]string, len(given))
	for i, h := range given {
		fields[i] = h.field
	}
	return event.Problem{Code: event.OneOf, Path: p, Message: "an event has exactly one of entity, document, statement, action, " +
		"relation, report, correction, retraction, identity and assessment; " + has(fields)}
}

// has says which of several fields a draft has.
func has(fields []string) string {
	if len(fields) == 0 {
		return "it has none"
	}
	return "it has " + strings.Join(fields, " and ")
}

// NullBeside tells that an event has another field beside the one that is set, though it is null: the rule of @oneOf.
func NullBeside(p []string, field string) event.Problem {
	return event.Problem{Code: event.OneOf, Path: p, Message: "an event has exactly one field, and no other as null beside it; it has " + field + " and a null"}
}

// reader fills drafts from JSON. The standard decoder passes over fields that it does not know or that are given twice,
// and does not say where a word of a vocabulary was wrong.
type reader struct{ problems event.Problems }

func (r *reader) add(p path, code event.Code, message string) {
	r.problems = append(r.problems, event.Problem{Code: code, Path: p, Message: message})
}

// value reads JSON, known to be well formed, into v.
func (r *reader) value(p path, raw json.RawMessage, v reflect.Value) {
	if string(raw) == "null" {
		return
	}
	switch word, isWord := v.Addr().Interface().(encoding.TextUnmarshaler); {
	case isWord:
		var text string
		if json.Unmarshal(raw, &text) != nil {
			r.add(p, Malformed, fmt.Sprintf("%.80s is not a text", raw))
		} else if err := word.UnmarshalText([]byte(text)); err != nil {
			r.add(p, event.Invalid, err.Error())
		}
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		r.value(p, raw, v.Elem())
	case v.Kind() == reflect.Struct:
		r.object(p, raw, v)
	case v.Kind() == reflect.Slice:
		r.list(p, raw, v)
	case json.Unmarshal(raw, v.Addr().Interface()) != nil:
		r.add(p, Malformed, fmt.Sprintf("%.80s is not %s", raw, wanted(v.Kind())))
	}
}

// wanted says what JSON a Go kind takes.
func wanted(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "a text"
	case reflect.Float64:
		return "a number"
	case reflect.Uint64:
		return "a whole number from 0 on"
	}
	return "a whole number"
}

func (r *reader) object(p path, raw json.RawMessage, v reflect.Value) {
	if raw[0] != '{' {
		r.add(p, Malformed, fmt.Sprintf("%.80s is not an object", raw))
		return
	}
	fields, names := map[string]reflect.Value{}, []string(nil)
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		fields[name], names = v.Field(i), append(names, name)
	}
	in := json.NewDecoder(bytes.NewReader(raw))
	_, _ = in.Token() // the brace; the JSON is known to be well formed
	for seen := map[string]bool{}; in.More(); {
		key, _ := in.Token()
		name, _ := key.(string)
		var member json.RawMessage
		if err := in.Decode(&member); err != nil {
			r.add(p.to(name), Malformed, err.Error())
			return
		}
		field, known := fields[name]
		switch {
		case !known:
			r.add(p.to(name), UnknownField, fmt.Sprintf("%.80q is not a field here; there are %s", name, strings.Join(names, ", ")))
		case seen[name]:
			r.add(p.to(name), Malformed, "the field is given twice")
		default:
			r.value(p.to(name), member, field)
		}
		seen[name] = true
	}
}

func (r *reader) list(p path, raw json.RawMessage, v reflect.Value) {
	var members []json.RawMessage
	if json.Unmarshal(raw, &members) != nil {
		r.add(p, Malformed, fmt.Sprintf("%.80s is not a list", raw))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(members), len(members)))
	for i, member := range members {
		if string(member) == "null" {
			r.add(p.to(strconv.Itoa(i)), event.Required, "a member of a list is not null")
			continue
		}
		r.value(p.to(strconv.Itoa(i)), member, v.Index(i))
	}
}
