package api

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// Limits on GraphQL documents, the texts of operations. Large batches come in variables.
const (
	maxDocument = 1 << 20  // bytes
	maxWritten  = 1000     // fields and fragments, as written
	maxKept     = 16 << 10 // bytes of one that is kept parsed
	keptMost    = 100      // how many are; parsed they take some hundred times their bytes
)

// documentLimit refuses documents that are too large to be validated, over every transport. Whether fields can be merged is
// found out by comparing each with each: twenty thousand of the same name, in 40 kB, kept a core busy for 43 seconds.
type documentLimit struct{ known documents }

var _ graphql.OperationParameterMutator = documentLimit{}

// ExtensionName implements [graphql.HandlerExtension].
func (documentLimit) ExtensionName() string { return "DocumentLimit" }

// Validate implements [graphql.HandlerExtension].
func (documentLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters implements [graphql.OperationParameterMutator]. It changes nothing.
func (l documentLimit) MutateOperationParameters(ctx context.Context, p *graphql.RawParams) *gqlerror.Error {
	if len(p.Query) > maxDocument {
		return coded(codeDocument, "query has %d bytes; at most %d; send what is large in variables", len(p.Query), maxDocument)
	}
	if _, known := l.known.Get(ctx, p.Query); known {
		return nil
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: p.Query}, maxTokens)
	if err != nil {
		return nil // gqlgen finds out
	}
	n := 0
	for _, operation := range document.Operations {
		n += written(operation.SelectionSet)
	}
	for _, fragment := range document.Fragments {
		n += written(fragment.SelectionSet)
	}
	if n > maxWritten {
		return coded(codeSelections, "query has %d fields and fragments; at most %d; ask in several", n, maxWritten)
	}
	return nil
}

// written is how many fields and fragments a selection has, those inside them too.
func written(set ast.SelectionSet) int {
	n := len(set)
	for _, selection := range set {
		switch selected := selection.(type) {
		case *ast.Field:
			n += written(selected.SelectionSet)
		case *ast.InlineFragment:
			n += written(selected.SelectionSet)
		}
	}
	return n
}

// documents keeps parsed documents by their text: a few, and small ones only, so that nobody fills the memory with them.
type documents struct{ kept *lru.LRU[*ast.QueryDocument] }

var _ graphql.Cache[*ast.QueryDocument] = documents{}

func newDocuments() documents { return documents{lru.New[*ast.QueryDocument](keptMost)} }

// Get finds a document by its text.
func (d documents) Get(ctx context.Context, text string) (*ast.QueryDocument, bool) {
	return d.kept.Get(ctx, text)
}

// Add keeps a document, unless its text is large.
func (d documents) Add(ctx context.Context, text string, parsed *ast.QueryDocument) {
	if len(text) <= maxKept {
		d.kept.Add(ctx, text, parsed)
	}
}
