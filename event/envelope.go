package event

import "unicode/utf8"

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

// head reads the number in the head of an item of a major type: its value, its length or its count.
func (s *scanner) head(major byte) uint64 {
	if len(s.rest) == 0 || s.rest[0]>>5 != major {
		s.failed = true
		return 0
	}
	short := s.rest[0] & 31
	s.rest = s.rest[1:]
	if short < 24 {
		return uint64(short)
	}
	if short > 27 {
		s.failed = true
		return 0
	}
	n := uint64(0)
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

func (s *scanner) id() (id ID) {
	s.expect(majorBytes, uint64(len(id)))
	copy(id[:], s.bytes(uint64(len(id))))
	return id
}
