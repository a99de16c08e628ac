package access

import (
	"context"
	"errors"
	"net/http"
	"strings"
)

// Why somebody is turned away.
var (
	ErrMissing   = errors.New("this server asks for a token: send the header Authorization: Bearer TOKEN")
	ErrUnknown   = errors.New("the token is not known here")
	ErrForbidden = errors.New("the token gives no such right")
)

// Gate finds out who asks.
type Gate struct {
	everybody *Caller
	tokens    *Tokens
	issuer    *Issuer
}

// Open is a gate without a login: everybody is an administrator, by the same name.
func Open(name string) *Gate {
	return &Gate{everybody: &Caller{Name: name, Role: Administrator}}
}

// New is a gate that knows callers by tokens, by an issuer, or by both. Either may be nil.
func New(tokens *Tokens, issuer *Issuer) *Gate { return &Gate{tokens: tokens, issuer: issuer} }

// Login reports whether callers have to say who they are.
func (g *Gate) Login() bool { return g.everybody == nil }

// Know finds out who asks, from the header Authorization or what stands for it. Errors wrap [ErrMissing] or [ErrUnknown],
// unless tokens cannot be looked up.
func (g *Gate) Know(ctx context.Context, authorization string) (Caller, error) {
	if g.everybody != nil {
		return *g.everybody, nil
	}
	scheme, secret, _ := strings.Cut(strings.TrimSpace(authorization), " ")
	secret = strings.TrimSpace(secret)
	switch {
	case !strings.EqualFold(scheme, "Bearer") || secret == "":
		return Caller{}, ErrMissing
	case strings.HasPrefix(secret, prefix) && g.tokens != nil:
		return g.tokens.know(secret)
	case g.issuer != nil && !strings.HasPrefix(secret, prefix):
		return g.issuer.know(ctx, secret)
	}
	return Caller{}, ErrUnknown
}

// Status is the HTTP status that tells an error of Know: 401, 403, or, when nobody can be known now, 503. With 401 goes a
// header WWW-Authenticate: Bearer.
func Status(err error) int {
	switch {
	case errors.Is(err, ErrForbidden):
		return http.StatusForbidden
	case errors.Is(err, ErrMissing), errors.Is(err, ErrUnknown):
		return http.StatusUnauthorized
	}
	return http.StatusServiceUnavailable
}
