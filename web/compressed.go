package web

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// contentTypes are the types of the files we serve. The machine's own table is not asked: it differs by machine.
var contentTypes = map[string]string{
	".css":     "text/css; charset=utf-8",
	".graphql": "text/plain; charset=utf-8",
	".html":    "text/html; charset=utf-8",
	".js":      "text/javascript; charset=utf-8",
	".json":    "application/json",
	".svg":     "image/svg+xml",
	".ttf":     "font/ttf",
	".txt":     "text/plain; charset=utf-8",
	".woff2":   "font/woff2",
}

// contentType is the type of a file by its name, and bytes without a meaning when it is not known.
func contentType(name string) string {
	if known, ok := contentTypes[path.Ext(name)]; ok {
		return known
	}
	return "application/octet-stream"
}

// serveCompressed serves the file name from its compressed forms NAME.br and NAME.gz, in the form that the request
// accepts; a request that accepts neither gets the content of NAME.gz plain. It answers 404 when there is no NAME.gz.
func serveCompressed(w http.ResponseWriter, r *http.Request, tree fs.FS, name string) {
	content, encoding, err := encoded(tree, name, r.Header.Values("Accept-Encoding"))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		notFound(w, r)
		return
	}
	if err != nil {
		broken(err).ServeHTTP(w, r)
		return
	}
	w.Header().Set("Content-Type", contentType(name))
	w.Header().Add("Vary", "Accept-Encoding")
	if encoding != "" {
		w.Header().Set("Content-Encoding", encoding)
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(content)))
	_, _ = w.Write(content) // the browser has gone: nobody is left to tell
}

// encoded returns a file's bytes in the smallest form that accept allows, and the name of that form's encoding,
// empty for plain bytes. The error is fs.ErrNotExist when there is no such file, fs.ErrInvalid when name is no path.
func encoded(tree fs.FS, name string, accept []string) ([]byte, string, error) {
	if accepts(accept, "br") {
		content, err := fs.ReadFile(tree, name+".br")
		if err == nil {
			return content, "br", nil
		}
	}
	zipped, err := fs.ReadFile(tree, name+".gz")
	if err != nil {
		return nil, "", err
	}
	if accepts(accept, "gzip") {
		return zipped, "gzip", nil
	}
	reader, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, "", fmt.Errorf("unpack %s.gz: %w", name, err)
	}
	content, err := io.ReadAll(reader)
	if err != nil {
		return nil, "", fmt.Errorf("unpack %s.gz: %w", name, err)
	}
	return content, "", nil
}

// accepts reports whether Accept-Encoding headers allow an encoding: named, or covered by "*", and not with q=0.
func accepts(headers []string, encoding string) bool {
	var named, starred, allowed, allowedByStar bool
	for _, item := range strings.Split(strings.Join(headers, ","), ",") {
		token, params, _ := strings.Cut(item, ";")
		switch strings.ToLower(strings.TrimSpace(token)) {
		case encoding:
			named, allowed = true, positive(params)
		case "*":
			starred, allowedByStar = true, positive(params)
		}
	}
	if named {
		return allowed
	}
	return starred && allowedByStar
}

// positive reports whether the parameters of an Accept-Encoding item leave it a weight above 0; none means 1.
func positive(params string) bool {
	weight, found := strings.CutPrefix(strings.ToLower(strings.TrimSpace(params)), "q=")
	if !found {
		return true
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(weight), 64)
	return err == nil && q > 0
}
