package main

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
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

// sameOrigin refuses requests that could change something and that a browser sends for a page of another origin than those
// that are trusted. A WebSocket is opened by GET, and can do what POST can.
func sameOrigin(trusted []string, next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	for _, origin := range trusted {
		if err := protection.AddTrustedOrigin(origin); err != nil {
			panic(err) // the flags were looked at
		}
	}
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

// shared lets pages of some other origins read the answers (CORS). Browsers send no cookies for them: there are none.
func shared(origins []string, next http.Handler) http.Handler {
	if len(origins) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, origin := w.Header(), r.Header.Get("Origin")
		h.Add("Vary", "Origin")
		if !slices.Contains(origins, origin) {
			next.ServeHTTP(w, r)
			return
		}
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Expose-Headers", "Retry-After, X-Request-Id")
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			h.Set("Access-Control-Allow-Methods", "GET, POST")
			h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
			h.Set("Access-Control-Max-Age", "600")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// guard is what stands before every page.
func (o serving) guard(pages http.Handler, logger *slog.Logger) http.Handler {
	guarded := sameOrigin(o.AllowOrigin, pages)
	if !o.gate.Login() && !o.Insecure {
		guarded = onlyLoopback(guarded)
	}
	guarded = careful(o.secure != nil, guarded)
	if o.LogRequests {
		guarded = noted(logger, guarded)
	}
	return numbered(guarded)
}

// careful sets the headers that keep browsers from doing more with an answer than to show it. Pages set their own.
func careful(secure bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}
