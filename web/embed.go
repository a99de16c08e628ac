// Package web holds the pages that a browser opens, built into the binary, and serves them without any other host.
//
// Four things live here. The app (src/app) and GraphiQL (src) are built by Vite into folder dist. The console is written
// by hand (folder fallback) and needs no build; in a binary built without that step it is the front page, and a page
// says how to build the others. The ready queries (src/queries) are shared by console and GraphiQL. Handler serves all
// of them; Built tells whether app and GraphiQL are in the binary.
//
// The package knows nothing of the log or the graph: the pages speak to the server's own /graphql and /healthz.
package web

import (
	"embed"
	"io/fs"
	"net/http"
)

// dist is what Vite built. A fresh checkout has only .gitkeep in it, so that the package always compiles.
//
//go:embed all:dist
var dist embed.FS

// fallback is the console with its script and style, and the page that stands in for a missing build.
//
//go:embed fallback
var fallback embed.FS

// queries are the ready queries, shared by GraphiQL's tabs and the console.
//
//go:embed src/queries/*.graphql
var queries embed.FS

// Built reports whether this binary holds the built pages, not only the hand-written console.
func Built() bool {
	return built(sub(dist, "dist"))
}

// Handler serves every page of the package. Mount it at "/": it answers 404 for paths that are not its own.
//
//	/                          the app, or without a build the console
//	/assets/                   the app's files
//	/console                   the console: ready queries and a place to ask others
//	/console/                  its script, its style and the ready queries
//	/graphiql/                 GraphiQL, or a page that says how to build it (404)
//	/THIRD_PARTY_LICENSES.txt  the licences of what the built pages are made of
//
// GraphiQL is left out when the schema is hidden: it cannot do without. It answers GET and HEAD; any other method gets 405.
func Handler(hidden bool) http.Handler {
	return handler(sub(dist, "dist"), sub(fallback, "fallback"), sub(queries, "src/queries"), hidden)
}

// sub is fs.Sub for folders named in this file, which therefore exist and are well named.
func sub(tree embed.FS, folder string) fs.FS {
	inner, err := fs.Sub(tree, folder)
	if err != nil {
		panic("web: embedded folder " + folder + ": " + err.Error())
	}
	return inner
}
