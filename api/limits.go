package api

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"onrecord/api/exec"
	"onrecord/api/model"
	"onrecord/event"
	"onrecord/graph"
	"onrecord/search"
)

// Limits on what one operation is given, so that a short query cannot ask for more than a server has.
const (
	maxCost   = 500_000  // fields in the answer, as estimated by costs
	maxAnswer = 64 << 20 // bytes of it
	maxErrors = 20       // that are told at a time
)

// The codes of limits; the one on costs is gqlgen's COMPLEXITY_LIMIT_EXCEEDED, the one on time TIMEOUT.
const (
	codeBody       = "BODY_LIMIT_EXCEEDED"
	codeDocument   = "DOCUMENT_LIMIT_EXCEEDED"
	codeTokens     = "TOKEN_LIMIT_EXCEEDED"
	codeDepth      = "DEPTH_LIMIT_EXCEEDED"
	codeRoots      = "ROOT_FIELD_LIMIT_EXCEEDED"
	codeAliases    = "ALIAS_LIMIT_EXCEEDED"
	codeDirectives = "DIRECTIVE_LIMIT_EXCEEDED"
	codeSelections = "SELECTION_LIMIT_EXCEEDED"
	codeAnswer     = "ANSWER_LIMIT_EXCEEDED"
	codeOperations = "OPERATION_LIMIT_EXCEEDED" // at a time on a connection
	codeRate       = "RATE_LIMIT_EXCEEDED"      // operations of a client in a second
	codeOverloaded = "OVERLOADED"               // operations of all at a time
)

func init() {
	for _, code := range []string{codeDepth, codeRoots, codeAliases, codeDirectives, codeSelections, codeDocument} {
		errcode.RegisterErrorType(code, errcode.KindUser)
	}
}

// brief refuses answers that are larger than clients can be expected to take, and leaves out errors after the first few: a
// short text can have thousands.
func brief(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	answer := next(ctx)
	if answer == nil {
		return nil
	}
	if more := len(answer.Errors) - maxErrors; more > 0 {
		last := gqlerror.Errorf("and %d more errors", more)
		last.Extensions = answer.Errors[maxErrors].Extensions
		answer.Errors = append(answer.Errors[:maxErrors:maxErrors], last)
	}
	if len(answer.Data) <= maxAnswer {
		return answer
	}
	return failure(codeAnswer, fmt.Sprintf("the answer has %d bytes; at most %d; ask for less at a time", len(answer.Data), maxAnswer))
}

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
	c.View.Search = func(child int, _ string, _ []search.Kind, _ *model.ClaimFilter, first *int, _ *string, last *int, _ *string) int {
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
	c.View.Contradictions = func(child int, _ *model.ClaimFilter, first *int, _ *string, last *int, _ *string) int {
		return times(page(first, last), child)
	}
	c.Statement.Affects, c.Action.Affects, c.Relation.Affects = c.View.Contradictions, c.View.Contradictions, c.View.Contradictions
	c.View.Changes = func(child int, _ model.ViewInput, _ *model.ClaimFilter, first *int) int {
		return times(given(first, 100), child)
	}
	c.View.Figures = func(child int, _, _ string) int { return times(20, child) }
	c.View.Histogram = func(child int, _ graph.Axis, _ model.TimeUnit, _ *model.ClaimFilter) int { return times(100, child) }
	c.Contradiction.Claims, c.Contradiction.Relations = few, few
}
