package access_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"onrecord/access"
	"onrecord/access/issuertest"
)

// knows is a gate for the tokens of an issuer, with the role in a claim.
func knows(t *testing.T, i *issuertest.Issuer, role string) *access.Gate {
	t.Helper()
	known, err := access.NewIssuer(context.Background(), access.IssuerOptions{URL: i.URL, Audience: "onrecord", Role: role, Name: "sub"})
	if err != nil {
		t.Fatal(err)
	}
	return access.New(nil, known)
}

func TestIssuer(t *testing.T) {
	i := issuertest.New(t)
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	good := i.Token(nil)
	parts := strings.Split(good, ".")
	changed := i.Claims(map[string]any{"role": "administrator"})
	forged := strings.Split(i.Sign(other, jose.RS256, changed), ".")
	type claims = map[string]any
	for what, c := range map[string]struct {
		token, role string
		want        error
		gets        access.Role
	}{
		"a good one":                          {good, "role", nil, access.Recorder},
		"a list of roles, the highest counts": {i.Token(claims{"role": []string{"other", "reader", "administrator"}}), "role", nil, access.Administrator},
		"roles as scopes":                     {i.Token(claims{"scope": "openid reader"}), "scope", nil, access.Reader},
		"roles inside a claim":                {i.Token(claims{"realm_access": claims{"roles": []string{"reader"}}}), "realm_access.roles", nil, access.Reader},
		"no role":                             {i.Token(claims{"role": "chief"}), "role", access.ErrForbidden, 0},
		"a role that is a number":             {i.Token(claims{"role": 3}), "role", access.ErrForbidden, 0},
		"expired":                             {i.Token(claims{"exp": time.Now().Add(-time.Minute).Unix()}), "role", access.ErrUnknown, 0},
		"without an end":                      {i.Token(claims{"exp": nil}), "role", access.ErrUnknown, 0},
		"not yet":                             {i.Token(claims{"nbf": time.Now().Add(time.Hour).Unix()}), "role", access.ErrUnknown, 0},
		"for another audience":                {i.Token(claims{"aud": "elsewhere"}), "role", access.ErrUnknown, 0},
		"of another issuer":                   {i.Token(claims{"iss": "https://issuer.example"}), "role", access.ErrUnknown, 0},
		"signed by another":                   {i.Sign(other, jose.RS256, i.Claims(nil)), "role", access.ErrUnknown, 0},
		"signed with a secret":                {i.Sign([]byte(strings.Repeat("public", 20)), jose.HS256, i.Claims(nil)), "role", access.ErrUnknown, 0},
		"changed":                             {parts[0] + "." + forged[1] + "." + parts[2], "role", access.ErrUnknown, 0},
		"without a signature":                 {parts[0] + "." + parts[1] + ".", "role", access.ErrUnknown, 0},
		"without a name":                      {i.Token(claims{"sub": ""}), "role", access.ErrUnknown, 0},
		"a name in lines":                     {i.Token(claims{"sub": "a\nb"}), "role", access.ErrUnknown, 0},
		"like one of ours":                    {"onrecord_" + good, "role", access.ErrUnknown, 0},
	} {
		t.Run(what, func(t *testing.T) {
			caller, err := knows(t, i, c.role).Know(context.Background(), "Bearer "+c.token)
			if !errors.Is(err, c.want) || caller.Role != c.gets {
				t.Fatalf("got %v, %v; want %v, %v", caller.Role, err, c.gets, c.want)
			}
			if err == nil && caller.Name != "ann" {
				t.Errorf("got the name %q", caller.Name)
			}
		})
	}
}

// Who goes on is cut off when the token expires.
func TestExpiry(t *testing.T) {
	i := issuertest.New(t)
	token := i.Token(map[string]any{"exp": time.Now().Add(2 * time.Second).Unix()})
	caller, err := knows(t, i, "role").Know(context.Background(), "Bearer "+token)
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := caller.While(context.Background())
	defer end()
	<-ctx.Done()
	if cause := context.Cause(ctx); !errors.Is(cause, access.ErrUnknown) || !strings.Contains(cause.Error(), "expired") {
		t.Errorf("it ended with %v", cause)
	}
}

func TestNoIssuer(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	defer gone.Close()
	if _, err := access.NewIssuer(context.Background(), access.IssuerOptions{URL: gone.URL, Audience: "onrecord", Role: "role", Name: "sub"}); err == nil || !strings.Contains(err.Error(), gone.URL) {
		t.Errorf("an issuer that is none: %v", err)
	}
}
