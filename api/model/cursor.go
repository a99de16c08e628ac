package model

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"slices"
)

// keyset is where an element stands in its list, whatever else is added: by its order, then by its position in the log.
type keyset struct {
	order    int64
	position uint64
}

func (k keyset) compare(o keyset) int {
	switch {
	case k.order != o.order && k.order < o.order, k.order == o.order && k.position < o.position:
		return -1
	case k == o:
		return 0
	}
	return 1
}

const cursorForm = 1

// cursor writes a keyset with a hash of what its list was asked with.
func (k keyset) cursor(scope string) string {
	hash := sha256.Sum256([]byte(scope))
	b := append([]byte{cursorForm}, hash[:8]...)
	b = binary.BigEndian.AppendUint64(b, uint64(k.order))
	b = binary.BigEndian.AppendUint64(b, k.position)
	return base64.RawURLEncoding.EncodeToString(b)
}

// parseCursor reads a cursor of the same list.
func parseCursor(text, scope, field string) (keyset, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(b) != 25 || b[0] != cursorForm {
		return keyset{}, &InputError{Code: CodeCursor, Field: []string{field}, Message: "this is not a cursor that a list gave out"}
	}
	if hash := sha256.Sum256([]byte(scope)); !slices.Equal(b[1:9], hash[:8]) {
		return keyset{}, &InputError{Code: CodeCursorMismatch, Field: []string{field},
			Message: "the cursor comes from a list with another view, filter or order; page with the arguments it came from"}
	}
	return keyset{int64(binary.BigEndian.Uint64(b[9:])), binary.BigEndian.Uint64(b[17:])}, nil
}
