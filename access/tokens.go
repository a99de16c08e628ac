package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// prefix begins every token, so that people and scanners of leaked secrets know one.
const prefix = "onrecord_"

// Token is what is kept of a static token: everything but the token itself.
type Token struct {
	Name    string    `json:"name"`
	Role    Role      `json:"role"`
	Created time.Time `json:"created"`
	SHA256  string    `json:"sha256"` // of the token, in hexadecimal digits
}

// Tokens are the static tokens in a file. What is changed in the file counts at once.
type Tokens struct {
	path string

	mu    sync.Mutex // guards the rest
	seen  fs.FileInfo
	known map[string]Token // by hash
}

// OpenTokens reads a file of tokens. One that is missing holds none.
func OpenTokens(path string) (*Tokens, error) {
	t := &Tokens{path: path}
	_, err := t.Len()
	return t, err
}

// Len is how many tokens there are.
func (t *Tokens) Len() (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	err := t.look()
	return len(t.known), err
}

// look reads the file again if it is another one than it was.
func (t *Tokens) look() error {
	now, err := os.Stat(t.path)
	if os.IsNotExist(err) {
		t.seen, t.known = nil, nil
		return nil
	}
	if err != nil {
		return fmt.Errorf("tokens: %w", err)
	}
	if t.seen != nil && os.SameFile(t.seen, now) && t.seen.ModTime().Equal(now.ModTime()) && t.seen.Size() == now.Size() {
		return nil
	}
	t.seen, t.known = nil, nil
	list, err := List(t.path)
	if err != nil {
		return err
	}
	t.known = map[string]Token{}
	for _, token := range list {
		t.known[token.SHA256] = token
	}
	t.seen = now
	return nil
}

// find finds a token by its hash.
func (t *Tokens) find(hash string) (Token, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.look(); err != nil {
		return Token{}, err
	}
	token, is := t.known[hash]
	if !is {
		return Token{}, fmt.Errorf("%w: it was mistyped, or revoked", ErrUnknown)
	}
	return token, nil
}

// know is who has a token.
func (t *Tokens) know(secret string) (Caller, error) {
	hash := hashed(secret)
	token, err := t.find(hash)
	if err != nil {
		return Caller{}, err
	}
	return Caller{Name: token.Name, Role: token.Role, holds: func() error {
		_, err := t.find(hash)
		return err
	}}, nil
}

func hashed(secret string) string {
	// 256 random bits need neither salt nor a slow hash: there is nothing to guess.
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// NewToken adds a token to a file, which is made when it is missing. The token is returned, and kept nowhere.
func NewToken(path, name string, role Role) (secret string, err error) {
	if err := checkName(name); err != nil {
		return "", err
	}
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails
	secret = prefix + base64.RawURLEncoding.EncodeToString(random)
	return secret, change(path, func(list []Token) ([]Token, error) {
		if slices.ContainsFunc(list, func(t Token) bool { return t.Name == name }) {
			return nil, fmt.Errorf("there is a token for %q already: revoke it first, or choose another name", name)
		}
		return append(list, Token{Name: name, Role: role, Created: time.Now().UTC().Truncate(time.Second), SHA256: hashed(secret)}), nil
	})
}

// Revoke takes the token of a name out of a file.
func Revoke(path, name string) error {
	return change(path, func(list []Token) ([]Token, error) {
		i := slices.IndexFunc(list, func(t Token) bool { return t.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no token for %q%s", name, among(list))
		}
		return slices.Delete(list, i, i+1), nil
	})
}

// among says which names there are.
func among(list []Token) string {
	if len(list) == 0 {
		return ""
	}
	var names []string
	for _, t := range list {
		names = append(names, fmt.Sprintf("%q", t.Name))
	}
	return "; there are " + strings.Join(names, ", ")
}
