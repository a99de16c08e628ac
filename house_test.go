package onrecord

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// longest is how many lines a file written by hand may have.
const longest = 400

// interfaces are methods that the standard library's interfaces speak for.
var interfaces = []string{"String", "Error", "Unwrap", "Is", "MarshalText", "UnmarshalText", "MarshalJSON", "UnmarshalJSON"}

func TestFileLength(t *testing.T) {
	measured := []string{".go", ".ts", ".tsx", ".mjs", ".js"}
	walk(t, func(name string) {
		if !slices.Contains(measured, path.Ext(name)) {
			return
		}
		text := read(t, name)
		if lines := bytes.Count(text, []byte("\n")); lines > longest && !isGenerated(text) {
			t.Errorf("%s has %d lines; at most %d, one noun a file", name, lines, longest)
		}
	})
}

var generatedMark = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)

// isGenerated reports whether a Go file says above its package clause that a program wrote it.
func isGenerated(text []byte) bool {
	mark, clause := generatedMark.FindIndex(text), bytes.Index(text, []byte("\npackage "))
	return mark != nil && mark[0] < clause
}

func TestDocComments(t *testing.T) {
	schema := schemaNames(t)
	packages := map[string]bool{} // folder -> whether a file has the package comment
	walk(t, func(name string) {
		if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return
		}
		text := read(t, name)
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, filepath.FromSlash(name), text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		dir := path.Dir(name)
		packages[dir] = packages[dir] || file.Doc != nil
		if isGenerated(text) {
			return
		}
		for _, decl := range file.Decls {
			for _, bare := range undocumented(decl) {
				if dir == "api/model" && schema[strings.ToLower(bare)] {
					continue // the schema describes it
				}
				t.Errorf("%s: %s is exported and has no comment", files.Position(decl.Pos()), bare)
			}
		}
	})
	for dir, has := range packages {
		if !has && dir != "api/exec" { // all of it is generated
			t.Errorf("%s: the package has no comment", dir)
		}
	}
}

// schemaNames are what schema.graphql describes and api/model spells out in Go, in lower case: its fields, each the method
// of that name, and the pair of functions that gqlgen calls for each enum. One comment stands above all of a type.
func schemaNames(t *testing.T) map[string]bool {
	names, text := map[string]bool{}, read(t, "schema.graphql")
	for _, field := range regexp.MustCompile(`\b([a-z][A-Za-z0-9]*)[(:]`).FindAllSubmatch(text, -1) {
		names[strings.ToLower(string(field[1]))] = true
	}
	for _, enum := range regexp.MustCompile(`(?m)^enum (\w+)`).FindAllSubmatch(text, -1) {
		names["marshal"+strings.ToLower(string(enum[1]))] = true
		names["unmarshal"+strings.ToLower(string(enum[1]))] = true
	}
	if !names["reportedat"] || !names["marshalstance"] {
		t.Fatal("schema.graphql: the field reportedAt or the enum Stance was not found")
	}
	return names
}

// undocumented lists the exported names that a declaration leaves without a comment.
func undocumented(decl ast.Decl) (bare []string) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		known := d.Recv != nil && (slices.Contains(interfaces, d.Name.Name) || !ast.IsExported(receiver(d)))
		if d.Name.IsExported() && d.Doc == nil && !known {
			bare = append(bare, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && s.Doc == nil && d.Doc == nil {
					bare = append(bare, s.Name.Name)
				}
			case *ast.ValueSpec:
				for _, n := range s.Names {
					if n.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
						bare = append(bare, n.Name)
					}
				}
			}
		}
	}
	return bare
}

// receiver is the name of a method's type.
func receiver(f *ast.FuncDecl) string {
	name := ""
	ast.Inspect(f.Recv.List[0].Type, func(n ast.Node) bool {
		if id, is := n.(*ast.Ident); is && name == "" {
			name = id.Name
		}
		return name == ""
	})
	return name
}

func TestUndocumentedIsFound(t *testing.T) {
	const source = `package p
func Bare() {}
// Said is documented.
func Said() {}
func (*T) Method() {}
func (*hidden) Method() {}
func (T) String() string { return "" }
type T struct{}
var V = 1
const (
	// C is documented.
	C = 1
	D = 2
	E = 3 // documented too
)
`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, decl := range file.Decls {
		found = append(found, undocumented(decl)...)
	}
	if want := []string{"Bare", "Method", "T", "V", "D"}; !slices.Equal(found, want) {
		t.Errorf("found %v; want %v", found, want)
	}
}

// TestNothingOfThisMachine looks for what holds only where a file was written: paths, and the hosts of package mirrors.
func TestNothingOfThisMachine(t *testing.T) {
	local := regexp.MustCompile(`(^|[\s"'` + "`" + `(=:])/(work|root|home/[a-z]+|Users/[A-Za-z]+)/`)
	mirror := regexp.MustCompile(`"resolved": *"https?://([^/"]+)/`)
	walk(t, func(name string) {
		text := read(t, name)
		if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
			return
		}
		for i, line := range bytes.Split(text, []byte("\n")) {
			if found := local.Find(line); found != nil {
				t.Errorf("%s:%d: %q is a path of one machine", name, i+1, found)
			}
			if host := mirror.FindSubmatch(line); host != nil && string(host[1]) != "registry.npmjs.org" {
				t.Errorf("%s:%d: %q is the host of a mirror", name, i+1, host[1])
			}
		}
	})
}
