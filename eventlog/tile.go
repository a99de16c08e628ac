package eventlog

import (
	"context"
	"encoding/binary"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
)

// Tile returns what C2SP tlog-tiles has at a path: hashes of the Merkle tree at tile/LEVEL/N, 32 bytes each, or envelopes
// at tile/entries/N, each after its length in two bytes, big-endian. N is in groups of three digits, all but the last with
// an x before it, such as x001/234. A tile is 256 wide; the last of a level may be narrower, and its path then ends with
// .p/WIDTH. Its bytes never change. ErrNoTile for a path that is not one of these, and for a tile that the log does not
// fill yet.
func Tile(ctx context.Context, l Log, path string) ([]byte, error) {
	head := l.Head().Position
	t, err := parseTile(path)
	if err != nil {
		return nil, err
	}
	if !fills(head, t) {
		return nil, fmt.Errorf("%w: a log of %d events does not fill %s", ErrNoTile, head, path)
	}
	if t.L < 0 {
		return bundle(ctx, l, event.Position(t.N)*tileWidth, t.W)
	}
	data, err := tlog.ReadTileData(t, l)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return data, nil
}

// parseTile reads a path. Level -1 is that of the entries. The paths of tlog have the height in them, and another word for
// the entries.
func parseTile(path string) (tlog.Tile, error) {
	rest, is := strings.CutPrefix(path, "tile/")
	if is && !strings.HasPrefix(rest, "data/") {
		if n, entries := strings.CutPrefix(rest, "entries/"); entries {
			rest = "data/" + n
		}
		if t, err := tlog.ParseTilePath(fmt.Sprintf("tile/%d/%s", tileHeight, rest)); err == nil {
			return t, nil
		}
	}
	return tlog.Tile{}, fmt.Errorf("%w: %.80q is not a path such as tile/0/x001/234 or tile/entries/000.p/17", ErrNoTile, path)
}

// fills reports whether a log of a size has all that a tile holds.
func fills(size event.Position, t tlog.Tile) bool {
	whole := uint64(size) >> (tileHeight * max(t.L, 0)) // hashes of the tile's level
	n, last := uint64(t.N), whole>>tileHeight
	return n < last || n == last && uint64(t.W) <= whole-last<<tileHeight
}

// bundle reads the envelopes of some events after a position.
func bundle(ctx context.Context, l Log, after event.Position, n int) (b []byte, err error) {
	for r, err := range l.Read(ctx, after) {
		if err != nil {
			return nil, err
		}
		b = append(binary.BigEndian.AppendUint16(b, uint16(len(r.Leaf))), r.Leaf...)
		if n--; n == 0 {
			break
		}
	}
	return b, nil
}
