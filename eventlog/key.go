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
//	| 'h' | position: 8  |  ->  the hashes that this leaf completes in the Merkle tree, 32 bytes each, lowest level first
//	+-----+--------------+
//	| 'i' | event id: 16 |  ->  position: 8
//	+-----+--------------+
//	| 'm' | "format"     |  ->  "onrecord log 1"
//	+-----+--------------+
//
// Positions count from 1, leaves of the tree from 0. The hash (level, n) covers the leaves from n<<level up to, but not
// with, (n+1)<<level. The last of them, which completes it, is at position (n+1)<<level: its entry holds the hash at
// offset 32*level.
const (
	recordPrefix = 'e'
	hashPrefix   = 'h'
	idPrefix     = 'i'
)

// Format is the number of the format on disk that this program reads and writes.
const Format = 1

// formatKey marks the directory as a log; format is the mark.
var (
	formatKey = []byte("mformat")
	format    = []byte("onrecord log " + strconv.Itoa(Format))
)

func recordKey(p event.Position) []byte { return positionKey(recordPrefix, p) }
func hashKey(p event.Position) []byte   { return positionKey(hashPrefix, p) }
func idKey(id event.ID) []byte          { return append([]byte{idPrefix}, id[:]...) }

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
