package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/backup"
	"onrecord/event"
	"onrecord/eventlog"
)

// documented is a line of an export, as somebody reads it who knows the documentation only.
type documented struct {
	Position            event.Position
	ID                  event.ID
	Type                event.Type
	Schema              uint16
	PayloadHash         string
	Salt, Leaf, Payload []byte
	Event               json.RawMessage
}

// An export holds the bytes of the log: the records can be made from it again, and its leaves have the root of the log.
func TestExportIsWhole(t *testing.T) {
	dir := t.TempDir()
	n, err := openNode(dir, eventlog.Options{Logger: discard()}, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := loadSample(context.Background(), n, "desk", io.Discard); err != nil {
		t.Fatal(err)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	var out, stderr bytes.Buffer
	m := Main{Stdout: &out, Stderr: &stderr}
	if code := m.Run(context.Background(), []string{"export", "--data", dir}); code != exitOK {
		t.Fatalf("exit code %d: %s", code, &stderr)
	}

	log, err := eventlog.Open(dir, eventlog.Options{Logger: discard()})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	var leaves [][]byte
	lines := bufio.NewScanner(&out)
	lines.Buffer(nil, maxAnswer)
	var head struct {
		Checkpoint string
		PublicKeys []string
	}
	if !lines.Scan() || json.Unmarshal(lines.Bytes(), &head) != nil {
		t.Fatalf("the first line is %s", lines.Bytes())
	}
	if c, err := eventlog.ParseCheckpoint([]byte(head.Checkpoint), head.PublicKeys...); err != nil || c.Root != log.Head().Root || c.Size != log.Head().Position {
		t.Fatalf("the first line has the checkpoint %+v, %v", c, err)
	}
	for r, err := range log.Read(context.Background(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if !lines.Scan() {
			t.Fatalf("the export ends before position %d", r.Position)
		}
		var l documented
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		again, err := event.ParseRecord(event.AppendRecord(nil, l.Leaf, event.Salt(l.Salt), l.Payload))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, again); diff != "" {
			t.Fatalf("position %d: log (-), made from the export (+)\n%s", r.Position, diff)
		}
		hash := sha256.Sum256(append(l.Salt, l.Payload...))
		payload, err := event.DecodePayload(l.Type, l.Schema, l.Payload)
		if err != nil {
			t.Fatal(err)
		}
		readable, err := json.Marshal(payload)
		if err != nil {
			t.Fatal(err)
		}
		if l.Position != r.Position || l.ID != r.ID || l.PayloadHash != hex.EncodeToString(hash[:]) || !sameJSON(t, readable, l.Event) {
			t.Fatalf("position %d: got %s", r.Position, lines.Bytes())
		}
		leaves = append(leaves, l.Leaf)
	}
	if lines.Scan() {
		t.Fatalf("the export goes on after the log: %s", lines.Bytes())
	}
	if len(leaves) != 146 || event.Hash(root(leaves)) != log.Head().Root {
		t.Errorf("the %d leaves do not have the root of the log", len(leaves))
	}
}

// A payload that cannot be read costs its line the readable part, and the export its success; nothing else.
func TestExportGoesOnAfterAnUnreadablePayload(t *testing.T) {
	n := sampleNode(t, t.TempDir())
	segment, err := backup.Cut(context.Background(), unreadable{n.log}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = export(segment, &out)
	if err == nil || !strings.Contains(err.Error(), "2 events") || !strings.Contains(err.Error(), "position 3:") || !strings.Contains(err.Error(), "position 7:") {
		t.Errorf("the export of a damaged log: %v", err)
	}
	lines := bytes.Split(bytes.TrimSpace(out.Bytes()), []byte("\n"))[1:]
	if len(lines) != 146 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, text := range lines {
		var l documented
		if err := json.Unmarshal(text, &l); err != nil {
			t.Fatal(err)
		}
		unread := l.Position == 3 || l.Position == 7
		if l.Position != event.Position(i+1) || (l.Event == nil) != unread || unread && !bytes.Equal(l.Payload, []byte{0xff}) || len(l.Leaf) == 0 {
			t.Errorf("line %d: %s", i+1, text)
		}
	}
}

// unreadable is a log of which two payloads cannot be read.
type unreadable struct{ eventlog.Log }

func (u unreadable) Read(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		for r, err := range u.Log.Read(ctx, after) {
			if r.Position == 3 || r.Position == 7 {
				r.Payload = []byte{0xff}
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// root is the Merkle tree hash of RFC 6962, as its section 2.1 writes it.
func root(leaves [][]byte) [sha256.Size]byte {
	if len(leaves) == 1 {
		return sha256.Sum256(append([]byte{0}, leaves[0]...))
	}
	k := 1
	for 2*k < len(leaves) {
		k *= 2
	}
	left, right := root(leaves[:k]), root(leaves[k:])
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}

func sameJSON(t *testing.T, a, b []byte) bool {
	t.Helper()
	var x, y any
	for text, into := range map[*[]byte]*any{&a: &x, &b: &y} {
		if err := json.Unmarshal(*text, into); err != nil {
			t.Fatal(err)
		}
	}
	return cmp.Equal(x, y)
}
