package access

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// IssuerOptions say whose tokens are taken. All but the last two must be set.
type IssuerOptions struct {
	URL      string // of the issuer, as its tokens name it
	Audience string // whom the tokens must be meant for
	Role     string // the claim that holds the role, a text or a list of them; dots lead into claims: realm_access.roles
	Name     string // the claim that holds the name
}

// issuerTime is how long the issuer may take to answer.
const issuerTime = 10 * time.Second

// Issuer knows callers by the signed tokens (JWT) of an OpenID Connect issuer.
type Issuer struct {
	verifier   *oidc.IDTokenVerifier
	role, name string
}

// NewIssuer asks the issuer for its keys. Later it is asked only when a token names a key that is not known.
func NewIssuer(ctx context.Context, o IssuerOptions) (*Issuer, error) {
	ctx = oidc.ClientContext(ctx, &http.Client{Timeout: issuerTime})
	provider, err := oidc.NewProvider(ctx, o.URL)
	if err != nil {
		return nil, fmt.Errorf("issuer %s: %w", o.URL, err)
	}
	return &Issuer{provider.Verifier(&oidc.Config{ClientID: o.Audience}), o.Role, o.Name}, nil
}

// know is who has a token. The highest of the roles that the issuer gives counts.
func (i *Issuer) know(ctx context.Context, secret string) (Caller, error) {
	token, err := i.verifier.Verify(ctx, secret)
	if err != nil {
		return Caller{}, fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	var claims map[string]any
	if err := token.Claims(&claims); err != nil {
		return Caller{}, fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	name, _ := claim(claims, i.name).(string)
	if err := checkName(name); err != nil {
		return Caller{}, fmt.Errorf("%w: claim %s: %w", ErrUnknown, i.name, err)
	}
	role := highest(claim(claims, i.role))
	if role == 0 {
		return Caller{}, fmt.Errorf("%w: its claim %s names no role", ErrForbidden, i.role)
	}
	return Caller{Name: name, Role: role, holds: func() error {
		if time.Now().Before(token.Expiry) {
			return nil
		}
		return fmt.Errorf("%w: it has expired", ErrUnknown)
	}}, nil
}

// claim finds a claim by its name, in which dots lead into objects unless a claim is called so.
func claim(claims map[string]any, name string) any {
	if value, is := claims[name]; is {
		return value
	}
	first, rest, more := strings.Cut(name, ".")
	inner, is := claims[first].(map[string]any)
	if !more || !is {
		return nil
	}
	return claim(inner, rest)
}

// highest is the highest role among the words of a claim; 0 when there is none.
func highest(value any) (role Role) {
	words, _ := value.([]any)
	if word, is := value.(string); is {
		for _, w := range strings.Fields(word) { // as scopes are written
			words = append(words, w)
		}
	}
	for _, word := range words {
		text, _ := word.(string)
		var named Role
		if named.UnmarshalText([]byte(text)) == nil {
			role = max(role, named)
		}
	}
	return role
}
