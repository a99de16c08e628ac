package event

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// full is the outline by way of the general decoder.
func full(t *rapid.T, kind Type, payload []byte) (Outline, error) {
	t.Helper()
	var o Outline
	p, err := DecodePayload(kind, Schema, payload)
	if err != nil {
		return o, err
	}
	if c, is := p.(Claim); is {
		o.Fill(c)
	} else {
		reported := p.(*ClaimReported)
		o = Outline{Of: reported.Claim, Told: true}
		o.Report.fill(&reported.Report)
	}
	return o, nil
}

func drawOutlined(t *rapid.T) Payload {
	for {
		if p := drawPayload(t); p.Type() >= TypeStatementMade && p.Type() <= TypeClaimReported {
			return p
		}
	}
}

// What the scanner reads it reads as the general decoder does, and it reads all that is encoded here. What has a bit or a
// byte changed it may leave to the general decoder, and takes nothing that that one refuses.
func TestOutlines(t *testing.T) {
	var reused Outline // its memory is used again and again
	taken, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawOutlined(t)
		b, err := EncodePayload(p)
		if err != nil {
			t.Fatal(err)
		}
		compare := func(kind Type, b []byte) {
			want, err := full(t, kind, b)
			if err != nil {
				t.Fatalf("%s %x is refused by the general decoder: %v", kind, b, err)
			}
			if diff := cmp.Diff(want, reused, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%s %x (-decoded +scanned):\n%s", kind, b, diff)
			}
		}
		if !reused.scan(p.Type(), b) {
			t.Fatalf("%s %x is not scanned", p.Type(), b)
		}
		compare(p.Type(), b)
		for range 8 {
			changed := append([]byte(nil), b...)
			at := rapid.IntRange(0, len(b)-1).Draw(t, "at")
			switch rapid.IntRange(0, 3).Draw(t, "how") {
			case 0:
				changed[at] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
			case 1:
				changed[at] = rapid.Byte().Draw(t, "byte")
			case 2:
				changed = changed[:at]
			case 3:
				changed = append(changed[:at], changed[at+1:]...)
			}
			kind := p.Type()
			if rapid.IntRange(0, 9).Draw(t, "another type") == 0 {
				kind = Type(rapid.IntRange(int(TypeStatementMade), int(TypeClaimReported)).Draw(t, "type"))
			}
			if !reused.scan(kind, changed) {
				refused++
				continue
			}
			taken++
			compare(kind, changed)
		}
	})
	if taken < 50 || refused < 50 {
		t.Errorf("%d changed payloads taken and %d refused are too few to tell", taken, refused)
	}
}

// A record of another type, or an erased one, has no outline; one of a newer program has, by way of the general decoder.
func TestOutlineOfARecord(t *testing.T) {
	payload, err := EncodePayload(&RelationHeld{Relation: RelOwns, Subject: testID(1), Object: testID(2), Report: &Report{Cue: "reportedly"}})
	if err != nil {
		t.Fatal(err)
	}
	newer := append(append([]byte{payload[0] + 1}, payload[1:]...), 0x18, 200, 0x61, 'x')
	r := Record{Envelope: Envelope{Type: TypeRelationHeld, Schema: Schema}, Payload: payload}
	var scanned, decoded Outline
	if ok, err := scanned.Read(&r); !ok || err != nil {
		t.Fatal(ok, err)
	}
	r.Payload = newer
	if scanned.scan(r.Type, newer) {
		t.Fatal("a key of a newer program was scanned")
	}
	if ok, err := decoded.Read(&r); !ok || err != nil {
		t.Fatal(ok, err)
	}
	r.Payload = payload
	if _, err := scanned.Read(&r); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(decoded, scanned, cmpopts.EquateEmpty()); diff != "" || !scanned.Report.Cued || scanned.Word != uint8(RelOwns) {
		t.Fatalf("(-decoded +scanned):\n%s", diff)
	}
	for _, other := range []Record{{Envelope: Envelope{Type: TypeRelationHeld, Schema: Schema}}, {Envelope: Envelope{Type: TypeEntityDescribed, Schema: Schema}, Payload: payload}} {
		if ok, err := scanned.Read(&other); ok || err != nil {
			t.Errorf("%s: %v, %v", other.Type, ok, err)
		}
	}
	r.Schema = Schema + 1
	if _, err := scanned.Read(&r); err == nil {
		t.Error("an unknown schema was read")
	}
}

// BenchmarkOutline reads the outline of a statement, beside its payload.
func BenchmarkOutline(b *testing.B) {
	when, err := NewWhen("2021-02-26", "Friday", nil, "", ID{})
	if err != nil {
		b.Fatal(err)
	}
	window := when.Window()
	payload, err := EncodePayload(&StatementMade{Speaker: testID(1), Act: ActState, Quotes: []string{"We condemn the attack."}, About: []ID{testID(2)}, When: when,
		Report: &Report{Origin: Origin{Chain: []ID{testID(3), testID(4)}, ReportedAt: when, Window: &window}}})
	if err != nil {
		b.Fatal(err)
	}
	r := Record{Envelope: Envelope{Type: TypeStatementMade, Schema: Schema}, Payload: payload}
	b.Run("outline", func(b *testing.B) {
		var o Outline
		for b.Loop() {
			if ok, err := o.Read(&r); !ok || err != nil {
				b.Fatal(ok, err)
			}
		}
	})
	b.Run("payload", func(b *testing.B) {
		for b.Loop() {
			if _, err := r.Decode(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
