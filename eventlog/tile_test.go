package eventlog_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
	"onrecord/eventlog"
)

// TestWhichTilesThereAre goes by the example of C2SP tlog-tiles: a log of 70,000 entries, and one of 256.
func TestWhichTilesThereAre(t *testing.T) {
	for _, c := range []struct {
		size  event.Position
		path  string
		there bool
	}{
		{70_000, "tile/0/000", true}, {70_000, "tile/0/272", true}, {70_000, "tile/0/273", false},
		{70_000, "tile/0/273.p/112", true}, {70_000, "tile/0/273.p/1", true}, {70_000, "tile/0/273.p/113", false},
		{70_000, "tile/0/000.p/255", true},
		{70_000, "tile/1/000", true}, {70_000, "tile/1/001.p/17", true}, {70_000, "tile/1/001.p/18", false},
		{70_000, "tile/2/000.p/1", true}, {70_000, "tile/2/000.p/2", false}, {70_000, "tile/3/000.p/1", false},
		{70_000, "tile/entries/272", true}, {70_000, "tile/entries/273.p/112", true}, {70_000, "tile/entries/273", false},
		{256, "tile/0/000", true}, {256, "tile/1/000.p/1", true}, {256, "tile/0/001.p/1", false}, {255, "tile/0/000", false},
		{0, "tile/0/000.p/1", false}, {0, "tile/entries/000.p/1", false},
		{1 << 62, "tile/7/000.p/64", true}, {1 << 62, "tile/8/000.p/1", false}, {1 << 62, "tile/63/000.p/1", false},
		{1 << 40, "tile/0/x001/x234/067", true}, {1 << 62, "tile/0/x036/x028/x797/x018/x963/x967.p/1", false},
	} {
		if there := eventlog.FillsTile(c.size, c.path); there != c.there {
			t.Errorf("%d events, %s: there: %v; want %v", c.size, c.path, there, c.there)
		}
	}
	for _, path := range []string{
		"", "tile", "tile/", "/tile/0/000", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/1000", "tile/0/x000/000",
		"tile/0/001/234", "tile/0/x001/x234", "tile/0/x1/234", "tile/00/000", "tile/+1/000", "tile/-1/000", "tile/64/000", "tile/8/0/000",
		"tile/data/000", "tile/entries", "tile/entries/", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p",
		"tile/0/000/", "tile/0/000.p/1/2", "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/entries/data/000", "tile/0/../0/000",
	} {
		if eventlog.FillsTile(1<<62, path) {
			t.Errorf("%q is taken for a tile", path)
		}
	}
}

// TestTilesProve puts a log together from what is served of it, as any client of tlog-tiles does.
func TestTilesProve(t *testing.T) {
	l, envelopes := grown(t, 700)
	ctx := context.Background()
	for _, size := range []int64{1, 2, 255, 256, 257, 511, 512, 513, 700} {
		root, err := l.Root(event.Position(size))
		if err != nil {
			t.Fatal(err)
		}
		reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: tlog.Hash(root)}, served{t, l}) // it checks what it reads against the root
		for n := int64(0); n < size; n += 1 + size/9 {
			hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
			if err != nil {
				t.Fatalf("size %d, leaf %d: %v", size, n, err)
			}
			tile := tlog.TileForIndex(8, tlog.StoredHashIndex(0, n))
			tile.W = int(min(256, size-tile.N<<8))
			entry := entryOf(t, l, tile, int(n-tile.N<<8))
			if hashes[0] != tlog.RecordHash(entry) || !bytes.Equal(entry, envelopes[n]) {
				t.Errorf("size %d: leaf %d is not the envelope", size, n)
			}
		}
	}
	if _, err := eventlog.Tile(ctx, l, "tile/0/002"); !errors.Is(err, eventlog.ErrNoTile) || !strings.Contains(err.Error(), "700 events") {
		t.Errorf("a tile that is not full: %v", err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := eventlog.Tile(ended, l, "tile/entries/000"); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context: %v", err)
	}
}

// served reads tiles by their paths.
type served struct {
	t testing.TB
	l eventlog.Log
}

func (s served) Height() int                         { return 8 }
func (s served) SaveTiles(_ []tlog.Tile, _ [][]byte) {}

func (s served) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		read, err := eventlog.Tile(context.Background(), s.l, pathOf(fmt.Sprint(tile.L), tile))
		if err != nil {
			return nil, err
		}
		data[i] = read
	}
	return data, nil
}

// pathOf is the path of a tile on a level, without the height that tlog puts there.
func pathOf(level string, tile tlog.Tile) string {
	path := tile.Path()
	path = path[strings.Index(path, "/")+1:] // after tile/
	path = path[strings.Index(path, "/")+1:] // after the height
	return "tile/" + level + path[strings.Index(path, "/"):]
}

// entryOf reads an entry out of a bundle.
func entryOf(t *testing.T, l eventlog.Log, tile tlog.Tile, n int) []byte {
	t.Helper()
	bundle, err := eventlog.Tile(context.Background(), l, pathOf("entries", tile))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; len(bundle) >= 2; i++ {
		length := int(binary.BigEndian.Uint16(bundle))
		entry := bundle[2 : 2+length]
		if bundle = bundle[2+length:]; i == n {
			return entry
		}
	}
	t.Fatalf("%s has no entry %d", pathOf("entries", tile), n)
	return nil
}

// FuzzTile: whatever the path, no panic; and what is served has the width that the path says.
func FuzzTile(f *testing.F) {
	l, _ := grown(f, 300)
	for _, path := range []string{"tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/7", "tile/0/x001/234"} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		data, err := eventlog.Tile(context.Background(), l, path)
		if err != nil {
			if !errors.Is(err, eventlog.ErrNoTile) {
				t.Errorf("%q: %v", path, err)
			}
			return
		}
		width := 256
		if _, partial, is := strings.Cut(path, ".p/"); is {
			if _, err := fmt.Sscan(partial, &width); err != nil {
				t.Error(err)
			}
		}
		if !strings.HasPrefix(path, "tile/entries/") && len(data) != width*tlog.HashSize || len(data) == 0 {
			t.Errorf("%q: %d bytes", path, len(data))
		}
	})
}
