package event

import (
	"encoding/binary"
	"fmt"
	"math"
	"unicode/utf8"
)

// EncodeTail encodes all of an envelope but its position and its time, which stand first: what is known before the event
// has its place in the log.
func (e *Envelope) EncodeTail() ([]byte, error) {
	if !utf8.ValidString(e.RecordedBy) {
		return nil, fmt.Errorf("encode envelope: recordedBy %q is not valid UTF-8", brief(e.RecordedBy))
	}
	b := make([]byte, 0, len(e.RecordedBy)+len(e.Touches)*(1+len(ID{}))+80)
	b = append(appendHead(append(b, 3), majorText, uint64(len(e.RecordedBy))), e.RecordedBy...)
	b = append(appendHead(append(b, 4), majorBytes, uint64(len(e.ID))), e.ID[:]...)
	b = appendHead(append(b, 5), majorUint, uint64(e.Type))
	b = appendHead(append(b, 6), majorUint, uint64(e.Schema))
	b = appendHead(append(b, 7), majorArray, uint64(len(e.Touches)))
	for _, id := range e.Touches {
		b = append(appendHead(b, majorBytes, uint64(len(id))), id[:]...)
	}
	b = append(appendHead(append(b, 8), majorBytes, uint64(len(e.PayloadHash))), e.PayloadHash[:]...)
	if n := len(AppendEnvelope(nil, math.MaxUint64, Future, nil)) + len(b); n > maxEnvelope {
		return nil, fmt.Errorf("encode envelope: %d bytes; at most %d", n, maxEnvelope)
	}
	return b, nil
}

// AppendEnvelope appends to b the envelope with a position, a time and a tail that EncodeTail made.
func AppendEnvelope(b []byte, position Position, at Instant, tail []byte) []byte {
	b = appendHead(b, majorMap, 8)
	b = appendHead(append(b, 1), majorUint, uint64(position))
	if b = append(b, 2); at < 0 {
		b = appendHead(b, majorNeg, uint64(-1-at))
	} else {
		b = appendHead(b, majorUint, uint64(at))
	}
	return append(b, tail...)
}

// appendHead appends the head of an item of a major type in its shortest form.
func appendHead(b []byte, major byte, n uint64) []byte {
	switch major <<= 5; {
	case n < 24:
		return append(b, major|byte(n))
	case n <= math.MaxUint8:
		return append(b, major|24, byte(n))
	case n <= math.MaxUint16:
		return binary.BigEndian.AppendUint16(append(b, major|25), uint16(n))
	case n <= math.MaxUint32:
		return binary.BigEndian.AppendUint32(append(b, major|26), uint32(n))
	}
	return binary.BigEndian.AppendUint64(append(b, major|27), n)
}

// scanEnvelope reads the bytes that Encode writes: the keys 1 to 8, in order, each with a value of its own type. Reading a
// log reads nothing more often, and this is several times as fast as the general decoder. It reports false for anything
// else, which may be wrong or come from a newer program: that is for the general decoder to say.
func scanEnvelope(b []byte, e *Envelope) bool {
	s := scanner{rest: b}
	s.expect(majorMap, 8)
	s.expect(majorUint, 1)
	e.Position = Position(s.head(majorUint))
	s.expect(majorUint, 2)
	e.RecordedAt = Instant(s.int())
	s.expect(majorUint, 3)
	e.RecordedBy = string(s.bytes(s.head(majorText)))
	s.expect(majorUint, 4)
	e.ID = s.id()
	s.expect(majorUint, 5)
	kind := s.head(majorUint)
	e.Type = Type(kind)
	s.expect(majorUint, 6)
	schema := s.head(majorUint)
	e.Schema = uint16(schema)
	s.expect(majorUint, 7)
	n := s.head(majorArray)
	if s.failed || n > uint64(len(s.rest)/(1+len(ID{}))) {
		return false
	}
	e.Touches = make([]ID, n)
	for i := range e.Touches {
		e.Touches[i] = s.id()
	}
	s.expect(majorUint, 8)
	s.expect(majorBytes, uint64(len(e.PayloadHash)))
	copy(e.PayloadHash[:], s.bytes(uint64(len(e.PayloadHash))))
	return !s.failed && len(s.rest) == 0 && kind <= 1<<8-1 && schema <= 1<<16-1 && utf8.ValidString(e.RecordedBy)
}

// The major types of CBOR that an envelope has (RFC 8949, section 3.1).
const (
	majorUint  = 0
	majorNeg   = 1
	majorBytes = 2
	majorText  = 3
	majorArray = 4
	majorMap   = 5
)

// scanner reads CBOR front to back. Once it has failed it stays so, and what it returns means nothing.
type scanner struct {
	rest   []byte
	failed bool
}

// head reads the number in the head of an item of a major type: its value, its length or its count. Nearly all are of one
// byte, and those are read where they are asked for.
func (s *scanner) head(major byte) uint64 {
	if b := s.rest; len(b) > 0 && b[0]>>5 == major && b[0]&31 < 24 {
		s.rest = b[1:]
		return uint64(b[0] & 31)
	}
	return s.longHead(major)
}

// longHead is head for all that is not one byte.
func (s *scanner) longHead(major byte) (n uint64) {
	if len(s.rest) == 0 || s.rest[0]>>5 != major {
		s.failed = true
		return 0
	}
	short := s.rest[0] & 31
	s.rest = s.rest[1:]
	if short > 27 {
		s.failed = true
		return 0
	}
	for _, b := range s.bytes(1 << (short - 24)) {
		n = n<<8 | uint64(b)
	}
	return n
}

func (s *scanner) expect(major byte, n uint64) {
	if s.head(major) != n {
		s.failed = true
	}
}

// bytes takes the next n bytes; nil when there are not so many.
func (s *scanner) bytes(n uint64) []byte {
	if s.failed || n > uint64(len(s.rest)) {
		s.failed = true
		return nil
	}
	taken := s.rest[:n]
	s.rest = s.rest[n:]
	return taken
}

// int reads a whole number of either sign that an int64 can hold.
func (s *scanner) int() int64 {
	major := byte(majorUint)
	if len(s.rest) > 0 && s.rest[0]>>5 == majorNeg {
		major = majorNeg
	}
	n := s.head(major)
	if n > 1<<63-1 {
		s.failed = true
	}
	if major == majorNeg {
		return -1 - int64(n)
	}
	return int64(n)
}

// id reads a byte string of exactly 16 bytes, with a head of one byte.
func (s *scanner) id() (id ID) {
	const head = majorBytes<<5 | byte(len(id))
	b := s.rest
	if s.failed || len(b) <= len(id) || b[0] != head {
		s.failed = true
		return id
	}
	s.rest = b[1+len(id):]
	return ID(b[1:])
}
