package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
)

// streams are the requests that do not end by themselves, or not soon: subscriptions over WebSocket and server-sent events,
// and backups. When the server stops, somebody has to end them, and to wait for them: net/http knows nothing of a WebSocket.
type streams struct {
	ending context.Context
	cancel context.CancelFunc

	mu    sync.Mutex // guards ended, so that none begins after it
	ended bool
	open  sync.WaitGroup // counts up under mu while not ended
}

func newStreams() *streams {
	ending, cancel := context.WithCancel(context.Background())
	return &streams{ending: ending, cancel: cancel}
}

// hold lets the context of streams end when streams are to end. Other requests pass.
func (s *streams) hold(next http.Handler) http.Handler {
	kept := s.keep(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isStream(r) {
			kept.ServeHTTP(w, r)
		} else {
			next.ServeHTTP(w, r)
		}
	})
}

// keep lets the context of every request end when streams are to end.
func (s *streams) keep(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.begin() {
			http.Error(w, "the server is stopping", http.StatusServiceUnavailable)
			return
		}
		defer s.open.Done()
		ctx, cancel := context.WithCancel(r.Context())
		defer cancel()
		defer context.AfterFunc(s.ending, cancel)()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func isStream(r *http.Request) bool {
	return r.Header.Get("Upgrade") != "" || strings.Contains(r.Header.Get("Accept"), "text/event-stream")
}

func (s *streams) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return false
	}
	s.open.Add(1)
	return true
}

// end ends the streams that are open, and lets none begin.
func (s *streams) end() {
	s.mu.Lock()
	s.ended = true
	s.mu.Unlock()
	s.cancel()
}

// wait returns when all have ended, or with the error of ctx.
func (s *streams) wait(ctx context.Context) error {
	all := make(chan struct{})
	go func() {
		s.open.Wait()
		close(all)
	}()
	select {
	case <-all:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("subscriptions: %w", ctx.Err())
	}
}

// silent are the connections on which nothing was ever asked. Browsers open some ahead of need. Shutdown would wait
// seconds for their first request.
type silent struct {
	mu    sync.Mutex // guards the rest
	ended bool
	conns map[net.Conn]struct{}
}

// track is told of every change of every connection.
func (s *silent) track(c net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case state != http.StateNew:
		delete(s.conns, c)
	case s.ended:
		_ = c.Close() // nobody is served on it
	default:
		s.conns[c] = struct{}{}
	}
}

// end closes them, those that are just being accepted too.
func (s *silent) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	for c := range s.conns {
		_ = c.Close() // nobody is served on it
	}
}
