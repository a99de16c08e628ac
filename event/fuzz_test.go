package event

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// seeds calls add with the bytes of every golden file of a type of event, or of records ("Record").
func seeds(f *testing.F, prefix string, add func([]byte)) {
	f.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", prefix+".*.cbor"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no golden files of %s: %v", prefix, err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		add(b)
	}
}

// FuzzScanEnvelope: what the quick reader of envelopes reads, the general decoder reads alike.
func FuzzScanEnvelope(f *testing.F) {
	seeds(f, "Envelope", func(b []byte) { f.Add(b) })
	f.Fuzz(func(t *testing.T, b []byte) {
		var quick, general Envelope
		if !scanEnvelope(b, &quick) {
			return
		}
		if err := decodeMap(b, &general); err != nil {
			t.Fatalf("read as %+v, which the general decoder refuses: %v", quick, err)
		}
		if d := cmp.Diff(general, quick); d != "" {
			t.Fatal(d)
		}
	})
}

// FuzzParseRecord: whatever the bytes, no panic; and what parses is framed to the same bytes again.
func FuzzParseRecord(f *testing.F) {
	seeds(f, "Record", func(b []byte) { f.Add(b) })
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ParseRecord(b)
		if err != nil {
			return
		}
		if again := AppendRecord(nil, r.Leaf, r.Salt, r.Payload); !bytes.Equal(again, b) {
			t.Fatalf("%x is framed again as %x", b, again)
		}
		leaf, err := r.Encode()
		if err != nil {
			t.Fatalf("the envelope was read, and cannot be written: %v", err)
		}
		again, err := ParseRecord(AppendRecord(nil, leaf, r.Salt, r.Payload))
		if err != nil || again.ID != r.ID || again.PayloadHash != r.PayloadHash {
			t.Fatalf("written anew it reads as %+v, %v", again, err)
		}
		r.Intact()
		if _, err := r.Decode(); r.Erased() && err != ErrErased {
			t.Fatalf("an erased payload decodes with %v", err)
		}
	})
}

// FuzzDecodePayload: whatever the bytes, no panic in reading or checking; and what was read is written in one form only.
func FuzzDecodePayload(f *testing.F) {
	for _, typ := range Types() {
		seeds(f, typ.String(), func(b []byte) { f.Add(uint8(typ), b) })
	}
	f.Fuzz(func(t *testing.T, typ uint8, b []byte) {
		p, err := DecodePayload(Type(typ), Schema, b)
		if err != nil {
			return
		}
		e := Event{testID(99), p}
		_ = e.Validate()
		if touched := e.Touches(); touched[0] != e.ID {
			t.Fatalf("it touches %v, its own id should be first", touched)
		}
		if c, is := p.(Claim); is {
			if holds := c.Times().Holds(0); holds == 0 {
				t.Fatal("no answer to whether it holds")
			}
			c.Roles(func(_ Role, id ID) {
				if id.IsZero() {
					t.Fatal("a part is played by nobody")
				}
			})
			_ = c.Claimed()
		}
		once, err := EncodePayload(p)
		if err != nil {
			t.Fatalf("it was read, and cannot be written: %v", err)
		}
		again, err := DecodePayload(Type(typ), Schema, once)
		if err != nil {
			t.Fatalf("%x was written, and cannot be read: %v", once, err)
		}
		twice, err := EncodePayload(again)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%x is written the second time as %x, %v", once, twice, err)
		}
	})
}

// FuzzVocabulary: a word is read if and only if it is written so.
func FuzzVocabulary(f *testing.F) {
	for _, v := range vocabularies {
		for i, word := range v.words {
			f.Add(word, uint8(i+1))
		}
	}
	f.Add("", uint8(0))
	f.Add("CONDEMN ", uint8(255))
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		for _, v := range vocabularies {
			var read uint8
			if err := v.unmarshal([]byte(text), &read); err == nil && v.name(read) != text {
				t.Errorf("%s: %q is read as %d, which is %q", v.of, text, read, v.name(read))
			}
			word, err := v.marshal(n)
			if (err == nil) != (n == 0 || v.has(n)) {
				t.Errorf("%s %d: error %v", v.of, n, err)
			}
			if err != nil {
				continue
			}
			if err := v.unmarshal(word, &read); err != nil || read != n {
				t.Errorf("%s %d is written %q and read as %d, %v", v.of, n, word, read, err)
			}
		}
	})
}

// FuzzParseInstant: what is read is written in a form that is read alike, and so is every number.
func FuzzParseInstant(f *testing.F) {
	f.Add("2021-02-27T01:42:00Z", int64(0))
	f.Add("0000-01-01T00:00:00+23:59", int64(Past))
	f.Add("9999-12-31T23:59:59.999999999-23:59", int64(Future))
	f.Add("-0043-02-29T00:00:00Z", int64(Past)+1)
	f.Add("+10000-02-29T00:00:00.5Z", int64(Future)-1)
	f.Fuzz(func(t *testing.T, s string, n int64) {
		moments := []Instant{Instant(n)}
		if i, err := ParseInstant(s); err == nil {
			moments = append(moments, i)
		} else if !strings.Contains(err.Error(), "is not an RFC 3339 time") {
			t.Errorf("%q: error %v does not name the rule", s, err)
		}
		var i Instant
		if i.UnmarshalText([]byte(s)) == nil {
			moments = append(moments, i)
		}
		for _, i := range moments {
			var again Instant
			if err := again.UnmarshalText([]byte(i.String())); err != nil || again != i {
				t.Errorf("%d is written %s and read as %d, %v", i, i, again, err)
			}
		}
	})
}

// FuzzParseID: an id is read if and only if it is written so, but for capitals.
func FuzzParseID(f *testing.F) {
	f.Add(testID(1).String())
	f.Add("urn:uuid:0177e01f-0d00-7000-8000-000000000001")
	f.Add("{0177e01f-0d00-7000-8000-00000000001}")
	f.Fuzz(func(t *testing.T, s string) {
		if id, err := ParseID(s); err == nil && id.String() != strings.ToLower(s) {
			t.Errorf("%q is read as %s", s, id)
		}
	})
}
