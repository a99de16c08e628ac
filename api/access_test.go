package api_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"onrecord/access"
	"onrecord/api"
	"onrecord/event"
)

// guarded is the API over the story, for those who have a token.
type guarded struct {
	*server
	file   string                 // of the tokens
	tokens map[access.Role]string // one of each role
}

// newGuarded makes one. It changes nothing of the story unless a test does.
func newGuarded(t *testing.T, s *server) *guarded {
	t.Helper()
	return newGuardedWith(t, s, api.Options{})
}

func newGuardedWith(t *testing.T, s *server, o api.Options) *guarded {
	t.Helper()
	g := &guarded{file: filepath.Join(t.TempDir(), "tokens"), tokens: map[access.Role]string{}}
	for _, role := range []access.Role{access.Reader, access.Recorder, access.Administrator} {
		secret, err := access.NewToken(g.file, "the "+role.String(), role)
		if err != nil {
			t.Fatal(err)
		}
		g.tokens[role] = secret
	}
	tokens, err := access.OpenTokens(g.file)
	if err != nil {
		t.Fatal(err)
	}
	other := *s.in(t)
	o.Log, o.Graph, o.Recorder, o.Gate = s.log, s.graph, s.recorder, access.New(tokens, nil)
	other.Server = httptest.NewServer(api.NewHandler(o))
	t.Cleanup(other.Close)
	g.server = &other
	return g
}

// rootField is a field of Query, Mutation or Subscription, in an operation that asks for it.
type rootField struct {
	kind      ast.Operation
	name      string
	operation string
}

// rootFields are all that the schema has.
func rootFields(t *testing.T) (all []rootField) {
	t.Helper()
	text, err := os.ReadFile("../schema.graphql")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	for kind, root := range map[ast.Operation]*ast.Definition{ast.Query: schema.Query, ast.Mutation: schema.Mutation, ast.Subscription: schema.Subscription} {
		for _, field := range root.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			var arguments []string
			for _, a := range field.Arguments {
				switch {
				case kind == ast.Subscription && a.Name == "after": // so that it says something at once
					arguments = append(arguments, "after: 0")
				case a.Type.NonNull && a.DefaultValue == nil:
					arguments = append(arguments, a.Name+": "+literal(schema, a.Type))
				}
			}
			asked := field.Name
			if len(arguments) > 0 {
				asked += "(" + strings.Join(arguments, ", ") + ")"
			}
			if schema.Types[field.Type.Name()].IsCompositeType() {
				asked += " { __typename }"
			}
			all = append(all, rootField{kind, field.Name, string(kind) + " { " + asked + " }"})
		}
	}
	return all
}

// literal is a value of a type, with nothing in it that can be left out.
func literal(schema *ast.Schema, of *ast.Type) string {
	if of.Elem != nil {
		return "[]"
	}
	d := schema.Types[of.Name()]
	switch {
	case d.Kind == ast.Enum:
		return d.EnumValues[0].Name
	case d.Kind == ast.InputObject:
		var fields []string
		for _, f := range d.Fields {
			if f.Type.NonNull && f.DefaultValue == nil {
				fields = append(fields, f.Name+": "+literal(schema, f.Type))
			}
		}
		return "{" + strings.Join(fields, ", ") + "}"
	case d.Name == "Int" || d.Name == "Position" || d.Name == "Float":
		return "1"
	case d.Name == "Boolean":
		return "true"
	}
	return `"x"`
}

// takes is the role that a root field takes, as the issue has it, not as the code does.
func takes(f rootField) access.Role {
	switch {
	case f.name == "recordEvents":
		return access.Recorder
	case f.kind == ast.Mutation:
		return access.Administrator
	}
	return access.Reader
}

