package eventlog

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// signing are the keys with which a log signs its checkpoints: Ed25519, in the forms of C2SP signed-note. Most logs have
// one. While a key is being replaced there are two, and both sign, so that whoever knows one of them can check.
type signing struct {
	signers []note.Signer
	public  []string // verifier keys, in the order of the signers
}

// makeKeys makes a file with one new key of the name. It never writes over a file.
func makeKeys(path, name string) error {
	secret, _, err := note.GenerateKey(rand.Reader, name)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.WriteString(secret + "\n")
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return syncDirectory(filepath.Dir(path))
}

// readKeys reads the keys of a file, one a line. All bear the name of the log.
func readKeys(path string) (*signing, error) {
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s is missing", ErrKeys, path)
	}
	if err != nil {
		return nil, err
	}
	s := &signing{}
	for i, line := range strings.Fields(string(content)) {
		signer, err := note.NewSigner(line)
		if err != nil {
			return nil, fmt.Errorf("%w: %s: key %d is not a signer key of C2SP signed-note", ErrKeys, path, i+1) // the reason could quote it
		}
		public, err := publicKey(line)
		if err != nil {
			return nil, fmt.Errorf("%w: %s: key %d: %w", ErrKeys, path, i+1, err)
		}
		if len(s.signers) > 0 && signer.Name() != s.name() {
			return nil, fmt.Errorf("%w: %s: key %d is of %s, key 1 of %s", ErrKeys, path, i+1, signer.Name(), s.name())
		}
		s.signers, s.public = append(s.signers, signer), append(s.public, public)
	}
	if len(s.signers) == 0 {
		return nil, fmt.Errorf("%w: %s is empty", ErrKeys, path)
	}
	return s, nil
}

// publicKey is the verifier key of a signer key, which is PRIVATE+KEY+name+hash+base64 of an algorithm byte and a seed.
func publicKey(secret string) (string, error) {
	parts := strings.SplitN(secret, "+", 5)
	key, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(parts) != 5 || len(key) != 1+ed25519.SeedSize {
		return "", errors.New("it is not an Ed25519 key")
	}
	return note.NewEd25519VerifierKey(parts[2], ed25519.NewKeyFromSeed(key[1:]).Public().(ed25519.PublicKey))
}

// name is the name that all keys bear, the origin of the log.
func (s *signing) name() string { return s.signers[0].Name() }

// sign signs the text of a checkpoint with every key.
func (s *signing) sign(text string) ([]byte, error) {
	return note.Sign(&note.Note{Text: text}, s.signers...)
}

// verifiers reads verifier keys.
func verifiers(public []string) (note.Verifiers, error) {
	list := make([]note.Verifier, len(public))
	for i, key := range public {
		v, err := note.NewVerifier(key)
		if err != nil {
			return nil, fmt.Errorf("%.120q is not a verifier key of C2SP signed-note: %w", key, err)
		}
		list[i] = v
	}
	return note.VerifierList(list...), nil
}

// AddKey puts a new key in front of those in a key file, and returns its public key. From the next start on the log is
// signed with all of them, until old ones are taken out of the file.
func AddKey(path string) (public string, err error) {
	s, err := readKeys(path)
	if err != nil {
		return "", err
	}
	secret, public, err := note.GenerateKey(rand.Reader, s.name())
	if err != nil {
		return "", err
	}
	old, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	return public, replaceFile(path, bytes.Join([][]byte{[]byte(secret), old}, []byte("\n")), 0o600)
}

// PublicKeys reads the public keys of the keys in a file, in their order.
func PublicKeys(path string) ([]string, error) {
	s, err := readKeys(path)
	if err != nil {
		return nil, err
	}
	return s.public, nil
}

// replaceFile puts a file in the place of another, so that after a loss of power either is there whole, and, once it
// returns, the new one.
func replaceFile(path string, content []byte, mode fs.FileMode) error {
	next := path + ".next"
	file, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(next))
	}
	if err := os.Rename(next, path); err != nil {
		return err
	}
	return syncDirectory(filepath.Dir(path))
}
