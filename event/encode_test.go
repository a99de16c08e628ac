package event

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files that are missing; one that exists is never changed")

// golden compares got with a golden file, or writes the file if it is missing and -update is set.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", file)
	want, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && *update {
		want, err = got, os.WriteFile(path, got, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s holds\n%s\nthis program writes\n%s", path, legible(want), legible(got))
	}
}

// goldenCBOR is golden for the bytes in file.cbor and, for those who review them, their diagnostic notation in file.txt.
func goldenCBOR(t *testing.T, file string, got []byte) {
	t.Helper()
	golden(t, file+".cbor", got)
	notation, err := cbor.Diagnose(got)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, file+".txt", []byte(notation+"\n"))
}

func legible(b []byte) string {
	if notation, err := cbor.Diagnose(b); err == nil {
		return notation
	}
	return fmt.Sprintf("%q", b)
}

// TestGolden holds the encoding to the bytes in testdata, which are what logs in the world hold.
//
// A file is never changed. A new field gets the next free number and a new example in examples, beside those that do not
// set it; go test -update then writes the new example's files. If the meaning of old bytes has to change, Schema becomes 2,
// every example gets files of v2, the files of v1 stay, and DecodePayload has to read both into the same values.
func TestGolden(t *testing.T) {
	for _, e := range examples() {
		t.Run(e.file(), func(t *testing.T) {
			if err := (Event{testID(99), e.payload}).Validate(); err != nil {
				t.Fatalf("the example is not valid: %v", err)
			}
			b, err := EncodePayload(e.payload)
			if err != nil {
				t.Fatal(err)
			}
			goldenCBOR(t, fmt.Sprintf("%s.v%d", e.file(), Schema), b)
			for schema := uint16(1); schema <= Schema; schema++ {
				stored, err := os.ReadFile(filepath.Join("testdata", fmt.Sprintf("%s.v%d.cbor", e.file(), schema)))
				if err != nil {
					t.Fatal(err)
				}
				p, err := DecodePayload(e.payload.Type(), schema, stored)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(e.payload, p); diff != "" {
					t.Errorf("schema %d reads as something else (-want +got):\n%s", schema, diff)
				}
			}
		})
	}
}

// TestGoldenFilesAreAllTested catches an example that was dropped while its bytes may still be in somebody's log.
func TestGoldenFilesAreAllTested(t *testing.T) {
	known := map[string]bool{"Record.full": true, "Record.erased": true, "Envelope.full": true}
	for _, e := range examples() {
		if known[e.file()] {
			t.Errorf("two examples are called %s", e.file())
		}
		known[e.file()] = true
	}
	files, err := filepath.Glob("testdata/*.cbor")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		name, _, _ := strings.Cut(filepath.Base(file), ".v")
		if !known[name] {
			t.Errorf("no example is tested against %s", file)
		}
	}
}

// TestExamplesSetEveryField makes sure that no field is without a golden number.
func TestExamplesSetEveryField(t *testing.T) {
	set, count := map[string]bool{}, map[Type]int{}
	for _, e := range examples() {
		count[e.payload.Type()]++
		markSet(reflect.ValueOf(e.payload).Elem(), set)
	}
	for _, typ := range Types() {
		if count[typ] < 2 {
			t.Errorf("%s has %d examples, it needs a full and a minimal one", typ, count[typ])
		}
	}
	for field, is := range set {
		if !is {
			t.Errorf("no example sets %s", field)
		}
	}
}

// markSet notes for every field at and below v whether some example sets it.
func markSet(v reflect.Value, set map[string]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			markSet(v.Elem(), set)
		}
	case reflect.Slice:
		for i := range v.Len() {
			markSet(v.Index(i), set)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Name() + "." + v.Type().Field(i).Name
			set[name] = set[name] || !v.Field(i).IsZero()
			markSet(v.Field(i), set)
		}
	}
}

// TestJSON: payloads leave the log as JSON too, and must come back from it as they were.
func TestJSON(t *testing.T) {
	for _, e := range examples() {
		b, err := json.Marshal(e.payload)
		if err != nil {
			t.Fatal(err)
		}
		p := newPayload(e.payload.Type())
		if err := json.Unmarshal(b, p); err != nil {
			t.Errorf("%s: %v", e.file(), err)
		} else if diff := cmp.Diff(e.payload, p); diff != "" {
			t.Errorf("%s (-want +got):\n%s", e.file(), diff)
		}
	}
}

