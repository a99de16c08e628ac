package api_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
)

// TestProof checks a proof with what the answer holds, and the file with a public key.
func TestProof(t *testing.T) {
	s := readStory(t)
	head := s.log.Head().Position
	for _, position := range []event.Position{1, 77, head} {
		data := s.ask(`query($p: Position!) {
			checkpoint { origin size root note publicKeys }
			proof(position: $p) { position leafHash envelope salt payloadBytes hashes file
				checkpoint { origin size root note publicKeys } }
			view { snapshot { root } } }`, "p", position)
		proof := at(data, "proof")
		if got, want := fmt.Sprint(at(proof, "checkpoint")), fmt.Sprint(at(data, "checkpoint")); got != want {
			t.Errorf("two checkpoints in one operation: %s and %s", got, want)
		}
		if root := at(data, "view", "snapshot", "root"); at(proof, "checkpoint", "root") != root {
			t.Errorf("the checkpoint has the root %v, the snapshot %v", at(proof, "checkpoint", "root"), root)
		}
		file, err := eventlog.ParseProof([]byte(at(proof, "file").(string)))
		if err != nil {
			t.Fatal(err)
		}
		record, err := file.Record()
		if err != nil {
			t.Fatal(err)
		}
		c, err := file.Verify(record, s.log.PublicKeys()...)
		if err != nil || record.Position != position {
			t.Errorf("position %d: %+v, %v", position, c, err)
		}
		if signed := at(data, "checkpoint", "note"); string(c.Signed) != signed || c.Size != head || at(data, "checkpoint", "size") != float64(head) || c.Origin != at(data, "checkpoint", "origin") {
			t.Errorf("the file has the checkpoint %+v; the answer %v", c, at(data, "checkpoint"))
		}
		if key := at(data, "checkpoint", "publicKeys", 0); key != s.log.PublicKeys()[0] {
			t.Errorf("public key %v", key)
		}
		envelope, salt, payload := decoded(t, proof, "envelope"), decoded(t, proof, "salt"), decoded(t, proof, "payloadBytes")
		leaf := sha256.Sum256(append([]byte{0}, envelope...))
		if at(proof, "leafHash") != hex.EncodeToString(leaf[:]) || record.PayloadHash != sha256.Sum256(append(salt, payload...)) {
			t.Errorf("position %d: envelope, salt and payload do not belong together", position)
		}
		path := eventlog.Inclusion{Position: position, Size: head, Hashes: unhex(t, list(proof, "hashes"))}
		if err := path.Check(c.Root, envelope); err != nil {
			t.Error(err)
		}
	}
}

func TestGrowthProof(t *testing.T) {
	s := readStory(t)
	head := s.log.Head().Position
	for _, from := range []event.Position{0, 1, 64, 100, head} {
		data := s.ask(`query($f: Position!) { checkpoint { size root } growth(from: $f) { from to fromRoot toRoot hashes } }`, "f", from)
		growth := at(data, "growth")
		if at(growth, "to") != at(data, "checkpoint", "size") || at(growth, "toRoot") != at(data, "checkpoint", "root") {
			t.Errorf("from %d it leads to %v, not to %v", from, growth, at(data, "checkpoint"))
		}
		root, err := s.log.Root(from)
		if err != nil || at(growth, "fromRoot") != hex.EncodeToString(root[:]) {
			t.Errorf("from the root %v; want %x, %v", at(growth, "fromRoot"), root, err)
		}
		p := eventlog.Growth{From: from, To: head, Hashes: unhex(t, list(growth, "hashes"))}
		if err := p.Check(root, s.log.Head().Root); err != nil {
			t.Error(err)
		}
	}
	if to := at(s.ask(`{ growth(from: 3, to: 5) { to } }`), "growth", "to"); to != 5.0 {
		t.Errorf("to 5 it leads to %v", to)
	}
}

func TestNothingToProve(t *testing.T) {
	s := readStory(t)
	ahead := fmt.Sprintf("position 999 is ahead of the log, which ends at %d", s.log.Head().Position)
	for query, want := range map[string][3]string{
		`{ proof(position: 999) { file } }`:       {"POSITION_AHEAD", "position", ahead},
		`{ proof(position: 0) { file } }`:         {"INVALID_ARGUMENT", "position", "positions count from 1"},
		`{ growth(from: 1, to: 999) { hashes } }`: {"POSITION_AHEAD", "to", ahead},
		`{ growth(from: 999) { hashes } }`:        {"POSITION_AHEAD", "from", ahead},
		`{ growth(from: 5, to: 3) { hashes } }`:   {"INVALID_ARGUMENT", "from", "a log of 5 events did not grow to one of 3"},
	} {
		p := s.refuse(query)
		if p.Extensions.Code != want[0] || len(p.Extensions.Field) != 1 || p.Extensions.Field[0] != want[1] || p.Message != want[2] {
			t.Errorf("%s: %+v; want %v", query, p, want)
		}
	}
}

// decoded is a field in base64.
func decoded(t *testing.T, in any, field string) []byte {
	t.Helper()
	text, _ := at(in, field).(string)
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) == 0 {
		t.Fatalf("%s: %q, %v", field, text, err)
	}
	return b
}

// unhex reads a list of hashes.
func unhex(t *testing.T, texts []any) (all []event.Hash) {
	t.Helper()
	for _, text := range texts {
		b, err := hex.DecodeString(text.(string))
		if err != nil || len(b) != len(event.Hash{}) {
			t.Fatalf("%v: %v", text, err)
		}
		all = append(all, event.Hash(b))
	}
	return all
}

// erased is a log whose payloads are all gone.
type erased struct{ eventlog.Log }

func (e erased) At(p event.Position) (event.Record, error) {
	r, err := e.Log.At(p)
	r.Salt, r.Payload = event.Salt{}, nil
	return r, err
}

// TestProofOfAnErasedEvent: the proof outlives the payload.
func TestProofOfAnErasedEvent(t *testing.T) {
	s := readStory(t)
	proof := at(s.over(erased{s.log}, 0).ask(`{ proof(position: 5) { salt payloadBytes file } }`), "proof")
	if at(proof, "salt") != nil || at(proof, "payloadBytes") != nil {
		t.Errorf("what was erased is shown: %v", proof)
	}
	file, err := eventlog.ParseProof([]byte(at(proof, "file").(string)))
	if err != nil {
		t.Fatal(err)
	}
	record, err := file.Record()
	if err != nil || !record.Erased() {
		t.Fatalf("%+v, %v", record, err)
	}
	if _, err := file.Verify(record, s.log.PublicKeys()...); err != nil {
		t.Error(err)
	}
}
