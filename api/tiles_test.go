package api_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"onrecord/api"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// site is a log as its tiles show it, read over HTTP by tools of transparency logs and by nothing of ours.
type site struct {
	t   testing.TB
	url string
}

func newSite(t testing.TB, log eventlog.Log) site {
	server := httptest.NewServer(api.NewTiles(log))
	t.Cleanup(server.Close)
	return site{t, server.URL}
}

// get reads what is at a path, which must be there.
func (s site) get(path string) ([]byte, http.Header) {
	s.t.Helper()
	response, err := http.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		s.t.Fatalf("%s: %s, %v: %.200s", path, response.Status, err, content)
	}
	return content, response.Header
}

// checkpoint reads the checkpoint with a public key.
func (s site) checkpoint(public string) tlog.Tree {
	s.t.Helper()
	signed, header := s.get("/checkpoint")
	if header.Get("Content-Type") != "text/plain; charset=utf-8" || header.Get("Cache-Control") != "no-cache" {
		s.t.Errorf("/checkpoint: %v", header)
	}
	key, err := note.NewVerifier(public)
	if err != nil {
		s.t.Fatal(err)
	}
	n, err := note.Open(signed, note.VerifierList(key))
	if err != nil {
		s.t.Fatal(err)
	}
	lines := strings.Split(n.Text, "\n")
	root, err := tlog.ParseHash(lines[2])
	tree := tlog.Tree{Hash: root}
	if _, scanned := fmt.Sscan(lines[1], &tree.N); err != nil || scanned != nil || lines[0] != key.Name() {
		s.t.Fatalf("checkpoint %q: %v, %v", signed, err, scanned)
	}
	return tree
}

// Height, SaveTiles and ReadTiles implement tlog.TileReader.
func (s site) Height() int                         { return 8 }
func (s site) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (s site) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		var header http.Header
		data[i], header = s.get("/" + strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if header.Get("Content-Type") != "application/octet-stream" || header.Get("Cache-Control") != "max-age=31536000, immutable" {
			s.t.Errorf("%s: %v", tile.Path(), header)
		}
	}
	return data, nil
}

// entries reads all entries of a log of a size.
func (s site) entries(size int64) (all [][]byte) {
	for n := int64(0); n<<8 < size; n++ {
		tile := tlog.Tile{H: 8, L: -1, N: n, W: int(min(256, size-n<<8))}
		bundle, _ := s.get("/" + strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1))
		for len(bundle) > 0 {
			length := 2 + int(binary.BigEndian.Uint16(bundle))
			all, bundle = append(all, bundle[2:length]), bundle[length:]
		}
	}
	return all
}

// TestTilesOverHTTP follows a log by its tiles: every entry is under the signed root, and what was seen stays.
func TestTilesOverHTTP(t *testing.T) {
	s := newServer(t)
	site := newSite(t, s.log)
	var seen tlog.Tree
	for _, more := range []int{1, 254, 1, 1, 300} {
		if _, err := s.log.Append(t.Context(), "tester", nil, logtest.Entities(more)...); err != nil {
			t.Fatal(err)
		}
		tree := site.checkpoint(s.log.PublicKeys()[0])
		if tree.N != seen.N+int64(more) {
			t.Fatalf("the checkpoint is of %d events", tree.N)
		}
		reader := tlog.TileHashReader(tree, site)
		if root, err := tlog.TreeHash(tree.N, reader); err != nil || root != tree.Hash {
			t.Errorf("the tiles of %d events have the root %v, %v; the checkpoint %v", tree.N, root, err, tree.Hash)
		}
		entries := site.entries(tree.N)
		if int64(len(entries)) != tree.N {
			t.Fatalf("%d entries of %d", len(entries), tree.N)
		}
		for i := seen.N; i < tree.N; i++ {
			proof, err := tlog.ProveRecord(tree.N, i, reader)
			if err == nil {
				err = tlog.CheckRecord(proof, tree.N, tree.Hash, i, tlog.RecordHash(entries[i]))
			}
			if err != nil {
				t.Errorf("entry %d of %d: %v", i, tree.N, err)
			}
		}
		if seen.N > 0 {
			proof, err := tlog.ProveTree(tree.N, seen.N, reader)
			if err == nil {
				err = tlog.CheckTree(proof, tree.N, tree.Hash, seen.N, seen.Hash)
			}
			if err != nil {
				t.Errorf("from %d to %d: %v", seen.N, tree.N, err)
			}
		}
		seen = tree
	}
}

