package api_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// broken lists what the schema breaks of the last release on purpose, each with its reason. The changelog tells it too. A
// release copies schema.graphql to testdata/released.graphql, and empties the list.
var broken = map[string]string{}

// TestNothingIsBroken: a query, mutation or subscription that the last release took, this one takes, and answers alike.
func TestNothingIsBroken(t *testing.T) {
	text, err := os.ReadFile("testdata/released.graphql")
	if err != nil {
		t.Fatal(err)
	}
	found := breaks(schemaOf(t, string(text)), contract(t))
	for _, what := range found {
		if broken[what] == "" {
			t.Errorf("against the last release: %s", what)
		}
	}
	for what := range broken {
		if !slices.Contains(found, what) {
			t.Errorf("the list says that this is broken, and it is not: %s", what)
		}
	}
}

func schemaOf(t *testing.T, text string) *ast.Schema {
	t.Helper()
	schema, err := gqlparser.LoadSchema(&ast.Source{Input: text})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// breaks lists what clients of one schema may trip over in another.
func breaks(was, is *ast.Schema) (found []string) {
	say := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	for _, old := range ours(was) {
		now := is.Types[old.Name]
		if now == nil {
			say("%s is gone", old.Name)
			continue
		}
		if now.Kind != old.Kind {
			say("%s is of kind %s, and was %s", old.Name, now.Kind, old.Kind)
			continue
		}
		for _, name := range slices.Concat(old.Interfaces, old.Types) {
			if !slices.Contains(slices.Concat(now.Interfaces, now.Types), name) {
				say("%s has lost %s", old.Name, name)
			}
		}
		for _, v := range old.EnumValues {
			if now.EnumValues.ForName(v.Name) == nil {
				say("%s.%s is gone", old.Name, v.Name)
			}
		}
		if input := old.Kind == ast.InputObject; input {
			if (old.Directives.ForName("oneOf") == nil) != (now.Directives.ForName("oneOf") == nil) {
				say("%s has @oneOf, or has lost it", old.Name)
			}
			compareInputs(say, old.Name+".", asArguments(old.Fields), asArguments(now.Fields))
			continue
		}
		for _, f := range old.Fields {
			name, have := old.Name+"."+f.Name, now.Fields.ForName(f.Name)
			if have == nil {
				say("%s is gone", name)
				continue
			}
			if !narrower(have.Type, f.Type) {
				say("%s is %s, and was %s", name, have.Type, f.Type)
			}
			compareInputs(say, name+"/", f.Arguments, have.Arguments)
		}
	}
	return found
}

// asArguments are the fields of an input as arguments.
func asArguments(fields ast.FieldList) (list ast.ArgumentDefinitionList) {
	for _, f := range fields {
		list = append(list, &ast.ArgumentDefinition{Name: f.Name, Type: f.Type, DefaultValue: f.DefaultValue})
	}
	return list
}

// compareInputs compares what is given: nothing may be gone, need more, or mean something else when it is left out.
func compareInputs(say func(format string, args ...any), under string, was, is ast.ArgumentDefinitionList) {
	for _, old := range was {
		now := is.ForName(old.Name)
		switch {
		case now == nil:
			say("%s%s is gone", under, old.Name)
		case !narrower(old.Type, now.Type) && !(now.DefaultValue != nil && narrower(old.Type, nullable(now.Type))):
			say("%s%s takes %s, and took %s", under, old.Name, now.Type, old.Type)
		case written(old.DefaultValue) != written(now.DefaultValue):
			say("%s%s is %s when left out, and was %s", under, old.Name, written(now.DefaultValue), written(old.DefaultValue))
		}
	}
	for _, now := range is {
		if was.ForName(now.Name) == nil && now.Type.NonNull && now.DefaultValue == nil {
			say("%s%s is new, and has to be given", under, now.Name)
		}
	}
}

func nullable(t *ast.Type) *ast.Type {
	copied := *t
	copied.NonNull = false
	return &copied
}

// narrower reports whether every value of one type is one of the other.
func narrower(a, b *ast.Type) bool {
	if b.NonNull && !a.NonNull || (a.Elem == nil) != (b.Elem == nil) {
		return false
	}
	if a.Elem != nil {
		return narrower(a.Elem, b.Elem)
	}
	return a.NamedType == b.NamedType
}

// The comparison finds what it is there for, and lets through what breaks nobody.
func TestBreaksAreFound(t *testing.T) {
	const old = `interface N { id: ID! } type Query implements N { id: ID! a(x: Int, y: Int! = 1): [String!] s: S e(e: E, i: I, o: O): E }
		scalar S enum E { A B } input I { a: Int b: Int! = 2 } input O @oneOf { a: Int b: Int } directive @oneOf on INPUT_OBJECT`
	for change, want := range map[[2]string]string{
		{"scalar S", "scalar S scalar T"}:                    "",
		{"s: S", "s: S!"}:                                    "",
		{"s: S", "s: S new(x: Int): S"}:                      "",
		{"A B", "A B C"}:                                     "",
		{"a(x: Int,", "a(z: Int, x: Int,"}:                   "",
		{"b: Int! = 2", "b: Int = 2"}:                        "",
		{"a: Int b: Int! = 2", "a: Int b: Int! = 2 c: Int"}:  "",
		{"scalar S", "enum S { Z }"}:                         "S is of kind ENUM, and was SCALAR",
		{"implements N ", ""}:                                "Query has lost N",
		{"A B", "A"}:                                         "E.B is gone",
		{"s: S", ""}:                                         "Query.s is gone",
		{"[String!]", "[String]"}:                            "Query.a is [String], and was [String!]",
		{"[String!]", "String"}:                              "Query.a is String, and was [String!]",
		{"a(x: Int,", "a("}:                                  "Query.a/x is gone",
		{"a(x: Int,", "a(x: Int!,"}:                          "Query.a/x takes Int!, and took Int",
		{"a(x: Int,", "a(x: Int, z: Int!,"}:                  "Query.a/z is new, and has to be given",
		{"y: Int! = 1", "y: Int! = 2"}:                       "Query.a/y is 2 when left out, and was 1",
		{"a: Int b: Int! = 2", "b: Int! = 2"}:                "I.a is gone",
		{"a: Int b: Int! = 2", "a: Int b: Int! = 2 c: Int!"}: "I.c is new, and has to be given",
		{"input O @oneOf", "input O"}:                        "O has @oneOf, or has lost it",
		{"s: S e(e: E, i: I, o: O): E", "e(e: E, i: I, o: O): E s: String"}: "Query.s is String, and was S",
	} {
		changed := replaceOnce(t, old, change[0], change[1])
		got := breaks(schemaOf(t, old), schemaOf(t, changed))
		if len(got) > 1 || len(got) == 1 && got[0] != want || len(got) == 0 && want != "" {
			t.Errorf("%q for %q: %q, want %q", change[1], change[0], got, want)
		}
	}
}

func replaceOnce(t *testing.T, text, old, by string) string {
	t.Helper()
	before, after, found := strings.Cut(text, old)
	if !found {
		t.Fatalf("%q is not in %q", old, text)
	}
	return before + by + after
}
