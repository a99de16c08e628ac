package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"onrecord/api"
	"onrecord/web"
)

// Limits on connections. There is no limit on the time of an answer: subscriptions stay open.
const (
	headerTime = 5 * time.Second  // to send the head of a request
	idleTime   = 2 * time.Minute  // between requests
	maxHeader  = 64 << 10         // bytes
	drainTime  = 10 * time.Second // for what is being answered when the server stops
)

// server answers HTTP from a node.
type server struct {
	node    *node
	http    *http.Server
	streams *streams
	silent  *silent
	release context.CancelFunc // ends what is still being answered
}

func newServer(n *node, by string, logger *slog.Logger) *server {
	answering, release := n.alive(context.Background())
	s := &server{node: n, streams: newStreams(), silent: &silent{conns: map[net.Conn]struct{}{}}, release: release}
	mux := http.NewServeMux()
	mux.Handle("/graphql", whenReady(n, s.streams.hold(api.NewHandler(api.Options{Log: n.log, Graph: n.graph, Recorder: n.recorder, RecordedBy: by}))))
	mux.Handle("GET /healthz", healthz(n))
	tiles := api.NewTiles(n.log)
	mux.Handle("GET /checkpoint", tiles)
	mux.Handle("GET /tile/", tiles)
	mux.Handle("GET /info", tellInfo(n))
	mux.Handle("GET /backup", s.streams.keep(segments(n.log, logger)))
	mux.Handle("/", web.Handler())
	s.http = &http.Server{
		Handler:           onlyLoopback(sameOrigin(mux)),
		ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
		ErrorLog:    slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return answering },
		ConnState:   s.silent.track,
	}
	s.http.RegisterOnShutdown(s.silent.end)
	s.http.RegisterOnShutdown(s.streams.end)
	return s
}

// serve answers until ctx ends, and then stops in order: no new connections; subscriptions end; what is being answered
// is finished, or cut off after drainTime.
func (s *server) serve(ctx context.Context, l net.Listener) error {
	defer s.release()
	failed := make(chan error, 1)
	go func() { failed <- s.http.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	draining, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	err := errors.Join(s.http.Shutdown(draining), s.streams.wait(draining))
	if err == nil {
		return nil
	}
	s.release()
	return errors.Join(fmt.Errorf("what was being answered was cut off after %v: %w", drainTime, err), s.http.Close())
}

// whenReady answers 503 while the graph cannot answer. A log that takes no more events can still be asked.
func whenReady(n *node, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch h := n.health(); h.Status {
		case starting:
			w.Header().Set("Retry-After", "1")
			http.Error(w, fmt.Sprintf("the graph is being built: position %d of %d; try again soon", h.GraphPosition, n.opened), http.StatusServiceUnavailable)
		case stopped:
			http.Error(w, h.Problem, http.StatusServiceUnavailable)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// healthz says whether the server can answer and record, and how far its log and its graph are.
func healthz(n *node) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		h := n.health()
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		if h.Status != healthy {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_ = json.NewEncoder(w).Encode(h) // whoever asked has gone: nobody is left to tell
	})
}
