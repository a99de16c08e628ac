package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"time"

	"onrecord/access"
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

// serving is how a server answers.
type serving struct {
	exposure
	limits
	logs
	gate   *access.Gate
	at     net.Addr    // where it listens
	secure *tls.Config // nil without TLS
}

func newServer(n *node, o serving, logger *slog.Logger) *server {
	n.index(logger)
	answering, release := n.alive(context.Background())
	s := &server{node: n, streams: newStreams(), silent: &silent{conns: map[net.Conn]struct{}{}}, release: release}
	s.http = &http.Server{
		Handler:           o.guard(s.pages(o, logger), logger),
		ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
		ErrorLog:    slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return answering },
		ConnState:   s.silent.track,
		TLSConfig:   o.secure,
	}
	s.http.RegisterOnShutdown(s.silent.end)
	s.http.RegisterOnShutdown(s.streams.end)
	return s
}

// pages are what can be asked for.
func (s *server) pages(o serving, logger *slog.Logger) http.Handler {
	n, mux, hidden := s.node, http.NewServeMux(), o.hidden(o.at)
	graphql := api.NewHandler(api.Options{Log: n.log, Graph: n.graph, Texts: n.texts.Index, Recorder: n.recorder, Gate: o.gate,
		Timeout: o.Timeout, AtOnce: o.AtOnce, Rate: o.rate(), Hidden: hidden, Origins: o.AllowOrigin})
	mux.Handle("/graphql", shared(o.AllowOrigin, whenReady(n, s.streams.hold(graphql))))
	mux.Handle("GET /healthz", healthz(n, healthy))
	mux.Handle("GET /readyz", healthz(n, healthy, readOnly))
	tiles := admit(o.gate, access.Reader, api.NewTiles(n.log))
	mux.Handle("GET /checkpoint", tiles)
	mux.Handle("GET /tile/", tiles)
	mux.Handle("GET /info", admit(o.gate, access.Reader, tellInfo(n)))
	mux.Handle("GET /metrics", admit(o.gate, access.Reader, metrics(n, logger)))
	mux.Handle("GET /backup", s.streams.keep(admit(o.gate, access.Administrator, segments(n.log, logger))))
	mux.Handle("/", web.Handler(hidden))
	return mux
}

// serve answers until ctx ends, and then stops in order: no new connections; subscriptions end; what is being answered
// is finished, or cut off after drainTime.
func (s *server) serve(ctx context.Context, l net.Listener) error {
	defer s.release()
	failed := make(chan error, 1)
	go func() {
		if s.http.TLSConfig != nil {
			failed <- s.http.ServeTLS(l, "", "")
		} else {
			failed <- s.http.Serve(l)
		}
	}()
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

// healthz says how the server is, and how far its log and its graph are. The status is 200 when it is well enough.
func healthz(n *node, enough ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		h := n.health()
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		if !slices.Contains(enough, h.Status) {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_ = json.NewEncoder(w).Encode(h) // whoever asked has gone: nobody is left to tell
	})
}