func TestDecodePayload(t *testing.T) {
	statement := with(&StatementMade{Speaker: testID(1), Act: ActDeny}, func(*StatementMade) {})
	id := "500177e01f0d007000800000000000" + "0001"
	tests := []struct {
		name, hex string
		err       string // empty: it reads as statement
	}{
		{"plain", "a202" + id + "0404", ""},
		{"unknown keys are passed over", "a402" + id + "0404" + "18638163616263" + "3818a10102", ""},
		{"text keys are passed over", "a302" + id + "0404" + "613102", ""},
		{"a longer form of a number", "a202" + id + "041804", ""},
		{"empty lists", "a302" + id + "04040580", ""},
		{"a key twice", "a302" + id + "04040405", "duplicate map key 4"},
		{"an unknown key twice", "a402" + id + "0404186301186302", "duplicate map key 99"},
		{"a key twice further in", "a302" + id + "04040ba20461780461" + "79", "duplicate map key 4"},
		{"null", "f6", "not a CBOR map"},
		{"nothing", "", "not a CBOR map"},
		{"a list", "80", "not a CBOR map"},
		{"more after it", "a202" + id + "040400", "extraneous data"},
		{"cut short", "a202" + id + "04", "EOF"},
		{"a tag", "a202" + id + "04c104", "tag"},
		{"no end", "bf02" + id + "0404ff", "indefinite"},
		{"an id too short", "a2024f000102030405060708090a0b0c0d0e0404", "16 bytes"},
		{"an id too long", "a20251000102030405060708090a0b0c0d0e0f100404", "16 bytes"},
		{"an id of numbers", "a2029000010203040506070809000102030405" + "0404", "16 bytes"},
		{"a null id", "a202f60404", "16 bytes"},
		{"a number too large", "a202" + id + "04190100", "cannot unmarshal"},
		{"not UTF-8", "a302" + id + "04040761ff", "UTF-8"},
		{"too deep", "a302" + id + "04041863" + strings.Repeat("81", 20) + "00", "nested"},
		{"a list too long", "a302" + id + "0404059a00010001" + strings.Repeat("00", 65537), "max number of elements"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := hex.DecodeString(tt.hex)
			if err != nil {
				t.Fatal(err)
			}
			p, err := DecodePayload(TypeStatementMade, 1, b)
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) || !strings.Contains(err.Error(), "StatementMade") {
					t.Fatalf("error %v, want one that names StatementMade and %q", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if tt.name == "empty lists" {
				p.(*StatementMade).Addressees = nil
			}
			if diff := cmp.Diff(Payload(statement), p); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDecodePayloadOfAnotherKind(t *testing.T) {
	for _, tt := range []struct {
		typ    Type
		schema uint16
		err    string
	}{
		{TypeStatementMade, 0, "schema 0 is not known"},
		{TypeStatementMade, Schema + 1, "schema 2 is not known to this program, which knows 1"},
		{0, 1, "no event type has the number 0"},
		{TypePayloadErased + 1, 1, "no event type has the number 12"},
	} {
		if _, err := DecodePayload(tt.typ, tt.schema, []byte{0xa0}); err == nil || !strings.Contains(err.Error(), tt.err) {
			t.Errorf("type %d, schema %d: error %v, want %q", tt.typ, tt.schema, err, tt.err)
		}
	}
}

// TestEmptyIsAbsent: the same content has the same bytes, also where a caller made an empty list.
func TestEmptyIsAbsent(t *testing.T) {
	absent := &ClaimReported{Claim: testID(1)}
	empty := &ClaimReported{Claim: testID(1), Report: Report{Origin: Origin{Chain: []ID{}, Also: []ID{}}, Excerpts: []Excerpt{}}}
	a, errA := EncodePayload(absent)
	b, errB := EncodePayload(empty)
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("%x (%v) and %x (%v) should be alike", a, errA, b, errB)
	}
}
