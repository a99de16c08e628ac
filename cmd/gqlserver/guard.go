package main

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// loopback reports whether a host, as in an address, is this machine by name or number.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// onlyLoopback refuses requests for other hosts than this machine. A page from elsewhere whose name was pointed at
// 127.0.0.1 (DNS rebinding) is of the same origin as its own requests here; its name gives it away.
func onlyLoopback(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil { // without a port
			host = strings.TrimSuffix(strings.TrimPrefix(r.Host, "["), "]")
		}
		if !loopback(host) {
			http.Error(w, fmt.Sprintf("Host %q: this server answers for 127.0.0.1, [::1] and localhost only", r.Host), http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses requests that could change something and that a browser sends for a page of another origin. A
// WebSocket is opened by GET, and can do what POST can.
func sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked := r
		if r.Header.Get("Upgrade") != "" {
			asked = r.Clone(r.Context())
			asked.Method = http.MethodPost
		}
		if err := protection.Check(asked); err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
