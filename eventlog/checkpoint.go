package eventlog

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"onrecord/event"
)

// Checkpoint says how large a log was and what its root was, signed by the log: whoever keeps one can tell later that
// nothing before it was changed or taken away. Its form is that of C2SP tlog-checkpoint.
type Checkpoint struct {
	Origin string         // which log: the name that its keys bear
	Size   event.Position // the last position that the root is over
	Root   event.Hash
	Signed []byte // the note: the three lines of the above, and a line for each signature
}

// text is what is signed.
func (c *Checkpoint) text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// newCheckpoint signs a checkpoint.
func (s *signing) newCheckpoint(h Head) (Checkpoint, error) {
	c := Checkpoint{Origin: s.name(), Size: h.Position, Root: h.Root}
	signed, err := s.sign(c.text())
	if err != nil {
		return Checkpoint{}, fmt.Errorf("sign the checkpoint of position %d: %w", h.Position, err)
	}
	c.Signed = signed
	return c, nil
}

// ParseCheckpoint reads a checkpoint and checks that one of some public keys (verifier keys of C2SP signed-note) has
// signed it. ErrSignature when none has, when a signature by one of them is false, or when they are of another log.
func ParseCheckpoint(signed []byte, public ...string) (Checkpoint, error) {
	known, err := verifiers(public)
	if err != nil {
		return Checkpoint{}, err
	}
	n, err := note.Open(signed, known)
	var unknown *note.UnverifiedNoteError
	var wrong *note.InvalidSignatureError
	if errors.As(err, &unknown) {
		return Checkpoint{}, fmt.Errorf("%w: it is signed by %s, and not by a key that is known here", ErrSignature, signers(unknown.Note))
	} else if errors.As(err, &wrong) {
		return Checkpoint{}, fmt.Errorf("%w: the signature of %s+%08x is not of this text", ErrSignature, wrong.Name, wrong.Hash)
	} else if err != nil {
		return Checkpoint{}, fmt.Errorf("read a checkpoint: %w", err)
	}
	c, err := parseCheckpointText(n.Text)
	if err != nil {
		return Checkpoint{}, err
	}
	if !slices.ContainsFunc(n.Sigs, func(s note.Signature) bool { return s.Name == c.Origin }) {
		return Checkpoint{}, fmt.Errorf("%w: it is of the log %q, and the key that signed it is of %q", ErrSignature, c.Origin, n.Sigs[0].Name)
	}
	c.Signed = signed
	return c, nil
}

// signers names the keys that say they signed a note.
func signers(n *note.Note) string {
	var names []string
	for _, s := range n.UnverifiedSigs {
		names = append(names, fmt.Sprintf("%s+%08x", s.Name, s.Hash))
	}
	return strings.Join(names, ", ")
}

// parseCheckpointText reads the lines of a checkpoint. Lines after the third are extensions, which we do not know.
func parseCheckpointText(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[0] == "" {
		return Checkpoint{}, errors.New("read a checkpoint: it has no lines for origin, size and root")
	}
	size, err := strconv.ParseUint(lines[1], 10, 63)
	if err != nil || strconv.FormatUint(size, 10) != lines[1] {
		return Checkpoint{}, fmt.Errorf("read a checkpoint: the size %.40q is not a decimal number", lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != len(event.Hash{}) {
		return Checkpoint{}, fmt.Errorf("read a checkpoint: the root %.60q is not 32 bytes in base64", lines[2])
	}
	return Checkpoint{Origin: lines[0], Size: event.Position(size), Root: event.Hash(root)}, nil
}
