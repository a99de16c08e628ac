package eventlog

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"

	"onrecord/event"
)

// Proof is what to hand to somebody who takes nobody's word for it: that a log holds an event at a position. Its text is
// a C2SP tlog-proof file, with the record as the extra data, so that the file and a public key are all that is needed.
//
//	c2sp.org/tlog-proof@v1
//	extra RECORD
//	index POSITION-1
//	HASH
//	...
//
//	CHECKPOINT, as it was signed
type Proof struct {
	Position event.Position
	Extra    []byte       // the record, see [event.Record]; of a proof that others made, whatever they put there, or nothing
	Hashes   []event.Hash // as those of [Inclusion]
	Signed   []byte       // the checkpoint
}

// MaxProof is how many bytes the text of a proof may have. A record of an append has fewer than MaxBytes.
const MaxProof = 4 << 20

const (
	proofForm = "c2sp.org/tlog-proof@v1\n"
	maxPath   = 63 // hashes from a leaf of the largest tree to its root
)

// NewProof proves what is at a position under a checkpoint of the log. ErrNoPosition when the checkpoint is of fewer
// events.
func NewProof(l Log, position event.Position, c Checkpoint) (Proof, error) {
	path, err := Prove(l, position, c.Size)
	if err != nil {
		return Proof{}, err
	}
	r, err := l.At(position)
	if err != nil {
		return Proof{}, err
	}
	record := event.AppendRecord(nil, r.Leaf, r.Salt, r.Payload)
	return Proof{Position: position, Extra: record, Hashes: path.Hashes, Signed: c.Signed}, nil
}

// Text is the file.
func (p *Proof) Text() []byte {
	text := []byte(proofForm)
	if len(p.Extra) > 0 {
		text = append(text, "extra "...)
		text = append(base64.StdEncoding.AppendEncode(text, p.Extra), '\n')
	}
	text = fmt.Appendf(text, "index %d\n", p.Position-1)
	for _, h := range p.Hashes {
		text = append(base64.StdEncoding.AppendEncode(text, h[:]), '\n')
	}
	text = append(text, '\n')
	return append(text, p.Signed...)
}

// ParseProof reads the text of a proof. Nothing of it is to be believed before Verify.
func ParseProof(text []byte) (Proof, error) {
	p, err := parseProof(text)
	if err == nil && !bytes.Equal(p.Text(), text) { // base64 and numbers can be written in more than one way
		err = errors.New("its numbers or hashes are not written as the format wants")
	}
	if err != nil {
		return Proof{}, fmt.Errorf("read a tlog-proof: %w", err)
	}
	return p, nil
}

func parseProof(text []byte) (p Proof, err error) {
	if len(text) > MaxProof {
		return Proof{}, fmt.Errorf("it has more than %d bytes", MaxProof)
	}
	rest, is := bytes.CutPrefix(text, []byte(proofForm))
	if !is {
		return Proof{}, fmt.Errorf("its first line is not %s", proofForm[:len(proofForm)-1])
	}
	line, rest, _ := bytes.Cut(rest, []byte("\n"))
	if extra, is := bytes.CutPrefix(line, []byte("extra ")); is {
		if p.Extra, err = base64.StdEncoding.AppendDecode(nil, extra); err != nil {
			return Proof{}, errors.New("the line extra is not in base64")
		}
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
	}
	number, is := bytes.CutPrefix(line, []byte("index "))
	index, err := strconv.ParseUint(string(number), 10, 63)
	if !is || err != nil {
		return Proof{}, fmt.Errorf("it should have a line with the word index and a number, and has %.40q", line)
	}
	p.Position = event.Position(index + 1)
	for {
		line, rest, is = bytes.Cut(rest, []byte("\n"))
		if len(line) == 0 {
			break
		}
		hash, err := base64.StdEncoding.AppendDecode(nil, line)
		if err != nil || len(hash) != len(event.Hash{}) || len(p.Hashes) == maxPath {
			return Proof{}, fmt.Errorf("line %.60q is not one of at most %d hashes of 32 bytes in base64", line, maxPath)
		}
		p.Hashes = append(p.Hashes, event.Hash(hash))
	}
	if !is {
		return Proof{}, errors.New("there is no empty line and no checkpoint after its hashes")
	}
	p.Signed = rest
	return p, nil
}

// Record reads the record that comes with the proof.
func (p *Proof) Record() (event.Record, error) {
	if len(p.Extra) == 0 {
		return event.Record{}, errors.New("the proof comes without the record")
	}
	r, err := event.ParseRecord(p.Extra)
	if err != nil {
		return event.Record{}, fmt.Errorf("the extra data of the proof: %w", err)
	}
	return r, nil
}

// Verify checks that a record is the event at the proof's position, as a checkpoint says that one of some public keys has
// signed, which it returns. It needs no log. A payload that the record has must be the one that was recorded; it may also
// have none, as after an erasure. ErrSignature for a checkpoint that does not count, ErrProof for anything else that does
// not hold.
func (p *Proof) Verify(r event.Record, public ...string) (Checkpoint, error) {
	c, err := ParseCheckpoint(p.Signed, public...)
	if err != nil {
		return Checkpoint{}, err
	}
	path := Inclusion{Position: p.Position, Size: c.Size, Hashes: p.Hashes}
	if err := path.Check(c.Root, r.Leaf); err != nil {
		return Checkpoint{}, err
	}
	if r.Position != p.Position { // the log has signed what it does not mean
		return Checkpoint{}, fmt.Errorf("%w: the envelope at position %d says that it is position %d", ErrProof, p.Position, r.Position)
	}
	if !r.Intact() {
		return Checkpoint{}, fmt.Errorf("%w: the payload is not the one that was recorded: its hash is not that in the envelope", ErrProof)
	}
	return c, nil
}
