package api

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

const codeHidden = "INTROSPECTION_DISABLED"

func init() { errcode.RegisterErrorType(codeHidden, errcode.KindUser) }

// hiddenSchema refuses operations that ask for the schema. gqlgen would take it for a fault of ours.
type hiddenSchema struct{}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = hiddenSchema{}

// ExtensionName implements [graphql.HandlerExtension].
func (hiddenSchema) ExtensionName() string { return "HiddenSchema" }

// Validate implements [graphql.HandlerExtension].
func (hiddenSchema) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext implements [graphql.OperationContextMutator]. It changes nothing.
func (hiddenSchema) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	if op.Operation == nil {
		return nil
	}
	for _, field := range rootFields(op.Operation.SelectionSet) {
		if field == "__schema" || field == "__type" {
			return coded(codeHidden, "%s: this server does not tell its schema", field)
		}
	}
	return nil
}
