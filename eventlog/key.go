package eventlog

import (
	"encoding/binary"
	"fmt"
	"strconv"

	"onrecord/event"
)

// The keys in Badger. Numbers are big-endian, so that the order of the keys is that of the positions.
//
//	+-----+--------------+
//	| 'e' | position: 8  |  ->  the record, see event.Record
//	+-----+--------------+
//	| 'i' | event id: 16 |  ->  position: 8
//	+-----+----------+------+
//	| 't' | level: 1 | n: 8 |  ->  a full tile of the Merkle tree: 256 hashes of 32 bytes
//	+-----+----------+------+
//	| 'x' | position: 8  |  ->  what is left of a record whose payload is being erased, until that is done
//	+-----+--------------+
//	| 'm' | "format"     |  ->  "onrecord log 2"
//	+-----+--------------+
const (
	recordPrefix  = 'e'
	idPrefix      = 'i'
	tilePrefix    = 't'
	erasurePrefix = 'x'
)

// Format is the number of the format on disk that this program reads and writes.
const Format = 2

// formatKey marks the directory as a log; format is the mark.
var (
	formatKey = []byte("mformat")
	format    = []byte("onrecord log " + strconv.Itoa(Format))
)

func recordKey(p event.Position) []byte  { return positionKey(recordPrefix, p) }
func erasureKey(p event.Position) []byte { return positionKey(erasurePrefix, p) }
func idKey(id event.ID) []byte           { return append([]byte{idPrefix}, id[:]...) }

func tileKey(level int, n int64) []byte {
	return binary.BigEndian.AppendUint64([]byte{tilePrefix, byte(level)}, uint64(n))
}

func positionKey(prefix byte, p event.Position) []byte {
	return binary.BigEndian.AppendUint64([]byte{prefix}, uint64(p))
}

func positionValue(p event.Position) []byte { return binary.BigEndian.AppendUint64(nil, uint64(p)) }

// parsePosition reads the eight bytes that a position has in keys and values.
func parsePosition(b []byte) (event.Position, error) {
	if len(b) != 8 {
		return 0, fmt.Errorf("a position has 8 bytes, not %d", len(b))
	}
	return event.Position(binary.BigEndian.Uint64(b)), nil
}
