package api

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// operationTime is how long a query or mutation may take, unless the options say otherwise.
const operationTime = 30 * time.Second

// limited ends queries and mutations that take longer than a limit. The answer is then that, alone; what was complete by
// then is given all the same. Subscriptions have no limit.
func limited(limit time.Duration) graphql.OperationMiddleware {
	return func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		kind := graphql.GetOperationContext(ctx).Operation.Operation
		if kind == ast.Subscription {
			return next(ctx)
		}
		ctx, cancel := context.WithTimeout(ctx, limit)
		answers, over := next(ctx), false
		return func(ctx context.Context) *graphql.Response {
			defer cancel()
			answer := answers(ctx)
			late := errors.Is(ctx.Err(), context.DeadlineExceeded) && (answer == nil || len(answer.Errors) > 0)
			if !late || over {
				return answer
			}
			over = true
			return tooLong(limit, kind)
		}
	}
}

// tooLong is the answer to an operation that took longer than it may.
func tooLong(limit time.Duration, kind ast.Operation) *graphql.Response {
	message := fmt.Sprintf("the operation took longer than %v", limit)
	if kind == ast.Mutation {
		message += "; it may or may not be recorded: send it again, with the same ids, to know"
	}
	return failure(codeTimeout, message)
}

// inTime resolves no further fields of a query that nobody waits for any more. A mutation that was recorded is told.
func inTime(ctx context.Context, next graphql.Resolver) (any, error) {
	if err := ctx.Err(); err != nil && graphql.GetOperationContext(ctx).Operation.Operation == ast.Query {
		return nil, err
	}
	return next(ctx)
}
