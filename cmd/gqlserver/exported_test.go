package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"onrecord/backup"
	"onrecord/event"
)

// exportOfSample is the story as an export.
func exportOfSample(t testing.TB) []byte {
	t.Helper()
	n := sampleNode(t, t.TempDir())
	s, err := backup.Cut(context.Background(), n.log, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := export(s, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What is wrong with a line of an export is told with its number.
func TestExportLines(t *testing.T) {
	lines := strings.SplitAfter(string(exportOfSample(t)), "\n")
	change := func(edit func(map[string]any)) string {
		var fields map[string]any
		if err := json.Unmarshal([]byte(lines[1]), &fields); err != nil {
			t.Fatal(err)
		}
		edit(fields)
		text, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	for _, c := range []struct{ what, line, says string }{
		{"blank", " \t", ""},
		{"intact", lines[1], ""},
		{"no leaf", change(func(m map[string]any) { delete(m, "leaf") }), `x:3: the line has no "leaf"`},
		{"no salt", change(func(m map[string]any) { delete(m, "salt") }), "x:3: the salt has 0 bytes; it has 16"},
		{"a short salt", change(func(m map[string]any) { m["salt"] = "AAAA" }), "x:3: the salt has 3 bytes; it has 16"},
		{"no payload", change(func(m map[string]any) { delete(m, "payload") }), "x:3: there is a salt and no payload"},
		{"erased", change(func(m map[string]any) { delete(m, "payload"); delete(m, "salt") }), ""},
		{"another position", change(func(m map[string]any) { m["position"] = 9 }), "x:3: the line is of position 9, and its leaf of position 1"},
		{"a leaf too long", change(func(m map[string]any) { m["leaf"] = strings.Repeat("AAAA", 30000) }), "x:3: the leaf has 90000 bytes; at most 65535"},
		{"no CBOR", change(func(m map[string]any) { m["leaf"] = "AAAA" }), "x:3: parse envelope: not a CBOR map"},
		{"no base64", change(func(m map[string]any) { m["leaf"] = "!" }), "x:3: not a line of an export: illegal base64"},
		{"no JSON", "{", "x:3: not a line of an export: unexpected end"},
		{"two in one line", "{}{}", "x:3: not a line of an export: invalid character"},
		{"another head", lines[0], "x:3: a checkpoint among the events"},
		{"too long", strings.Repeat("x", maxExported+1), "x:3: the line is longer than"},
	} {
		r := newExportReader("x", strings.NewReader(lines[0]+"\n"+c.line+"\n"))
		head, err := r.head()
		if err != nil || head == nil {
			t.Fatalf("%s: the head: %v, %v", c.what, head, err)
		}
		for _, got := range r.records() {
			err = errors.Join(err, got)
		}
		if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %v; want %q", c.what, err, c.says)
		}
	}
}

// FuzzExport feeds the reader of exports what is none, or no longer one. A record that it takes is one.
func FuzzExport(f *testing.F) {
	whole := exportOfSample(f)
	lines := bytes.SplitAfter(whole, []byte("\n"))
	f.Add(bytes.Join(lines[:4], nil))
	f.Add(bytes.Join(lines[1:3], nil))
	f.Add(lines[0])
	f.Add([]byte(`{"position":1,"leaf":"qAEI","salt":"","payload":null}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r := newExportReader("x", bytes.NewReader(text))
		if _, err := r.head(); err != nil {
			return
		}
		for record, err := range r.records() {
			if err != nil {
				return
			}
			if _, err := event.ParseRecord(event.AppendRecord(nil, record.Leaf, record.Salt, record.Payload)); err != nil {
				t.Errorf("it took what is not a record: %v", err)
			}
		}
	})
}
