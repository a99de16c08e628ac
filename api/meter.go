package api

import (
	"context"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/vektah/gqlparser/v2/ast"
)

// What is measured, for all handlers of the process together.
var (
	operationSeconds = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "onrecord_operation_seconds",
		Help:    "How long queries and mutations took, by their name.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
	}, []string{"kind", "name"})
	subscribers = prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "onrecord_subscribers",
		Help: "Subscriptions that are open.",
	})
	errorsTold = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "onrecord_errors_total",
		Help: "Errors that clients were told, those of limits among them, by their code.",
	}, []string{"code"})
)

// Collectors are the metrics of the API.
func Collectors() []prometheus.Collector {
	return []prometheus.Collector{operationSeconds, subscribers, errorsTold}
}

// metered measures operations.
func metered(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx).Operation
	if op.Operation == ast.Subscription {
		subscribers.Inc()
		context.AfterFunc(ctx, subscribers.Dec) // transports end the context of each operation
		return next(ctx)
	}
	began := time.Now()
	answers := next(ctx)
	var once sync.Once
	return func(ctx context.Context) *graphql.Response {
		answer := answers(ctx)
		once.Do(func() {
			operationSeconds.WithLabelValues(string(op.Operation), named.label(op.Name)).Observe(time.Since(began).Seconds())
		})
		return answer
	}
}

const (
	maxNames = 100 // of operations that are told apart: clients choose them
	maxName  = 60  // bytes of one
	noName   = "(none)"
	anyOther = "(others)"
)

// operationNames are the names of operations that are told apart.
type operationNames struct {
	mu    sync.Mutex // guards known
	known map[string]bool
}

var named = operationNames{known: map[string]bool{}}

// label is what an operation is counted as.
func (n *operationNames) label(name string) string {
	switch {
	case name == "":
		return noName
	case len(name) > maxName:
		return anyOther
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.known[name] && len(n.known) >= maxNames {
		return anyOther
	}
	n.known[name] = true
	return name
}
