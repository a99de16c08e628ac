package onrecord

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// folder is a row of the import table: a Go package and what it may import beside the standard library.
type folder struct {
	ours  []string // folders of ours
	from  []string // modules of others
	tests []string // either, in its tests alone
}

// everything stands for any folder of ours but cmd and bench.
const everything = "*"

// Modules of others that belong to few folders.
const (
	badger      = "github.com/dgraph-io/badger/v4"
	bleve       = "github.com/blevesearch/bleve/v2/analysis"
	bleveWords  = "github.com/blevesearch/bleve/v2/registry" // which makes its lists of words
	cbor        = "github.com/fxamacker/cbor/v2"
	cmp         = "github.com/google/go-cmp"
	gqlgen      = "github.com/99designs/gqlgen"
	jose        = "github.com/go-jose/go-jose/v4"
	kong        = "github.com/alecthomas/kong"
	metrics     = "github.com/prometheus/client_golang"
	oidc        = "github.com/coreos/go-oidc/v3"
	parse       = "github.com/vektah/gqlparser/v2"
	progressbar = "github.com/schollz/progressbar/v3"
	rapid       = "pgregory.net/rapid"
	script      = "github.com/rogpeppe/go-internal"
	socket      = "github.com/coder/websocket"
	sumdb       = "golang.org/x/mod"
	system      = "golang.org/x/sys"
	terminal    = "golang.org/x/term"
	uuid        = "github.com/google/uuid"
)

// helpers are modules that any test may import.
var helpers = []string{cmp, rapid}

// table is DESIGN's direction of dependencies: everything points at event, and event at nothing of ours. The graph does
// not know the log; only eventlog knows Badger, and only the API and the program know gqlgen.
var table = map[string]folder{
	".":                   {},
	"event":               {from: []string{cbor, uuid}},
	"eventlog":            {ours: []string{"event"}, from: []string{badger, sumdb, system}, tests: []string{"eventlog/logtest"}},
	"eventlog/logtest":    {ours: []string{"event", "eventlog"}},
	"backup":              {ours: []string{"event", "eventlog"}, from: []string{sumdb}, tests: []string{"eventlog/logtest"}},
	"graph":               {ours: []string{"event"}, tests: []string{"recorder", "examples/airstrikes"}},
	"search":              {ours: []string{"event", "graph"}, from: []string{bleve, bleveWords}, tests: []string{"eventlog", "recorder", "examples/airstrikes"}},
	"recorder":            {ours: []string{"event", "eventlog", "graph"}, tests: []string{"examples/airstrikes"}},
	"access":              {from: []string{oidc}, tests: []string{"access/issuertest", jose}},
	"access/issuertest":   {from: []string{jose}},
	"api":                 {ours: []string{"event", "eventlog", "graph", "recorder", "search", "access", "api/model", "api/exec"}, from: []string{gqlgen, parse, metrics}, tests: []string{"examples/airstrikes", "eventlog/logtest", socket, sumdb}},
	"api/model":           {ours: []string{"event", "eventlog", "graph", "recorder", "search"}, from: []string{gqlgen, parse}},
	"api/exec":            {ours: []string{"event", "graph", "recorder", "search", "api/model"}, from: []string{gqlgen, parse}},
	"web":                 {},
	"cmd/gqlserver":       {ours: []string{everything}, from: []string{gqlgen, kong, metrics, progressbar, terminal}, tests: []string{badger, script, socket}},
	"bench":               {tests: []string{everything, badger}},
	"examples/airstrikes": {tests: []string{"event", "eventlog", "graph", "recorder"}},
}

// plain are the folders at the top that hold no Go.
var plain = []string{".ci", "docs"}

// buckets are names that say nothing of what is inside.
var buckets = []string{"util", "utils", "common", "types", "pkg", "internal"}

const module = "onrecord"

