package event

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// fullEnvelope is the envelope of an event with the payload's bytes, and its salt.
func fullEnvelope(t *testing.T, payload Payload) (Envelope, Salt, []byte) {
	t.Helper()
	b, err := EncodePayload(payload)
	if err != nil {
		t.Fatal(err)
	}
	salt := Salt{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}
	e := Event{testID(99), payload}
	return Envelope{
		Position:    1234567,
		RecordedAt:  must(ParseInstant("2026-03-01T10:00:00.000001Z")),
		RecordedBy:  "desk-1",
		ID:          e.ID,
		Type:        payload.Type(),
		Schema:      Schema,
		Touches:     e.Touches(),
		PayloadHash: PayloadHash(salt, b),
	}, salt, b
}

func TestRecordGolden(t *testing.T) {
	envelope, salt, payload := fullEnvelope(t, fullRelation())
	leaf, err := envelope.Encode()
	if err != nil {
		t.Fatal(err)
	}
	goldenCBOR(t, "Envelope.full.v1", leaf)
	for _, tt := range []struct {
		file    string
		payload []byte
	}{{"Record.full.v1.cbor", payload}, {"Record.erased.v1.cbor", nil}} {
		t.Run(tt.file, func(t *testing.T) {
			golden(t, tt.file, AppendRecord(nil, leaf, salt, tt.payload))
			stored, err := os.ReadFile("testdata/" + tt.file)
			if err != nil {
				t.Fatal(err)
			}
			r, err := ParseRecord(stored)
			if err != nil {
				t.Fatal(err)
			}
			want := Record{Envelope: envelope, Leaf: leaf, Payload: tt.payload}
			if tt.payload != nil {
				want.Salt = salt
			}
			if diff := cmp.Diff(want, r); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if r.Erased() != (tt.payload == nil) || !r.Intact() {
				t.Errorf("Erased %v, Intact %v", r.Erased(), r.Intact())
			}
		})
	}
}

func TestRecordDecode(t *testing.T) {
	envelope, salt, payload := fullEnvelope(t, fullAction())
	leaf, err := envelope.Encode()
	if err != nil {
		t.Fatal(err)
	}
	r, err := ParseRecord(AppendRecord([]byte("before")[:0], leaf, salt, payload))
	if err != nil {
		t.Fatal(err)
	}
	p, err := r.Decode()
	if diff := cmp.Diff(Payload(fullAction()), p); err != nil || diff != "" {
		t.Errorf("error %v, diff\n%s", err, diff)
	}

	erased, err := ParseRecord(AppendRecord(nil, leaf, salt, nil))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := erased.Decode(); !errors.Is(err, ErrErased) {
		t.Errorf("an erased record decodes with %v, want ErrErased", err)
	}
	if erased.PayloadHash != r.PayloadHash {
		t.Error("erasing changed the hash of the payload")
	}

	for _, changed := range []int{len(r.Payload) - 1, 0} {
		r := r
		r.Payload = bytes.Clone(r.Payload)
		r.Payload[changed] ^= 1
		if r.Intact() {
			t.Errorf("a payload with a flipped bit at %d passes for intact", changed)
		}
	}
	r.Salt[0] ^= 1
	if r.Intact() {
		t.Error("a payload with another salt passes for intact")
	}
}

func TestAppendRecordKeepsWhatIsThere(t *testing.T) {
	got := AppendRecord([]byte("before"), []byte{0xa0}, Salt{}, nil)
	if want := "before\x01\x00\x01\xa0"; string(got) != want {
		t.Errorf("%q, want %q", got, want)
	}
	if empty := AppendRecord(nil, []byte{0xa0}, Salt{1}, []byte{}); string(empty) != "\x01\x00\x01\xa0" {
		t.Errorf("an empty payload is framed as %q, which cannot be parsed", empty)
	}
}

func TestParseRecordRefuses(t *testing.T) {
	envelope, salt, payload := fullEnvelope(t, fullRelation())
	leaf, err := envelope.Encode()
	if err != nil {
		t.Fatal(err)
	}
	whole := AppendRecord(nil, leaf, salt, payload)
	short := 3 + len(leaf)
	tests := []struct {
		name  string
		bytes []byte
		err   string
	}{
		{"nothing", nil, "form 1"},
		{"too short", whole[:2], "form 1"},
		{"another form", append([]byte{2}, whole[1:]...), "form 1"},
		{"cut in the envelope", whole[:short-1], "the envelope should have"},
		{"cut in the salt", whole[:short+15], "15 bytes are too few"},
		{"no payload after the salt", whole[:short+16], "16 bytes are too few"},
		{"no envelope", []byte{1, 0, 0}, "not a CBOR map"},
		{"null for an envelope", []byte{1, 0, 1, 0xf6}, "not a CBOR map"},
		{"more after the envelope", []byte{1, 0, 2, 0xa0, 0}, "extraneous"},
		{"a short id", AppendRecord(nil, []byte{0xa1, 4, 0x41, 0}, salt, payload), "16 bytes"},
		{"a short hash", AppendRecord(nil, []byte{0xa1, 8, 0x41, 0}, salt, payload), "32 bytes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ParseRecord(tt.bytes); err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("error %v, want %q in it", err, tt.err)
			}
		})
	}
}