func TestTilesThatAreNotThere(t *testing.T) {
	s := newServer(t)
	tiles := api.NewTiles(s.log)
	try := func(method, path string, status int, says string) {
		t.Helper()
		w := httptest.NewRecorder()
		tiles.ServeHTTP(w, httptest.NewRequest(method, path, nil))
		if w.Code != status || !strings.Contains(w.Body.String(), says) {
			t.Errorf("%s %s: %d %q; want %d and the words %q", method, path, w.Code, w.Body, status, says)
		}
		if status >= 400 && status != http.StatusMethodNotAllowed && w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s %s: kept by %q", method, path, w.Header().Get("Cache-Control"))
		}
	}
	try("GET", "/checkpoint", 200, "\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
	try("GET", "/tile/0/000.p/1", 404, "a log of 0 events does not fill tile/0/000.p/1")
	try("GET", "/tile/entries/000.p/1", 404, "does not fill")
	try("GET", "/tile/0/0", 404, "not a path such as tile/0/x001/234")
	try("POST", "/checkpoint", 405, "")
	try("POST", "/tile/0/000", 405, "")
	if _, err := s.log.Append(t.Context(), "tester", nil, logtest.Entities(3)...); err != nil {
		t.Fatal(err)
	}
	try("HEAD", "/tile/0/000.p/3", 200, "")
	said := hearLog(t)
	tiles = api.NewTiles(unhashed{s.log, errors.New("read /secret/path: broken")})
	try("GET", "/tile/0/000.p/3", 500, "something went wrong here")
	if !strings.Contains(said.String(), "/secret/path") {
		t.Errorf("the server's log does not say what: %s", said)
	}
	tiles = api.NewTiles(unhashed{s.log, eventlog.ErrClosed})
	try("GET", "/tile/0/000.p/3", 503, "stopping")
	try("GET", "/checkpoint", 503, "stopping")
}

func TestEntriesAreCompressed(t *testing.T) {
	s := newServer(t)
	if _, err := s.log.Append(t.Context(), "tester", nil, logtest.Entities(100)...); err != nil {
		t.Fatal(err)
	}
	tiles := api.NewTiles(s.log)
	get := func(path, accept string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Accept-Encoding", accept)
		w := httptest.NewRecorder()
		tiles.ServeHTTP(w, r)
		return w
	}
	const entries = "/tile/entries/000.p/100"
	plain := get(entries, "").Body.Bytes()
	for accept, want := range map[string]string{"": "", "identity": "", "gzip": "gzip", "br, GZIP": "gzip", "gzip;q=0": "", "xgzip": ""} {
		w := get(entries, accept)
		if got := w.Header().Get("Content-Encoding"); got != want || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: the encoding is %q; want %q; Vary: %q", accept, got, want, w.Header().Get("Vary"))
		}
		content := w.Body.Bytes()
		if want == "gzip" {
			if len(content) >= len(plain) {
				t.Errorf("%d bytes in place of %d", len(content), len(plain))
			}
			z, err := gzip.NewReader(bytes.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			if content, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(content, plain) {
			t.Errorf("%q: not the entries", accept)
		}
	}
	if w := get("/tile/0/000.p/100", "gzip"); w.Header().Get("Content-Encoding") != "" {
		t.Error("hashes are compressed")
	}
}

// unhashed is a log whose tree and checkpoint cannot be read.
type unhashed struct {
	eventlog.Log
	err error
}

func (u unhashed) ReadHashes([]int64) ([]tlog.Hash, error) { return nil, u.err }

func (u unhashed) Checkpoint() (eventlog.Checkpoint, error) { return eventlog.Checkpoint{}, u.err }
