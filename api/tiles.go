package api

import (
	"bytes"
	"compress/gzip"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"onrecord/eventlog"
)

// NewTiles serves a log to the tools of transparency logs, as C2SP tlog-tiles words it: the signed checkpoint at
// /checkpoint, the Merkle tree at /tile/LEVEL/N and the envelopes at /tile/entries/N. Payloads are not among it.
func NewTiles(log eventlog.Log) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /checkpoint", func(w http.ResponseWriter, r *http.Request) {
		c, err := log.Checkpoint()
		if err != nil {
			noTile(w, r, err)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-cache")
		serve(w, r, c.Signed)
	})
	mux.HandleFunc("GET /tile/", func(w http.ResponseWriter, r *http.Request) {
		tile, err := eventlog.Tile(r.Context(), log, strings.TrimPrefix(r.URL.Path, "/"))
		if err != nil {
			noTile(w, r, err)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Cache-Control", "max-age=31536000, immutable")
		if strings.HasPrefix(r.URL.Path, "/tile/entries/") { // hashes do not get smaller
			w.Header().Set("Vary", "Accept-Encoding")
			if takesGzip(r) {
				w.Header().Set("Content-Encoding", "gzip")
				tile = zipped(tile)
			}
		}
		serve(w, r, tile)
	})
	return mux
}

// takesGzip reports whether a client names gzip. One that weighs encodings against each other gets no encoding at all.
func takesGzip(r *http.Request) bool {
	named := strings.Split(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",")
	return slices.ContainsFunc(named, func(name string) bool { return strings.EqualFold(strings.TrimSpace(name), "gzip") })
}

func zipped(content []byte) []byte {
	var to bytes.Buffer
	z := gzip.NewWriter(&to)
	_, _ = z.Write(content) // a buffer takes everything
	_ = z.Close()
	return to.Bytes()
}

// serve answers with some bytes, or a range of them.
func serve(w http.ResponseWriter, r *http.Request, content []byte) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

// noTile says why there is no answer. What is not there now may be later, so nobody is to keep that.
func noTile(w http.ResponseWriter, r *http.Request, err error) {
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case errors.Is(err, eventlog.ErrNoTile):
		http.Error(w, err.Error(), http.StatusNotFound)
	case errors.Is(err, eventlog.ErrClosed):
		http.Error(w, "the server is stopping", http.StatusServiceUnavailable)
	default:
		slog.ErrorContext(r.Context(), "tile failed", "path", r.URL.Path, "error", err)
		http.Error(w, "something went wrong here; the server's log says what", http.StatusInternalServerError)
	}
}
