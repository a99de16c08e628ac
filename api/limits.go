package api

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"onrecord/api/exec"
	"onrecord/api/model"
	"onrecord/event"
	"onrecord/graph"
)

// Limits of one operation, so that a short query cannot ask for more than a server has.
const (
	maxDepth      = 20      // fields inside fields; those of introspection do not count
	maxSelections = 100_000 // fields and fragments, counted where they are spread
	maxCost       = 500_000 // fields in the answer, as estimated by costs
)

const codeDepth = "DEPTH_LIMIT_EXCEEDED"

func init() { errcode.RegisterErrorType(codeDepth, errcode.KindUser) }

// most is where costs stop growing, far over maxCost and far from what an int can hold.
const most = 1 << 40

// times is the cost of n things that cost child each.
func times(n, child int) int {
	if n <= 0 || child <= 0 {
		return 1
	}
	if child > most/n {
		return most
	}
	return 1 + n*child
}

// given is an optional number of an argument.
func given(n *int, otherwise int) int {
	if n == nil {
		return otherwise
	}
	return *n
}

// page is how many elements a connection may answer with.
func page(first, last *int) int { return given(first, given(last, 50)) }

// costs sets what lists cost: as many times their elements as were asked for, or, of the short lists that take no
// arguments, as many as there commonly are.
func costs(c *exec.ComplexityRoot) {
	few := func(child int) int { return times(4, child) }
	c.View.Timeline = func(child int, _ *model.ClaimFilter, _ *model.ClaimOrder, first *int, _ *string, last *int, _ *string) int {
		return times(page(first, last), child)
	}
	c.Entity.Claims = c.View.Timeline
	c.View.Entities = func(child int, _ *model.EntityFilter, first *int, _ *string, last *int, _ *string) int {
		return times(page(first, last), child)
	}
	c.View.Documents = func(child int, _ *model.DocumentFilter, first *int, _ *string, last *int, _ *string) int {
		return times(page(first, last), child)
	}
	c.View.Sources = func(child int, first *int, _ *string, last *int, _ *string) int {
		return times(page(first, last), child)
	}
	c.Entity.Neighbors, c.Document.Claims = c.View.Sources, c.View.Sources
	c.Entity.Relations = func(child int, _ []event.RelationType, _ *model.Direction, first *int, _ *string, last *int, _ *string) int {
		return times(page(first, last), child)
	}
	c.View.Steps = func(child int, _ graph.Axis, _, _ *string, _ *model.ClaimFilter, first *int, _ *string, last *int, _ *string) int {
		return times(page(first, last), child)
	}
	c.View.Graph = func(child int, _ []string, _ *int, _ *model.ClaimFilter, maxNodes *int, _ []graph.Axis) int {
		return times(given(maxNodes, 500), child)
	}
	c.View.Paths = func(child int, _, _ string, maxLength *int, _ *model.ClaimFilter, first *int) int {
		return times(given(first, 1)*given(maxLength, 6), child)
	}
	c.Query.Log = func(child int, _ *event.Position, first *int) int { return times(given(first, 50), child) }
	c.Statement.Reports, c.Action.Reports, c.Relation.Reports = few, few, few
	c.Statement.Ends, c.Action.Ends, c.Relation.Ends, c.Report.Ends = few, few, few, few
	c.Statement.History, c.Action.History, c.Relation.History = few, few, few
	c.Statement.ContradictedBy, c.Action.ContradictedBy, c.Relation.ContradictedBy = few, few, few
	c.Statement.About, c.Statement.Addressees, c.Action.Actors, c.Action.Recipients = few, few, few, few
	c.Report.Chain, c.End.Chain, c.End.Of = few, few, few
	c.Entity.SameAs, c.Entity.Conflicts = few, few
	c.Step.Appears, c.Step.Ends, c.Step.Changes = few, few, few
}

// depthLimit refuses operations whose fields lie too deep.
type depthLimit struct{}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = depthLimit{}

// ExtensionName names it in error messages of gqlgen.
func (depthLimit) ExtensionName() string { return "DepthLimit" }

// Validate has nothing to check.
func (depthLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses the operation when it is too deep, or spreads its fragments too often to be looked at.
func (depthLimit) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	if op.Operation == nil {
		return nil
	}
	s := sounder{left: maxSelections}
	deepest := s.depth(op.Operation.SelectionSet, maxDepth)
	var err *gqlerror.Error
	switch {
	case s.left <= 0:
		err = gqlerror.Errorf("the operation has more than %d selections, with fragments where they are spread; ask in several", maxSelections)
	case deepest > maxDepth:
		err = gqlerror.Errorf("the operation has fields more than %d deep; ask in several", maxDepth)
	default:
		return nil
	}
	errcode.Set(err, codeDepth)
	return err
}

// sounder finds out how deep an operation is.
type sounder struct {
	left int // selections that it may still look at: fragments within fragments can make very many of a short text
}

// depth is how deep the fields of a selection lie, looking no deeper than one more than the limit. Fragments cannot hold
// themselves: validation has seen to that.
func (s *sounder) depth(set ast.SelectionSet, limit int) int {
	deepest := 0
	for _, selection := range set {
		if s.left--; s.left <= 0 || deepest > limit {
			break
		}
		d := 0
		switch selected := selection.(type) {
		case *ast.Field:
			if strings.HasPrefix(selected.Name, "__") {
				continue
			}
			if d = 1; limit > 0 {
				d += s.depth(selected.SelectionSet, limit-1)
			}
		case *ast.InlineFragment:
			d = s.depth(selected.SelectionSet, limit)
		case *ast.FragmentSpread:
			d = s.depth(selected.Definition.SelectionSet, limit)
		}
		deepest = max(deepest, d)
	}
	return deepest
}