func TestImports(t *testing.T) {
	seen := map[string]bool{}
	walk(t, func(name string) {
		if path.Ext(name) != ".go" {
			return
		}
		dir := path.Dir(name)
		row, listed := table[dir]
		if !listed {
			t.Errorf("%s: the folder %s is not in the import table", name, dir)
			return
		}
		seen[dir] = true
		file, err := parser.ParseFile(token.NewFileSet(), filepath.FromSlash(name), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if !row.allows(dir, imported, strings.HasSuffix(name, "_test.go")) {
				t.Errorf("%s imports %s; the import table allows %v and %v, in tests %v", name, imported, row.ours, row.from, row.tests)
			}
		}
	})
	for dir := range table {
		if !seen[dir] {
			t.Errorf("%s is in the import table and has no Go file", dir)
		}
	}
}

// allows reports whether a file of dir may import a package.
func (f folder) allows(dir, imported string, test bool) bool {
	ours, isOurs := strings.CutPrefix(imported, module+"/")
	first, _, _ := strings.Cut(imported, "/")
	switch {
	case imported == module || !isOurs && !strings.Contains(first, "."):
		return true // ours at the top holds no code; without a dot it is the standard library
	case isOurs && ours == dir:
		return test // a test package, of the folder's own
	case isOurs && (strings.HasPrefix(ours, "cmd/") || ours == "bench"):
		return false
	case isOurs && ours == "examples/airstrikes" && !test:
		return strings.HasPrefix(dir, "cmd/")
	case isOurs:
		allowed := f.ours
		if test {
			allowed = slices.Concat(f.ours, f.tests)
		}
		return slices.Contains(allowed, ours) || slices.Contains(allowed, everything)
	}
	within := func(modules []string) bool {
		return slices.ContainsFunc(modules, func(m string) bool { return imported == m || strings.HasPrefix(imported, m+"/") })
	}
	return within(f.from) || test && (within(f.tests) || within(helpers))
}

// TestImportTableRefuses holds the table to the rules that it is there for.
func TestImportTableRefuses(t *testing.T) {
	refused := []struct{ dir, imported string }{
		{"event", "onrecord/graph"},
		{"graph", "onrecord/eventlog"},
		{"graph", badger},
		{"graph", gqlgen + "/graphql"},
		{"eventlog", "onrecord/graph"},
		{"search", "onrecord/eventlog"},
		{"search", "github.com/blevesearch/bleve/v2"},
		{"recorder", badger},
		{"api", "onrecord/cmd/gqlserver"},
		{"api", "onrecord/examples/airstrikes"},
		{"cmd/gqlserver", badger},
		{"cmd/gqlserver", "onrecord/bench"},
		{"web", "onrecord/event"},
		{"event", "example.org/new/dependency"},
	}
	for _, r := range refused {
		if table[r.dir].allows(r.dir, r.imported, false) {
			t.Errorf("%s may import %s", r.dir, r.imported)
		}
	}
}

func TestFolders(t *testing.T) {
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() || name == "." {
			return err
		}
		name = filepath.ToSlash(name)
		if skipped(name) {
			return filepath.SkipDir
		}
		if slices.Contains(buckets, entry.Name()) {
			t.Errorf("%s: a folder is named after what it provides, not %q", name, entry.Name())
		}
		if !strings.Contains(name, "/") && !slices.Contains(plain, name) && !inTable(name) {
			t.Errorf("%s: a new folder needs a row in the import table, or a word in plain when it holds no Go", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// inTable reports whether a folder at the top is in the table or leads to one that is.
func inTable(top string) bool {
	for dir := range table {
		if dir == top || strings.HasPrefix(dir, top+"/") {
			return true
		}
	}
	return false
}

// walk calls visit with the slash-separated path of every file that could be committed.
func walk(t *testing.T, visit func(name string)) {
	t.Helper()
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		name = filepath.ToSlash(name)
		switch {
		case err != nil:
			return err
		case entry.IsDir() && skipped(name):
			return filepath.SkipDir
		case entry.Type().IsRegular():
			visit(name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// skipped reports whether a folder is one that is never committed.
func skipped(dir string) bool {
	return slices.Contains([]string{".git", "bin", "data", "web/dist", "web/src/gql"}, dir) || path.Base(dir) == "node_modules"
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
