package onrecord

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestFormatTables compares the tables of keys in docs/format.md with the tags that the encoder goes by.
func TestFormatTables(t *testing.T) {
	written := map[string][]string{} // struct -> "1 position", ...
	heading, row := regexp.MustCompile(`^###? (\w+)$`), regexp.MustCompile(`^\| (\d+) \| (\w+) \| [^|]+ \|`)
	under := ""
	for _, line := range strings.Split(string(read(t, "docs/format.md")), "\n") {
		if h := heading.FindStringSubmatch(line); h != nil {
			under = h[1]
		} else if r := row.FindStringSubmatch(line); r != nil {
			optional := map[bool]string{true: " ?"}[strings.Contains(r[0], " ? |")]
			written[under] = append(written[under], r[1]+" "+r[2]+optional)
		}
	}
	encoded := encodedStructs(t)
	if len(encoded) < 20 {
		t.Fatalf("only %d structs with keys were found in event", len(encoded))
	}
	for _, name := range slices.Sorted(maps.Keys(encoded)) {
		if !slices.Equal(written[name], encoded[name]) {
			t.Errorf("docs/format.md, %s:\n%s\nthe code has\n%s", name, strings.Join(written[name], "\n"), strings.Join(encoded[name], "\n"))
		}
		delete(written, name)
	}
	for name := range written {
		t.Errorf("docs/format.md, %s: there is no such struct in event", name)
	}
}

// encodedStructs lists the keys of every struct of event that is encoded, as "1 position", those left out when empty
// with a question mark.
func encodedStructs(t *testing.T) map[string][]string {
	structs := map[string][]string{}
	walk(t, func(name string) {
		if path.Dir(name) != "event" || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, read(t, name), 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, is := n.(*ast.TypeSpec)
			if !is {
				return true
			}
			if s, is := spec.Type.(*ast.StructType); is {
				for _, field := range s.Fields.List {
					if key := encodedKey(t, field); key != "" {
						structs[spec.Name.Name] = append(structs[spec.Name.Name], key)
					}
				}
			}
			return true
		})
	})
	return structs
}

// encodedKey is the key and name of a field that is encoded, "" for one that is not.
func encodedKey(t *testing.T, field *ast.Field) string {
	if field.Tag == nil || len(field.Names) != 1 {
		return ""
	}
	tag, err := strconv.Unquote(field.Tag.Value)
	if err != nil {
		t.Fatal(err)
	}
	number, options, _ := strings.Cut(reflect.StructTag(tag).Get("cbor"), ",")
	if number == "" {
		return ""
	}
	name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	if name == "-" {
		name = strings.ToLower(field.Names[0].Name[:1]) + field.Names[0].Name[1:]
	}
	if strings.Contains(options, "omit") {
		return number + " " + name + " ?"
	}
	return number + " " + name
}

// TestGlossaryHasEveryWord looks for a line in docs/glossary.md on each word of each vocabulary, and for words in it that
// no vocabulary has.
func TestGlossaryHasEveryWord(t *testing.T) {
	glossary := glossaryWords(t)
	vocabulary := ""
	for _, line := range strings.Split(string(read(t, "event/testdata/vocabulary.txt")), "\n") {
		if name, is := strings.CutPrefix(line, "# "); is {
			vocabulary = name
			continue
		}
		if _, word, is := strings.Cut(line, " "); is {
			if !glossary[vocabulary][word] {
				t.Errorf("docs/glossary.md: nothing on the %s %s", vocabulary, word)
			}
			delete(glossary[vocabulary], word)
		}
	}
	for vocabulary, words := range glossary {
		for word := range words {
			t.Errorf("docs/glossary.md: there is no %s %s", vocabulary, word)
		}
	}
}

// glossaryWords are the words of each vocabulary that the glossary has a meaning for.
func glossaryWords(t *testing.T) map[string]map[string]bool {
	words := map[string]map[string]bool{}
	heading, row := regexp.MustCompile(`^### (.+)$`), regexp.MustCompile("^\\| `?([A-Za-z_]+)`? \\| .*\\w.* \\|$")
	vocabulary := ""
	for _, line := range strings.Split(string(read(t, "docs/glossary.md")), "\n") {
		if strings.HasPrefix(line, "## ") {
			vocabulary = ""
		} else if h := heading.FindStringSubmatch(line); h != nil {
			vocabulary = strings.ToLower(h[1])
			words[vocabulary] = map[string]bool{}
		} else if r := row.FindStringSubmatch(line); r != nil && vocabulary != "" && r[1] != "word" {
			words[vocabulary][r[1]] = true
		}
	}
	return words
}