// TestScanEnvelope: every envelope is written as the library writes it, and read the quick way.
func TestScanEnvelope(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := Envelope{Position: Position(rapid.Uint64().Draw(t, "position")), RecordedAt: Instant(rapid.Int64().Draw(t, "recordedAt")),
			RecordedBy: rapid.String().Draw(t, "recordedBy"), ID: drawID(t), Type: Type(rapid.Uint8().Draw(t, "type")),
			Schema: rapid.Uint16().Draw(t, "schema"), Touches: append([]ID{}, drawIDs(t)...)}
		leaf, err := e.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if by, err := encoding.Marshal(&e); err != nil || !bytes.Equal(by, leaf) {
			t.Fatalf("%x; the library writes %x (%v)", leaf, by, err)
		}
		var read Envelope
		if !scanEnvelope(leaf, &read) {
			t.Fatalf("%x is not read", leaf)
		}
		if d := cmp.Diff(e, read); d != "" {
			t.Fatal(d)
		}
	})
}

func TestEnvelopeLimit(t *testing.T) {
	e, _, _ := fullEnvelope(t, fullRelation())
	e.Touches = make([]ID, MaxNames+1)
	if b, err := e.Encode(); err != nil || len(b) > maxEnvelope {
		t.Errorf("an envelope with as many names as an event may have: %d bytes, %v", len(b), err)
	}
	e.RecordedBy = strings.Repeat("x", maxEnvelope)
	if _, err := e.Encode(); err == nil || !strings.Contains(err.Error(), "at most 65535") {
		t.Errorf("error %v, want the limit", err)
	}
}

// TestEnvelopeIsReadable: what Encode writes ParseRecord reads, or Encode refuses. The name of a user comes from outside.
func TestEnvelopeIsReadable(t *testing.T) {
	e, _, _ := fullEnvelope(t, fullRelation())
	e.RecordedBy = "Ren\xe9"
	if _, err := e.Encode(); err == nil || !strings.Contains(err.Error(), `"Ren\xe9"`) {
		t.Errorf("error %v, want one that names the user", err)
	}
}

func TestPayloadHash(t *testing.T) {
	// SHA-256 of sixteen zero bytes and "abc", by sha256sum.
	const want = "277e7ff6d232b9763f4a66e8d05d210da32dac9c6dbce1026ad4cc98acb5fefe"
	got := PayloadHash(Salt{}, []byte("abc"))
	if s := hex.EncodeToString(got[:]); s != want {
		t.Errorf("%s, want %s", s, want)
	}
	if PayloadHash(Salt{1}, []byte("abc")) == got {
		t.Error("the salt does not count")
	}
}

func TestNewSalt(t *testing.T) {
	if a, b := NewSalt(), NewSalt(); a == b || a == (Salt{}) {
		t.Errorf("two salts are %x and %x", a, b)
	}
}

func TestPositionText(t *testing.T) {
	if s := Position(1 << 63).String(); s != "9223372036854775808" {
		t.Error(s)
	}
}

func TestID(t *testing.T) {
	const text = "0177e01f-0d00-7000-8000-000000000001"
	id, err := ParseID(text)
	if err != nil || id != testID(1) || id.String() != text {
		t.Fatalf("%v, %v", id, err)
	}
	if upper, err := ParseID(strings.ToUpper(text)); err != nil || upper != id {
		t.Errorf("capitals: %v, %v", upper, err)
	}
	for _, bad := range []string{"", "x", "{" + text + "}", "urn:uuid:" + text, strings.ReplaceAll(text, "-", ""), strings.Replace(text, "0", "g", 1), strings.Repeat("-", 36)} {
		if _, err := ParseID(bad); err == nil || !strings.Contains(err.Error(), "is not a UUID") {
			t.Errorf("%q: error %v", bad, err)
		}
	}
	if !(ID{}).IsZero() || id.IsZero() || NewID().IsZero() {
		t.Error("IsZero")
	}
	if a, b := NewID(), NewID(); a == b || a.String() > b.String() || a[6]>>4 != 7 {
		t.Errorf("%s and %s should be of version 7 and in order", a, b)
	}
	var back ID
	if b, err := json.Marshal(id); err != nil || string(b) != `"`+text+`"` || json.Unmarshal(b, &back) != nil || back != id {
		t.Errorf("JSON %s, %v, back %v", b, err, back)
	}
	if err := json.Unmarshal([]byte(`"x"`), &back); err == nil {
		t.Error("a wrong id was read from JSON")
	}
}

// TestDerive pins derived ids: they are in logs, and in other people's links.
func TestDerive(t *testing.T) {
	for part, want := range map[string]string{"report": "9a3c056c-8d46-5588-8454-410688f8808b", "end": "3da450ee-e93a-5707-9ee8-5ec344584381", "claim": "c4bcb663-d8a0-5cd9-a916-60de214ab239"} {
		if got := testID(1).Derive(part); got.String() != want {
			t.Errorf("%s: %s, want %s", part, got, want)
		}
	}
	if got, want := KeyID("airstrikes:strike").String(), "24fabe7e-47d7-5e3a-a862-5d15b96b2646"; got != want {
		t.Errorf("key: %s, want %s", got, want)
	}
	if !KeyID("").IsZero() {
		t.Error("no key has no id")
	}
}
