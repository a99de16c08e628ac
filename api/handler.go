package api

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"

	"onrecord/access"
	"onrecord/api/exec"
	"onrecord/api/model"
	"onrecord/eventlog"
	"onrecord/graph"
	"onrecord/recorder"
	"onrecord/search"
)

// Options is what the API stands on. The first four must be set.
type Options struct {
	Log      eventlog.Log
	Graph    *graph.Graph  // kept up with Log by somebody else
	Texts    *search.Index // likewise
	Recorder *recorder.Recorder
	Gate     *access.Gate // knows who asks, by whose name it is recorded

	Timeout  time.Duration // how long a query or mutation may take; 0 is 30 seconds
	AtOnce   int           // how many of them are answered at a time; 0 is 32 for each core
	Rate     float64       // how many operations a client may ask for in a second; 0 is no limit
	Hidden   bool          // nobody can ask for the schema, and errors do not guess what in it was meant
	Patience time.Duration // how long a client may take to send a request, or to take a piece of an answer; 0 is 30 seconds
	Origins  []string      // of pages elsewhere that may open a WebSocket, such as https://app.example.org
}

const (
	maxBody   = 16 << 20 // bytes of a request: an append of 1 MiB, generously written
	maxTokens = 20_000   // of a document
)

// NewHandler serves GraphQL on the path that it is mounted at: queries and mutations by POST, queries by GET, subscriptions
// over WebSocket (graphql-transport-ws) and server-sent events.
func NewHandler(o Options) http.Handler {
	timeout := cmp.Or(o.Timeout, operationTime)
	o.Patience = cmp.Or(o.Patience, patience)
	r := &resolver{store: &model.Store{Log: o.Log, Graph: o.Graph, Texts: o.Texts}, recorder: o.Recorder}
	config := exec.Config{Resolvers: r}
	costs(&config.Complexity)
	server := handler.New(exec.NewExecutableSchema(config))
	server.AddTransport(newWebSocket(o))
	server.AddTransport(transport.SSE{KeepAlivePingInterval: 20 * time.Second})
	server.AddTransport(transport.Options{})
	server.AddTransport(transport.GET{})
	server.AddTransport(transport.POST{})
	known := newDocuments()
	server.SetQueryCache(known)
	server.SetParserTokenLimit(maxTokens)
	server.SetErrorPresenter(present)
	server.SetRecoverFunc(recovered)
	server.SetDisableSuggestion(o.Hidden)
	if !o.Hidden {
		server.Use(extension.Introspection{})
	}
	server.Use(documentLimit{known})
	server.Use(shapeLimit{})
	server.Use(roleLimit{})
	if o.Hidden {
		server.Use(hiddenSchema{})
	}
	server.Use(extension.FixedComplexityLimit(maxCost))
	load := newLoad(o.Gate, o.AtOnce, o.Rate)
	server.AroundOperations(metered)
	server.AroundOperations(counted)
	server.AroundOperations(load.overSocket)
	server.AroundOperations(onlyStreamed)
	server.AroundOperations(limited(timeout))
	server.AroundOperations(told)
	server.AroundOperations(r.fixed)
	server.AroundResponses(brief)
	server.AroundFields(inTime)
	return identified(o.Gate, load.paced(checked(o.Patience, load.shed(server))))
}

// resolver is the root of the API.
type resolver struct {
	store    *model.Store
	recorder *recorder.Recorder
}

var _ exec.ResolverRoot = (*resolver)(nil)

// Query answers queries.
func (r *resolver) Query() exec.QueryResolver { return query{r} }

// Mutation records.
func (r *resolver) Mutation() exec.MutationResolver { return mutation{r} }

// Subscription follows the log.
func (r *resolver) Subscription() exec.SubscriptionResolver { return subscription{r} }

// fixed fixes the moment called now, the head of the log and its checkpoint for a whole operation. Its answer says in its
// extensions what it rests on; of a subscription each event says its own position.
func (r *resolver) fixed(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	op := r.store.NewOperation()
	answers := next(model.WithOperation(ctx, op))
	if graphql.GetOperationContext(ctx).Operation.Operation == ast.Subscription {
		return answers
	}
	return func(ctx context.Context) *graphql.Response {
		answer := answers(ctx)
		if answer == nil {
			return nil
		}
		if answer.Extensions == nil {
			answer.Extensions = map[string]any{}
		}
		answer.Extensions["snapshot"] = op.Resting()
		return answer
	}
}
