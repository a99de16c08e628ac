package main

import (
	"log/slog"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"onrecord/api"
)

// metrics answers with what is measured, in the format of Prometheus.
func metrics(n *node, logger *slog.Logger) http.Handler {
	r := prometheus.NewRegistry()
	r.MustRegister(api.Collectors()...)
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	gauge := func(name, help string, value func(health) float64) {
		r.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 { return value(n.health()) }))
	}
	gauge("onrecord_log_position", "Position of the last event in the log.", func(h health) float64 { return float64(h.Position) })
	gauge("onrecord_graph_position", "Position up to which the graph shows the log.", func(h health) float64 { return float64(h.GraphPosition) })
	gauge("onrecord_search_position", "Position up to which texts can be searched.", func(h health) float64 { return float64(h.SearchPosition) })
	gauge("onrecord_graph_lag_events", "Events that the log has and the graph does not show yet.", func(h health) float64 {
		return float64(h.Position) - float64(min(h.Position, h.GraphPosition))
	})
	gauge("onrecord_healthy", "1 when the server can answer and record, 0 when it cannot.", func(h health) float64 {
		if h.Status == healthy {
			return 1
		}
		return 0
	})
	return promhttp.HandlerFor(r, promhttp.HandlerOpts{ErrorLog: slog.NewLogLogger(logger.Handler(), slog.LevelWarn), Registry: r})
}
