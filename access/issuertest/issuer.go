// Package issuertest has a small OpenID Connect issuer for tests.
package issuertest

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// Issuer says where its keys are, and what they are. It is stopped when the test ends.
type Issuer struct {
	*httptest.Server

	Key *rsa.PrivateKey // that its tokens are signed with
	t   testing.TB
}

// New starts one.
func New(t testing.TB) *Issuer {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i := &Issuer{Key: key, t: t}
	mux := http.NewServeMux()
	answer := func(path string, with func() any) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(with()) // who asked finds out
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

// Claims are those of a good token, with some others in their place: for an hour, for ann, a recorder of onrecord.
func (i *Issuer) Claims(others map[string]any) map[string]any {
	all := map[string]any{"iss": i.URL, "aud": "onrecord", "sub": "ann", "role": "recorder", "exp": time.Now().Add(time.Hour).Unix()}
	maps.Copy(all, others)
	return all
}

// Token is a token with the claims of a good one and some others in their place.
func (i *Issuer) Token(others map[string]any) string {
	i.t.Helper()
	return i.Sign(i.Key, jose.RS256, i.Claims(others))
}

// Sign makes a token with any key.
func (i *Issuer) Sign(key any, algorithm jose.SignatureAlgorithm, claims map[string]any) string {
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