// Each role is let at the root fields that are for it and at no other, over every transport.
func TestRoles(t *testing.T) {
	g := newGuarded(t, readStory(t))
	before := g.log.Head().Position
	fields := rootFields(t)
	if len(fields) < 8 {
		t.Fatalf("the schema has only the root fields %v", fields)
	}
	for over, ask := range ways {
		for _, field := range fields {
			t.Run(over+"/"+field.name, func(t *testing.T) {
				for _, token := range []string{"", "onrecord_made-up"} {
					if got := ask(t, g.URL, token, field.operation); got != "UNAUTHENTICATED" {
						t.Errorf("with the token %q it got %q", token, got)
					}
				}
				for role, token := range g.tokens {
					got := ask(t, g.URL, token, field.operation)
					forbidden := role < takes(field)
					if over == "GET" && field.kind != ast.Query {
						forbidden = false // refused before anybody looks at the role
						if got != "BAD_REQUEST" {
							t.Errorf("a %v: got %q for a %s by GET", role, got, field.kind)
						}
					}
					if (got == "FORBIDDEN") != forbidden || got == "UNAUTHENTICATED" || got == "INTERNAL" {
						t.Errorf("a %v: got %q", role, got)
					}
				}
			})
		}
	}
	if after := g.log.Head().Position; after != before {
		t.Errorf("the log went from %d to %d", before, after)
	}
}

// What is recorded bears the name of the token.
func TestRecordedByTheToken(t *testing.T) {
	g := newGuarded(t, newServer(t))
	const record = `mutation { recordEvents(input: {events: [{entity: {kind: PERSON, name: "Ann"}}]}) { receipt { first } } }`
	if code := ways["POST"](t, g.URL, g.tokens[access.Recorder], record); code != "" {
		t.Fatal(code)
	}
	r, err := g.log.At(event.Position(1))
	if err != nil || r.RecordedBy != "the recorder" {
		t.Errorf("recorded by %q, %v", r.RecordedBy, err)
	}
}

// Ways around the roles that others have fallen for.
func TestRolesCannotBeGotAround(t *testing.T) {
	g := newGuarded(t, readStory(t))
	before := g.log.Head().Position
	reader, administrator := g.tokens[access.Reader], g.tokens[access.Administrator]
	const erase = `erasePayload(input: {position: 1, reason: "x"}) { __typename }`
	for what, query := range map[string]string{
		"an alias":                 `mutation { view: ` + erase + ` }`,
		"a fragment":               `mutation { ...F } fragment F on Mutation { ` + erase + ` }`,
		"fragments in fragments":   `mutation { ...F } fragment F on Mutation { ... on Mutation { ...G } } fragment G on Mutation { ` + erase + ` }`,
		"left out":                 `mutation { ` + strings.Replace(erase, ")", ") @skip(if: true)", 1) + ` }`,
		"behind one that may":      `mutation { __typename ` + erase + ` }`,
		"in another operation":     `mutation M { ` + erase + ` }`,
		"called as a query is":     `mutation view { ` + erase + ` }`,
		"twice, under two aliases": `mutation { a: ` + erase + ` b: ` + erase + ` }`,
	} {
		for over, ask := range ways {
			if got := ask(t, g.URL, reader, query); got != "FORBIDDEN" && !(over == "GET" && got == "BAD_REQUEST") {
				t.Errorf("%s over %s: got %q", what, over, got)
			}
		}
	}
	for what, headers := range map[string][]string{
		"in the address":              {},
		"in a cookie":                 {"Cookie", "Authorization=Bearer " + administrator + "; token=" + administrator},
		"for a proxy":                 {"Proxy-Authorization", "Bearer " + administrator},
		"as a key":                    {"X-Api-Key", administrator},
		"as a user":                   {"Authorization", "Basic " + administrator},
		"without a scheme":            {"Authorization", administrator},
		"as another who asked":        {"X-Forwarded-User", "the administrator", "X-Remote-User", "the administrator"},
		"as a WebSocket that is none": {"Upgrade", "websocket", "Connection", "Upgrade"},
	} {
		status := send(t, http.MethodPost, g.URL+"?access_token="+administrator, `{"query": "{ __typename }", "extensions": {"authorization": "Bearer `+administrator+`"}}`, headers...)
		if status != http.StatusUnauthorized {
			t.Errorf("the token %s: %d", what, status)
		}
	}
	if after := g.log.Head().Position; after != before {
		t.Errorf("the log went from %d to %d", before, after)
	}
}
