// Package access knows who asks: by a static token, by a token of an OpenID Connect issuer, or, where nobody has to log in,
// by the name that everybody is given. It says what each may do; where that is asked is for others to decide.
package access

import (
	"fmt"
	"slices"
	"strings"
)

// Role is what somebody may do. Each may do all that those before it may.
type Role uint8

// The roles.
const (
	Reader        Role = iota + 1 // ask, follow, and read the log
	Recorder                      // record events
	Administrator                 // erase, and take backups
)

var roles = []string{Reader: "reader", Recorder: "recorder", Administrator: "administrator"}

// String is the word for the role.
func (r Role) String() string {
	if r < Reader || r > Administrator {
		return fmt.Sprintf("Role(%d)", r)
	}
	return roles[r]
}

// MarshalText writes the word.
func (r Role) MarshalText() ([]byte, error) {
	if r < Reader || r > Administrator {
		return nil, fmt.Errorf("role: %d is none", r)
	}
	return []byte(roles[r]), nil
}

// UnmarshalText reads the word.
func (r *Role) UnmarshalText(text []byte) error {
	i := slices.Index(roles[Reader:], string(text))
	if i < 0 {
		return fmt.Errorf("role: %.40q is none of %s", text, strings.Join(roles[Reader:], ", "))
	}
	*r = Reader + Role(i)
	return nil
}
