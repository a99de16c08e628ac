package eventlog

import (
	"crypto/sha256"
	"fmt"

	"github.com/dgraph-io/badger/v4"
	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
)

// The Merkle tree is kept in tiles of 256 hashes, those of C2SP tlog-tiles: tile (level, n) holds the hashes of the levels
// 8*level from 256*n on. A tile is stored when it is full, in the commit that fills it. Those that are not yet full are the
// edge of the tree, in memory; opening a log works them out from its last records and tiles.
const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	tileLevels = 64 / tileHeight
)

// emptyRoot is the root of no leaves (RFC 6962, section 2.1).
var emptyRoot = event.Hash(sha256.Sum256(nil))

// tree is the right edge of a Merkle tree: what adding a leaf, and the root, need. Copies share the hashes of their tiles;
// only the latest copy may be added to.
type tree struct {
	size int64 // leaves

	// left are, for each bit that is set in size, the hash of the whole subtree that it stands for.
	left [63]tlog.Hash
	// tiles are, for each level of tiles, the hashes of the tile that is not yet full.
	tiles [tileLevels][]tlog.Hash
}

// tile is a full tile, ready to be stored.
type tile struct {
	level  int
	n      int64
	hashes []tlog.Hash
}

// add adds the hash of a leaf, and returns the tiles that it fills, the lowest first.
func (t *tree) add(leaf tlog.Hash) (full []tile) {
	h, n := leaf, t.size
	t.size++
	for level := 0; ; level++ {
		if level%tileHeight == 0 {
			if f := t.fill(level/tileHeight, n>>level, h); f != nil {
				full = append(full, *f)
			}
		}
		if n>>level&1 == 0 {
			t.left[level] = h
			return full
		}
		h = tlog.NodeHash(t.left[level], h)
	}
}

// fill puts the hash n of a level of tiles into its tile. It returns the tile when that is full.
func (t *tree) fill(level int, n int64, h tlog.Hash) *tile {
	hashes := t.tiles[level]
	if hashes == nil {
		hashes = make([]tlog.Hash, 0, tileWidth)
	}
	if t.tiles[level] = append(hashes, h); len(hashes)+1 < tileWidth {
		return nil
	}
	f := &tile{level, n / tileWidth, t.tiles[level]}
	t.tiles[level] = nil
	return f
}

// root is the root of the whole tree.
func (t *tree) root() event.Hash {
	var h tlog.Hash
	found := false
	for level := range t.left {
		switch {
		case t.size>>level&1 == 0:
		case found:
			h = tlog.NodeHash(t.left[level], h)
		default:
			h, found = t.left[level], true
		}
	}
	if !found {
		return emptyRoot
	}
	return event.Hash(h)
}

// ReadHashes implements [Log].
func (l *Badger) ReadHashes(indexes []int64) (hashes []tlog.Hash, err error) {
	err = l.view(func(txn *badger.Txn) error {
		r := tileReader{txn: txn, edge: &l.state.Load().tree}
		hashes, err = r.ReadHashes(indexes)
		return err
	})
	return hashes, err
}

// tileReader reads the hashes of a tree of which edge is the edge: [tlog.HashReader]. It keeps the tile it read last, as
// those who ask for several hashes ask for neighbours.
type tileReader struct {
	txn  *badger.Txn
	edge *tree
	last tlog.Tile
	data []byte // of last
}

func (r *tileReader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	stored := tlog.StoredHashCount(r.edge.size)
	for i, index := range indexes {
		if index < 0 || index >= stored {
			return nil, fmt.Errorf("%w: the tree of %d events has no hash %d", ErrNoPosition, r.edge.size, index)
		}
		t := tlog.TileForIndex(tileHeight, index)
		data, err := r.read(t)
		if err != nil {
			return nil, err
		}
		t.W = len(data) / tlog.HashSize
		if hashes[i], err = tlog.HashFromTile(t, data, index); err != nil {
			return nil, err
		}
	}
	return hashes, nil
}

// read reads a tile, as much of it as there is.
func (r *tileReader) read(t tlog.Tile) ([]byte, error) {
	if t.W = tileWidth; r.data != nil && t == r.last {
		return r.data, nil
	}
	r.last = t
	if t.N == r.edge.size>>((t.L+1)*tileHeight) { // the one at the edge
		r.data = tileBytes(r.edge.tiles[t.L])
		return r.data, nil
	}
	var err error
	r.data, err = readTile(r.txn, t.L, t.N)
	return r.data, err
}

// readTile reads a full tile.
func readTile(txn *badger.Txn, level int, n int64) (data []byte, err error) {
	item, err := txn.Get(tileKey(level, n))
	if err == nil {
		data, err = item.ValueCopy(nil)
	}
	if err == nil && len(data) != tileWidth*tlog.HashSize {
		err = fmt.Errorf("it has %d bytes", len(data))
	}
	if err != nil {
		return nil, fmt.Errorf("tile %d of level %d of the Merkle tree: %w", n, level, err)
	}
	return data, nil
}

func tileBytes(hashes []tlog.Hash) []byte {
	data := make([]byte, 0, len(hashes)*tlog.HashSize)
	for i := range hashes {
		data = append(data, hashes[i][:]...)
	}
	return data
}

// readTree works out the edge of the tree of a size: the leaves after the last full tile from their envelopes, and the
// hashes after the last full tile of each other level from the tiles below.
func readTree(txn *badger.Txn, size event.Position) (*tree, error) {
	t := &tree{size: int64(size)}
	for level := range t.tiles {
		above := t.size >> (level * tileHeight)
		for n := above - above%tileWidth; n < above; n++ {
			h, err := readTileHash(txn, level, n)
			if err != nil {
				return nil, err
			}
			t.fill(level, n, h)
		}
	}
	r := tileReader{txn: txn, edge: t}
	for level := range t.left {
		if t.size>>level&1 == 0 {
			continue
		}
		h, err := r.ReadHashes([]int64{tlog.StoredHashIndex(level, t.size>>level-1)})
		if err != nil {
			return nil, err
		}
		t.left[level] = h[0]
	}
	return t, nil
}

// readTileHash works out a hash that a tile of a level holds.
func readTileHash(txn *badger.Txn, level int, n int64) (tlog.Hash, error) {
	if level == 0 {
		r, err := readRecord(txn, event.Position(n+1))
		if err != nil {
			return tlog.Hash{}, err
		}
		return tlog.RecordHash(r.Leaf), nil
	}
	data, err := readTile(txn, level-1, n)
	if err != nil {
		return tlog.Hash{}, err
	}
	return tileRoot(data), nil
}

// tileRoot is the root of a full tile.
func tileRoot(data []byte) tlog.Hash {
	if len(data) == tlog.HashSize {
		return tlog.Hash(data)
	}
	half := len(data) / 2
	return tlog.NodeHash(tileRoot(data[:half]), tileRoot(data[half:]))
}

// readHead reads the end of the log, and works out the tree up to there.
func readHead(txn *badger.Txn) (Head, *tree, error) {
	last, err := lastPosition(txn)
	if err != nil {
		return Head{}, nil, err
	}
	head := Head{Position: last, RecordedAt: event.Past}
	if last > 0 {
		r, err := readRecord(txn, last)
		if err != nil {
			return Head{}, nil, err
		}
		head.RecordedAt = r.RecordedAt
	}
	t, err := readTree(txn, last)
	if err != nil {
		return Head{}, nil, err
	}
	head.Root = t.root()
	return head, t, nil
}
