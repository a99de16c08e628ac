package event

import (
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// encoding writes CBOR in the deterministic form of RFC 8949 section 4.2.1, so that the same payload is always the same
// bytes; decoding refuses duplicate keys and bounds what a hostile record can ask for.
var (
	encoding = must(cbor.CoreDetEncOptions().EncMode())
	decoding = must(cbor.DecOptions{
		DupMapKey:        cbor.DupMapKeyEnforcedAPF,
		IndefLength:      cbor.IndefLengthForbidden,
		TagsMd:           cbor.TagsForbidden,
		MaxNestedLevels:  16,
		MaxArrayElements: maxElements,
		MaxMapPairs:      64,
		UTF8:             cbor.UTF8RejectInvalid,
	}.DecMode())
)

func must[T any](mode T, err error) T {
	if err != nil {
		panic(err)
	}
	return mode
}

// maxElements is how long a list may be that is decoded.
const maxElements = 1 << 16

// Schema is the version of the payloads' encoding that this program writes.
const Schema = 1

// EncodePayload writes a payload as CBOR with integer keys.
func EncodePayload(p Payload) ([]byte, error) {
	b, err := encoding.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", p.Type(), err)
	}
	return b, nil
}

// DecodePayload reads a payload of a type. Keys it does not know are passed over, so that a newer program's additions
// do not stop an older one.
func DecodePayload(t Type, schema uint16, b []byte) (Payload, error) {
	if schema != Schema {
		return nil, fmt.Errorf("decode %s: schema %d is not known to this program, which knows %d", t, schema, Schema)
	}
	p := newPayload(t)
	if p == nil {
		return nil, fmt.Errorf("decode payload: no event type has the number %d", uint8(t))
	}
	if err := decodeMap(b, p); err != nil {
		return nil, fmt.Errorf("decode %s: %w", t, err)
	}
	return p, nil
}

// decodeMap reads a CBOR map into a struct. The library takes null for a struct without fields; it is none.
func decodeMap(b []byte, to any) error {
	const majorType, maps = 0xe0, 5 << 5
	if len(b) == 0 || b[0]&majorType != maps {
		return errors.New("not a CBOR map")
	}
	return decoding.Unmarshal(b, to)
}

// UnmarshalCBOR reads a byte string of exactly 16 bytes; the library would fill up a shorter one and cut off a longer one.
func (id *ID) UnmarshalCBOR(b []byte) error {
	const head = 0x50
	if len(b) != 1+len(id) || b[0] != head {
		return errors.New("not an id: a string of 16 bytes")
	}
	*id = ID(b[1:])
	return nil
}

// UnmarshalCBOR reads a byte string of exactly 32 bytes.
func (h *Hash) UnmarshalCBOR(b []byte) error {
	const head, length = 0x58, sha256.Size
	if len(b) != 2+length || b[0] != head || b[1] != length {
		return errors.New("not a hash: a string of 32 bytes")
	}
	*h = Hash(b[2:])
	return nil
}
