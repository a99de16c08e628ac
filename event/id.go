package event

import (
	"crypto/sha1"
	"fmt"

	"github.com/google/uuid"
)

// ID names one thing for ever: an event, entity, document, claim, report or end.
// It is a UUID; onrecord makes version 7 ids, and takes any version from others.
// The zero ID names nothing.
type ID uuid.UUID

// NewID makes a fresh id (UUID version 7, so ids made later sort later).
func NewID() ID { return ID(uuid.Must(uuid.NewV7())) }

// ParseID reads the canonical 36-character form of a UUID.
func ParseID(s string) (ID, error) {
	if len(s) != 36 {
		return ID{}, fmt.Errorf("%q is not a UUID of 36 characters", s)
	}
	u, err := uuid.Parse(s)
	if err != nil {
		return ID{}, fmt.Errorf("%q is not a UUID: %w", s, err)
	}
	return ID(u), nil
}

// Derive names a part of the thing that id names, the same part always alike (UUID version 5):
// the report inside a claim event is Derive("report"), the end inside a correction Derive("end").
func (id ID) Derive(part string) ID {
	named := make([]byte, 0, 64)
	sum := sha1.Sum(append(append(named, id[:]...), part...)) // as RFC 9562, section 5.5 says; only to name, not to prove
	derived := ID(sum[:len(id)])
	derived[6] = derived[6]&0x0f | 0x50
	derived[8] = derived[8]&0x3f | 0x80
	return derived
}

// IsZero reports whether id names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// String returns the canonical form, in lower case.
func (id ID) String() string { return uuid.UUID(id).String() }

// MarshalText writes the canonical form; it is how ids look in JSON.
func (id ID) MarshalText() ([]byte, error) { return uuid.UUID(id).MarshalText() }

// UnmarshalText reads the canonical form.
func (id *ID) UnmarshalText(text []byte) error {
	parsed, err := ParseID(string(text))
	if err != nil {
		return err
	}
	*id = parsed
	return nil
}
