package main

import (
	"fmt"
	"log/slog"
	"net/http"

	"onrecord/access"
)

// admit answers only those who have a role.
func admit(gate *access.Gate, role access.Role, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		caller, err := gate.Know(r.Context(), r.Header.Get("Authorization"))
		if err == nil && !caller.May(role) {
			err = fmt.Errorf("%w: %s takes the role %v, and it has the role %v", access.ErrForbidden, r.URL.Path, role, caller.Role)
		}
		if err == nil {
			ctx, end := caller.While(access.With(r.Context(), caller))
			defer end()
			next.ServeHTTP(w, r.WithContext(ctx))
			return
		}
		status, message := access.Status(err), err.Error()
		switch status {
		case http.StatusUnauthorized:
			w.Header().Set("WWW-Authenticate", "Bearer")
		case http.StatusServiceUnavailable:
			slog.ErrorContext(r.Context(), "nobody can be known", "error", err)
			message = "it cannot be found out now who asks; the server's log says why"
		}
		http.Error(w, message, status)
	})
}
