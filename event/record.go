package event

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
)

// Position is an event's place in the log: 1 for the first, without gaps. 0 is before the first.
type Position uint64

func (p Position) String() string { return strconv.FormatUint(uint64(p), 10) }

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// Salt is hashed with a payload, so that the hash of an erased payload cannot be found out by guessing it.
type Salt [16]byte

// NewSalt draws a salt.
func NewSalt() Salt {
	var s Salt
	rand.Read(s[:]) // never fails, by its contract
	return s
}

// PayloadHash is SHA-256 of the salt followed by the payload's bytes.
func PayloadHash(salt Salt, payload []byte) Hash {
	h := sha256.New()
	h.Write(salt[:])
	h.Write(payload)
	return Hash(h.Sum(nil))
}

// Envelope is what the log says about an event. Its bytes are the leaf of the Merkle tree: they never change, also when
// the payload is erased.
type Envelope struct {
	Position    Position `cbor:"1,keyasint" json:"position"`
	RecordedAt  Instant  `cbor:"2,keyasint" json:"recordedAt"` // one for an append, strictly increasing between appends
	RecordedBy  string   `cbor:"3,keyasint" json:"recordedBy"` // who recorded it: a token's name, or the user of the operating system
	ID          ID       `cbor:"4,keyasint" json:"id"`
	Type        Type     `cbor:"5,keyasint" json:"type"`
	Schema      uint16   `cbor:"6,keyasint" json:"schema"`
	Touches     []ID     `cbor:"7,keyasint" json:"touches"` // see Event.Touches; its own id first
	PayloadHash Hash     `cbor:"8,keyasint" json:"-"`
}

// Encode writes the envelope as CBOR with integer keys.
func (e *Envelope) Encode() ([]byte, error) {
	tail, err := e.EncodeTail()
	if err != nil {
		return nil, err
	}
	return AppendEnvelope(nil, e.Position, e.RecordedAt, tail), nil
}

// maxEnvelope is what a leaf may hold in the tlog-tiles format.
const maxEnvelope = 65535

// ErrErased says that a record's payload was erased.
var ErrErased = errors.New("the payload was erased")

// Record is an event as the log holds it.
//
//	+---------+-----------------+----------+------------+---------+
//	| form: 1 | length: 2 bytes | envelope | salt: 16   | payload |
//	|         | big-endian      | CBOR     |            | CBOR    |
//	+---------+-----------------+----------+------------+---------+
//
// Of an erased event the salt and the payload are missing.
type Record struct {
	Envelope
	Leaf    []byte // the envelope's bytes as stored
	Salt    Salt
	Payload []byte // CBOR; nil when erased
}

const recordForm = 1

// AppendRecord appends the bytes of a record to b. The envelope is one that Encode wrote; without payload the record is
// one that was erased, and the salt is left out too.
func AppendRecord(b, envelope []byte, salt Salt, payload []byte) []byte {
	b = append(b, recordForm)
	b = binary.BigEndian.AppendUint16(b, uint16(len(envelope)))
	b = append(b, envelope...)
	if len(payload) == 0 {
		return b
	}
	b = append(b, salt[:]...)
	return append(b, payload...)
}

// ParseRecord reads the bytes of a record. The record keeps parts of b.
func ParseRecord(b []byte) (Record, error) {
	if len(b) < 3 || b[0] != recordForm {
		return Record{}, errors.New("parse record: not a record of form 1")
	}
	n := int(binary.BigEndian.Uint16(b[1:]))
	rest := b[3:]
	if len(rest) < n {
		return Record{}, fmt.Errorf("parse record: the envelope should have %d bytes; %d are left", n, len(rest))
	}
	r := Record{Leaf: rest[:n:n]}
	if !scanEnvelope(r.Leaf, &r.Envelope) {
		r.Envelope = Envelope{}
		if err := decodeMap(r.Leaf, &r.Envelope); err != nil {
			return Record{}, fmt.Errorf("parse envelope: %w", err)
		}
	}
	rest = rest[n:]
	if len(rest) == 0 {
		return r, nil
	}
	if len(rest) <= len(r.Salt) {
		return Record{}, fmt.Errorf("parse record: %d bytes are too few for a salt and a payload", len(rest))
	}
	r.Salt, r.Payload = Salt(rest[:len(r.Salt)]), rest[len(r.Salt):]
	return r, nil
}

// Erased reports whether the payload is gone.
func (r *Record) Erased() bool { return r.Payload == nil }

// Decode reads the payload; ErrErased when it is gone.
func (r *Record) Decode() (Payload, error) {
	if r.Erased() {
		return nil, ErrErased
	}
	return DecodePayload(r.Type, r.Schema, r.Payload)
}

// Intact reports whether the payload is the one the envelope was made for; an erased payload cannot be told.
func (r *Record) Intact() bool { return r.Erased() || PayloadHash(r.Salt, r.Payload) == r.PayloadHash }
