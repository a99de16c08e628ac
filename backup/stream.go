package backup

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
	"onrecord/eventlog"
)

// A segment as a stream of bytes, in a file or over a wire. Lines say where it begins, then frames follow, each with its
// length in front: the checkpoint, and then every record as the log stores it.
//
//	onrecord records 1
//	after 140
//	key onrecord/...+1f6a5e9d+AYx...     each public key
//	edge 8Wq...                          each hash on the edge of the tree of the events before
//	                                     an empty line
//	+--------------------+-------+
//	| length: 4 bytes    | bytes |  ...
//	| big-endian         |       |
//	+--------------------+-------+
const (
	magic = "onrecord records 1"

	buffered      = 64 << 10 // bytes; no line is longer
	maxKeys       = 100
	maxCheckpoint = 64 << 10 // bytes
)

// Write writes the segment. When it fails, what was written is a segment that is cut off.
func (s *Segment) Write(to io.Writer) error {
	out := bufio.NewWriterSize(to, buffered)
	if _, err := out.WriteString(s.head()); err != nil {
		return err
	}
	if err := writeFrame(out, s.Checkpoint.Signed); err != nil {
		return err
	}
	var frame []byte
	for r, err := range s.Records() {
		if err != nil {
			return errors.Join(err, out.Flush())
		}
		frame = event.AppendRecord(frame[:0], r.Leaf, r.Salt, r.Payload)
		if err := writeFrame(out, frame); err != nil {
			return err
		}
	}
	return out.Flush()
}

// head is the lines of the segment.
func (s *Segment) head() string {
	var lines strings.Builder
	fmt.Fprintf(&lines, "%s\nafter %d\n", magic, s.before.size)
	for _, key := range s.Keys {
		fmt.Fprintf(&lines, "key %s\n", key)
	}
	for _, hash := range s.before.edge {
		fmt.Fprintf(&lines, "edge %s\n", base64.StdEncoding.EncodeToString(hash[:]))
	}
	return lines.String() + "\n"
}

// writeFrame writes bytes behind their length.
func writeFrame(out *bufio.Writer, b []byte) error {
	var length [4]byte
	binary.BigEndian.PutUint32(length[:], uint32(len(b)))
	if _, err := out.Write(length[:]); err != nil {
		return err
	}
	_, err := out.Write(b)
	return err
}

// Read reads the beginning of a segment, and checks that one of its own keys signed its checkpoint; whether that key is
// the log's is for who knows the log. Its records are read from the stream when they are asked for, and after the last
// the stream must end.
func Read(from io.Reader) (*Segment, error) {
	in := bufio.NewReaderSize(from, buffered)
	s, err := readHead(in)
	if err != nil {
		return nil, fmt.Errorf("read a segment: %w", err)
	}
	signed, err := readFrame(in, maxCheckpoint)
	if err != nil {
		return nil, fmt.Errorf("read a segment: its checkpoint: %w", err)
	}
	if s.Checkpoint, err = eventlog.ParseCheckpoint(signed, s.Keys...); err != nil {
		return nil, fmt.Errorf("read a segment: %w", err)
	}
	if s.Checkpoint.Size < s.before.size {
		return nil, fmt.Errorf("read a segment: it begins after position %d, and its checkpoint is of %d events", s.before.size, s.Checkpoint.Size)
	}
	s.records = readRecords(in, s.before.size, s.Checkpoint.Size)
	return s, nil
}

// readHead reads the lines of a segment.
func readHead(in *bufio.Reader) (*Segment, error) {
	s := &Segment{}
	first, err := readLine(in)
	if err != nil || first != magic {
		return nil, errors.Join(fmt.Errorf("it does not begin with the line %q", magic), err)
	}
	line, err := readLine(in)
	if err != nil {
		return nil, err
	}
	after, err := strconv.ParseUint(field(line, "after"), 10, 62)
	if err != nil {
		return nil, fmt.Errorf("the line %.80q does not say after which position it begins", line)
	}
	s.before.size = event.Position(after)
	for line, err = readLine(in); err == nil && field(line, "key") != "" && len(s.Keys) < maxKeys; line, err = readLine(in) {
		s.Keys = append(s.Keys, field(line, "key"))
	}
	for ; err == nil && field(line, "edge") != "" && !s.before.whole(); line, err = readLine(in) {
		hash, err := base64.StdEncoding.Strict().DecodeString(field(line, "edge"))
		if err != nil || len(hash) != tlog.HashSize {
			return nil, fmt.Errorf("the line %.80q does not hold a hash", line)
		}
		s.before.edge = append(s.before.edge, tlog.Hash(hash))
	}
	switch {
	case err != nil:
		return nil, err
	case line != "":
		return nil, fmt.Errorf("the line %.80q is not one of its", line)
	case !s.before.whole():
		return nil, fmt.Errorf("the edge of the tree of %d events does not have %d hashes", s.before.size, len(s.before.edge))
	}
	return s, nil
}

// field is what a line says behind a name; empty when it is another line.
func field(line, name string) string {
	if said, value, found := strings.Cut(line, " "); found && said == name {
		return value
	}
	return ""
}

// readLine reads a line without its end.
func readLine(in *bufio.Reader) (string, error) {
	line, err := in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return "", fmt.Errorf("a line is longer than %d bytes", buffered)
	}
	if err != nil {
		return "", cutOff(err)
	}
	return string(bytes.TrimSuffix(line, []byte("\n"))), nil
}

// readRecords reads the frames of the records after one position up to another.
func readRecords(in *bufio.Reader, after, last event.Position) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		for position := after + 1; position <= last; position++ {
			frame, err := readFrame(in, eventlog.MaxBytes-1)
			var r event.Record
			if err == nil {
				r, err = event.ParseRecord(frame)
			}
			if err != nil {
				yield(event.Record{}, fmt.Errorf("position %d of %d: %w", position, last, err))
				return
			}
			if !yield(r, nil) {
				return
			}
		}
		if _, err := in.ReadByte(); err == nil {
			yield(event.Record{}, fmt.Errorf("it goes on after position %d, its last", last))
		} else if !errors.Is(err, io.EOF) {
			yield(event.Record{}, cutOff(err))
		}
	}
}

// readFrame reads the bytes behind a length.
func readFrame(in *bufio.Reader, most int) ([]byte, error) {
	var length [4]byte
	if _, err := io.ReadFull(in, length[:]); err != nil {
		return nil, cutOff(err)
	}
	n := binary.BigEndian.Uint32(length[:])
	if n == 0 || n > uint32(most) {
		return nil, fmt.Errorf("a frame of %d bytes; it has 1 to %d", n, most)
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(in, b); err != nil {
		return nil, cutOff(err)
	}
	return b, nil
}

// cutOff says what it means that a stream ended.
func cutOff(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return ErrCutOff
	}
	return err
}
