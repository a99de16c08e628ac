package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"time"
)

const (
	appPage      = "index.html"
	graphiqlPage = "graphiql/index.html"
	licences     = "THIRD_PARTY_LICENSES.txt"
)

// The content security policies. All allow this server's own files and nothing else, no inline script and no eval.
// 'self' in connect-src covers WebSockets to the same host. The app starts one worker, by a Trusted Types policy of the
// name given here. GraphiQL's editor writes inline styles, so its policy allows them; it also carries its fonts as data:
// addresses.
const (
	strictPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
		"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
		"require-trusted-types-for 'script'; trusted-types 'none'"
	appPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
		"connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
		"require-trusted-types-for 'script'; trusted-types onrecord-worker"
	graphiqlPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
		"font-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; " +
		"frame-ancestors 'none'"
)

// built reports whether dist holds a build.
func built(dist fs.FS) bool {
	for _, page := range []string{appPage, graphiqlPage} {
		if _, err := fs.Stat(dist, page); err != nil {
			return false
		}
	}
	return true
}

// handler is Handler over any files: dist as Vite and scripts/compress.mjs leave it, fallback and queries as in the
// source tree.
func handler(dist, fallback, queries fs.FS, hidden bool) http.Handler {
	mux := http.NewServeMux()
	console := frontPage(fallback, built(dist) && !hidden, hidden)
	mux.Handle("/console", console)
	mux.Handle("/console/{name}", revalidated(fallback, "console/"))
	mux.Handle("/console/queries/{name}", revalidated(queries, ""))
	if built(dist) {
		mux.Handle("/{$}", under(appPolicy, app(dist, hidden)))
		mux.Handle("/assets/{name}", hashed(dist, "assets/"))
		mux.Handle("/"+licences, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "no-cache")
			serveCompressed(w, r, dist, licences)
		}))
	} else {
		mux.Handle("/{$}", console)
	}
	switch {
	case hidden:
		mux.Handle("/graphiql/", http.HandlerFunc(switchedOff))
	case built(dist):
		mux.Handle("/graphiql/{$}", under(graphiqlPolicy, revalidatedFile(dist, graphiqlPage)))
		mux.Handle("/graphiql/assets/{name}", under(graphiqlPolicy, hashed(dist, "graphiql/assets/")))
	default:
		mux.Handle("/graphiql/{$}", unbuiltPage(fallback))
	}
	mux.Handle("/", http.HandlerFunc(notFound))
	return readOnly(secured(mux))
}

// readOnly answers 405 to every method but GET and HEAD.
func readOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, fmt.Sprintf("method %s: pages are read with GET or HEAD", r.Method), http.StatusMethodNotAllowed)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// secured sets the headers that every answer carries, errors included.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", strictPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

// under replaces the strict policy by another. GraphiQL's files need theirs too: a worker obeys the policy it came with.
func under(policy string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		next.ServeHTTP(w, r)
	})
}

// hashed serves the files of a folder whose names change with their content: a browser keeps them for good.
func hashed(dist fs.FS, folder string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		serveCompressed(w, r, dist, folder+r.PathValue("name"))
	})
}

// app serves the app's page. Where GraphiQL is switched off, the page is marked, so that nothing in it leads there.
func app(dist fs.FS, hidden bool) http.Handler {
	html, err := fs.ReadFile(dist, appPage)
	if err != nil {
		return broken(err)
	}
	if hidden {
		html = bytes.Replace(html, []byte("<body>"), []byte(`<body data-graphiql="off">`), 1)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		serveRevalidated(w, r, appPage, html)
	})
}

// frontPage serves the console, which links to GraphiQL, or says how to build it or that it is switched off.
func frontPage(fallback fs.FS, built, hidden bool) http.Handler {
	page, err := template.ParseFS(fallback, "index.html")
	if err != nil {
		return broken(err)
	}
	var html bytes.Buffer
	if err := page.Execute(&html, struct{ Built, Hidden bool }{built, hidden}); err != nil {
		return broken(err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		serveRevalidated(w, r, "index.html", html.Bytes())
	})
}

// unbuiltPage stands where GraphiQL would be. It is 404, not 503: waiting does not bring the page, a build does.
func unbuiltPage(fallback fs.FS) http.Handler {
	html, err := fs.ReadFile(fallback, "unbuilt.html")
	if err != nil {
		return broken(err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", contentType("unbuilt.html"))
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write(html) // the browser has gone: nobody is left to tell
	})
}

// revalidated serves the files whose path is folder and then the {name} of the request's pattern. A name that
// climbs out of the folder is no valid path in an fs.FS, so it is not found.
func revalidated(tree fs.FS, folder string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		revalidatedFile(tree, folder+r.PathValue("name")).ServeHTTP(w, r)
	})
}

// revalidatedFile serves one file that keeps its name when its content changes.
func revalidatedFile(tree fs.FS, name string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		content, err := fs.ReadFile(tree, name)
		if err != nil {
			notFound(w, r)
			return
		}
		serveRevalidated(w, r, name, content)
	})
}

// serveRevalidated lets a browser keep the content but ask each time, by a strong ETag, whether it still holds.
func serveRevalidated(w http.ResponseWriter, r *http.Request, name string, content []byte) {
	sum := sha256.Sum256(content)
	w.Header().Set("Content-Type", contentType(name))
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", `"`+base64.RawURLEncoding.EncodeToString(sum[:16])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

// switchedOff stands where GraphiQL would be on a server that does not tell its schema.
func switchedOff(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, "GraphiQL is switched off on this server; whoever runs it can switch it on with --introspection", http.StatusNotFound)
}

func notFound(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, fmt.Sprintf("path %q: no such page", r.URL.Path), http.StatusNotFound)
}

// broken answers for a page that the build of this binary spoilt.
func broken(err error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "this page cannot be shown: "+err.Error(), http.StatusInternalServerError)
	})
}
