package api

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Limits on the shape of an operation, with fragments counted where they are spread.
const (
	maxDepth      = 20      // fields inside fields; those of introspection do not count
	maxRoots      = 20      // fields of Query or Mutation
	maxAliases    = 50      // fields that are given another name
	maxDirectives = 50      // uses of them
	maxSelections = 100_000 // fields and fragments
)

// shapeLimit refuses operations that are too deep, too broad, or made to be hard.
type shapeLimit struct{}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = shapeLimit{}

// ExtensionName names it in error messages of gqlgen.
func (shapeLimit) ExtensionName() string { return "ShapeLimit" }

// Validate has nothing to check.
func (shapeLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses the operation when its shape is over a limit, or when it spreads its fragments too often
// to be looked at. It changes nothing.
func (shapeLimit) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	if op.Operation == nil {
		return nil
	}
	s := shape{directives: len(op.Operation.Directives)}
	deepest := s.look(op.Operation.SelectionSet, maxDepth)
	switch {
	case s.selections > maxSelections:
		return coded(codeSelections, "the operation has more than %d selections, with fragments where they are spread; ask in several", maxSelections)
	case deepest > maxDepth:
		return coded(codeDepth, "the operation has fields more than %d deep; ask in several", maxDepth)
	case s.roots > maxRoots:
		return coded(codeRoots, "the operation has %d root fields; at most %d; ask in several", s.roots, maxRoots)
	case s.aliases > maxAliases:
		return coded(codeAliases, "the operation has %d aliases, with fragments where they are spread; at most %d; ask in several", s.aliases, maxAliases)
	case s.directives > maxDirectives:
		return coded(codeDirectives, "the operation has %d directives, with fragments where they are spread; at most %d", s.directives, maxDirectives)
	}
	return nil
}

// shape is what an operation looks like.
type shape struct {
	selections int // that were looked at: fragments within fragments can make very many of a short text
	roots      int
	aliases    int
	directives int
}

// look counts, and tells how deep the fields of a selection lie, looking no deeper than one more than the limit. Fragments
// cannot hold themselves: validation has seen to that.
func (s *shape) look(set ast.SelectionSet, limit int) int {
	deepest := 0
	for _, selection := range set {
		if s.selections++; s.selections > maxSelections || deepest > limit {
			break
		}
		d := 0
		switch selected := selection.(type) {
		case *ast.Field:
			d = s.field(selected, limit)
		case *ast.InlineFragment:
			s.directives += len(selected.Directives)
			d = s.look(selected.SelectionSet, limit)
		case *ast.FragmentSpread:
			s.directives += len(selected.Directives)
			d = s.look(selected.Definition.SelectionSet, limit)
		}
		deepest = max(deepest, d)
	}
	return deepest
}

func (s *shape) field(f *ast.Field, limit int) int {
	s.directives += len(f.Directives)
	if f.Alias != f.Name {
		s.aliases++
	}
	if limit == maxDepth {
		s.roots++
	}
	switch {
	case strings.HasPrefix(f.Name, "__"):
		return 0
	case limit <= 0:
		return 1
	}
	return 1 + s.look(f.SelectionSet, limit-1)
}
