package api

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Limits on GraphQL documents, the texts of operations. Large batches come in variables.
const (
	maxDocument = 1 << 20  // bytes
	maxKept     = 16 << 10 // bytes of one that is kept parsed
	keptMost    = 100      // how many are; parsed they take some hundred times their bytes
)

// documentLimit refuses documents that are too large before they are parsed, over every transport.
type documentLimit struct{}

var _ graphql.OperationParameterMutator = documentLimit{}

// ExtensionName implements [graphql.HandlerExtension].
func (documentLimit) ExtensionName() string { return "DocumentLimit" }

// Validate implements [graphql.HandlerExtension].
func (documentLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters implements [graphql.OperationParameterMutator]. It changes nothing.
func (documentLimit) MutateOperationParameters(_ context.Context, p *graphql.RawParams) *gqlerror.Error {
	if len(p.Query) <= maxDocument {
		return nil
	}
	return &gqlerror.Error{Message: fmt.Sprintf("query has %d bytes; at most %d; send what is large in variables", len(p.Query), maxDocument),
		Extensions: map[string]any{"code": codeDocument}}
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
