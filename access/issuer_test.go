package access_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"onrecord/access"
)

// issuer is a small OpenID Connect issuer: it says where its keys are, and what they are.
type issuer struct {
	*httptest.Server
	t   *testing.T
	key *rsa.PrivateKey
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i := &issuer{t: t, key: key}
	mux := http.NewServeMux()
	answer := func(path string, with func() any) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(with())
		})
	}
	answer("/.well-known/openid-configuration", func() any {
		return map[string]any{"issuer": i.URL, "jwks_uri": i.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}}
	})
	answer("/keys", func() any {
		return jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "first", Algorithm: "RS256", Use: "sig"}}}
	})
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	return i
}

// claims are those of a token that is good, with some others in their place.
func (i *issuer) claims(others map[string]any) map[string]any {
	all := map[string]any{"iss": i.URL, "aud": "onrecord", "sub": "ann", "role": "recorder", "exp": time.Now().Add(time.Hour).Unix()}
	for name, value := range others {
		all[name] = value
	}
	return all
}

// sign makes a token.
func (i *issuer) sign(key any, algorithm jose.SignatureAlgorithm, claims map[string]any) string {
	i.t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: jose.JSONWebKey{Key: key, KeyID: "first"}}, nil)
	if err != nil {
		i.t.Fatal(err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		i.t.Fatal(err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		i.t.Fatal(err)
	}
	text, err := signed.CompactSerialize()
	if err != nil {
		i.t.Fatal(err)
	}
	return text
}

func (i *issuer) gate(role string) *access.Gate {
	i.t.Helper()
	known, err := access.NewIssuer(context.Background(), access.IssuerOptions{URL: i.URL, Audience: "onrecord", Role: role, Name: "sub"})
	if err != nil {
		i.t.Fatal(err)
	}
	return access.New(nil, known)
}

func TestIssuer(t *testing.T) {
	i := newIssuer(t)
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	good := i.sign(i.key, jose.RS256, i.claims(nil))
	parts := strings.Split(good, ".")
	changed := i.claims(map[string]any{"role": "administrator"})
	forged := strings.Split(i.sign(other, jose.RS256, changed), ".")
	type claims = map[string]any
	for what, c := range map[string]struct {
		token, role string
		want        error
		gets        access.Role
	}{
		"a good one":                          {good, "role", nil, access.Recorder},
		"a list of roles, the highest counts": {i.sign(i.key, jose.RS256, i.claims(claims{"role": []string{"other", "reader", "administrator"}})), "role", nil, access.Administrator},
		"roles as scopes":                     {i.sign(i.key, jose.RS256, i.claims(claims{"scope": "openid reader"})), "scope", nil, access.Reader},
		"roles inside a claim":                {i.sign(i.key, jose.RS256, i.claims(claims{"realm_access": claims{"roles": []string{"reader"}}})), "realm_access.roles", nil, access.Reader},
		"no role":                             {i.sign(i.key, jose.RS256, i.claims(claims{"role": "chief"})), "role", access.ErrForbidden, 0},
		"a role that is a number":             {i.sign(i.key, jose.RS256, i.claims(claims{"role": 3})), "role", access.ErrForbidden, 0},
		"expired":                             {i.sign(i.key, jose.RS256, i.claims(claims{"exp": time.Now().Add(-time.Minute).Unix()})), "role", access.ErrUnknown, 0},
		"without an end":                      {i.sign(i.key, jose.RS256, i.claims(claims{"exp": nil})), "role", access.ErrUnknown, 0},
		"not yet":                             {i.sign(i.key, jose.RS256, i.claims(claims{"nbf": time.Now().Add(time.Hour).Unix()})), "role", access.ErrUnknown, 0},
		"for another audience":                {i.sign(i.key, jose.RS256, i.claims(claims{"aud": "elsewhere"})), "role", access.ErrUnknown, 0},
		"of another issuer":                   {i.sign(i.key, jose.RS256, i.claims(claims{"iss": "https://issuer.example"})), "role", access.ErrUnknown, 0},
		"signed by another":                   {i.sign(other, jose.RS256, i.claims(nil)), "role", access.ErrUnknown, 0},
		"signed with a secret":                {i.sign([]byte(strings.Repeat("public", 20)), jose.HS256, i.claims(nil)), "role", access.ErrUnknown, 0},
		"changed":                             {parts[0] + "." + forged[1] + "." + parts[2], "role", access.ErrUnknown, 0},
		"without a signature":                 {parts[0] + "." + parts[1] + ".", "role", access.ErrUnknown, 0},
		"without a name":                      {i.sign(i.key, jose.RS256, i.claims(claims{"sub": ""})), "role", access.ErrUnknown, 0},
		"a name in lines":                     {i.sign(i.key, jose.RS256, i.claims(claims{"sub": "a\nb"})), "role", access.ErrUnknown, 0},
		"like one of ours":                    {"onrecord_" + good, "role", access.ErrUnknown, 0},
	} {
		t.Run(what, func(t *testing.T) {
			caller, err := i.gate(c.role).Know(context.Background(), "Bearer "+c.token)
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
	i := newIssuer(t)
	token := i.sign(i.key, jose.RS256, i.claims(map[string]any{"exp": time.Now().Add(2 * time.Second).Unix()}))
	caller, err := i.gate("role").Know(context.Background(), "Bearer "+token)
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
