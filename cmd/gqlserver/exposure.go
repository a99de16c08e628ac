package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"path/filepath"

	"onrecord/access"
)

// exposure says who may reach the server, and how.
type exposure struct {
	Addr     string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen (${default}). Port 0 takes any that is free. Other addresses than this machine's own need tokens, an issuer, or --insecure."`
	Tokens   string `placeholder:"FILE" help:"File of the tokens that are taken, made by gqlserver token; tokens in the directory of the log unless given. Where there are any, everybody needs one."`
	Insecure bool   `help:"Ask nobody for a token, whatever the address: whoever reaches it can read, record and erase."`

	OIDCIssuer   string `name:"oidc-issuer" placeholder:"URL" help:"Take tokens of this OpenID Connect issuer."`
	OIDCAudience string `name:"oidc-audience" placeholder:"NAME" help:"Whom these tokens must be meant for."`
	OIDCRole     string `name:"oidc-role" default:"role" placeholder:"CLAIM" help:"Their claim that says reader, recorder or administrator (${default}); dots lead into it, as in realm_access.roles."`
	OIDCName     string `name:"oidc-name" default:"sub" placeholder:"CLAIM" help:"Their claim by which is recorded (${default})."`

	TLSCert string `name:"tls-cert" placeholder:"FILE" help:"Certificate, with those between it and its root: answers over HTTPS."`
	TLSKey  string `name:"tls-key" placeholder:"FILE" help:"Its private key."`

	AllowOrigin   []string `placeholder:"ORIGIN" sep:"none" help:"Let pages of this origin, such as https://app.example.org, use the API in a browser. May be given several times."`
	Introspection bool     `help:"Answer what the schema is, and serve GraphiQL, also where others than this machine are served."`
}

// check looks at the flags that can be wrong by themselves.
func (e *exposure) check() error {
	for _, origin := range e.AllowOrigin {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || origin != u.Scheme+"://"+u.Host {
			return &usageError{"--allow-origin", origin, "not an origin, such as https://app.example.org"}
		}
	}
	switch {
	case (e.TLSCert == "") != (e.TLSKey == ""):
		return &usageError{"--tls-cert", cmp.Or(e.TLSCert, "and --tls-key"), "a certificate and its key belong together"}
	case (e.OIDCIssuer == "") != (e.OIDCAudience == ""):
		return &usageError{"--oidc-issuer", cmp.Or(e.OIDCIssuer, "and --oidc-audience"), "an issuer's tokens count for one audience: give both"}
	case e.Insecure && (e.OIDCIssuer != "" || e.Tokens != ""):
		return &usageError{"--insecure", "", "with it nobody is asked for a token: leave out --tokens and --oidc-issuer, or --insecure"}
	}
	if e.OIDCIssuer != "" {
		u, err := url.Parse(e.OIDCIssuer)
		if err != nil || u.Scheme != "https" && !loopback(u.Hostname()) {
			return &usageError{"--oidc-issuer", e.OIDCIssuer, "not an address that begins with https://"}
		}
	}
	return nil
}

// gate is who is let in. Without tokens and issuer everybody is, by the name of whoever runs the server.
func (e *exposure) gate(ctx context.Context, dir, by string) (*access.Gate, error) {
	if e.Insecure {
		return access.Open(by), nil
	}
	file := cmp.Or(e.Tokens, tokenFile(dir))
	tokens, err := access.OpenTokens(file)
	if err != nil {
		return nil, err
	}
	n, err := tokens.Len()
	switch {
	case err != nil:
		return nil, err
	case e.OIDCIssuer != "":
		issuer, err := access.NewIssuer(ctx, access.IssuerOptions{URL: e.OIDCIssuer, Audience: e.OIDCAudience, Role: e.OIDCRole, Name: e.OIDCName})
		if err != nil {
			return nil, fmt.Errorf("--oidc-issuer: %w", err)
		}
		return access.New(tokens, issuer), nil
	case n > 0:
		return access.New(tokens, nil), nil
	case e.Tokens != "":
		return nil, &usageError{"--tokens", e.Tokens, "there is no token in it; make one: gqlserver token new NAME --tokens " + e.Tokens}
	}
	return access.Open(by), nil
}

// tokenFile is the file of the tokens for the log in a directory.
func tokenFile(dir string) string { return filepath.Join(dir, "tokens") }

const exposed = "others than this machine would be served without a login: make a token first (gqlserver token new NAME), or give --oidc-issuer; or say --insecure"

// listen listens on an address. Without a login it must be this machine's own, unless that was asked for.
func (e *exposure) listen(login bool) (net.Listener, error) {
	host, _, err := net.SplitHostPort(e.Addr)
	if err != nil {
		return nil, &usageError{"--addr", e.Addr, "not HOST:PORT, such as 127.0.0.1:8080"}
	}
	anywhere := login || e.Insecure
	if !loopback(host) && !anywhere {
		return nil, &usageError{"--addr", e.Addr, exposed}
	}
	l, err := net.Listen("tcp", e.Addr)
	var failed *net.OpError
	if errors.As(err, &failed) {
		err = failed.Err // without the address once more
	}
	if err != nil {
		return nil, fmt.Errorf("--addr %s: %w; choose another with --addr, or 127.0.0.1:0 for any that is free", e.Addr, err)
	}
	if !local(l.Addr()) && !anywhere { // localhost is what the machine says it is
		return nil, errors.Join(&usageError{"--addr", e.Addr, exposed}, l.Close())
	}
	return l, nil
}

// local reports whether only this machine can reach an address.
func local(a net.Addr) bool {
	at, ok := a.(*net.TCPAddr)
	return ok && at.IP.IsLoopback()
}

// hidden reports whether nobody is told the schema.
func (e *exposure) hidden(at net.Addr) bool { return !local(at) && !e.Introspection }

// certificate reads the certificate anew for each connection, so that one that was renewed counts at once; nil without TLS.
func (e *exposure) certificate() (*tls.Config, error) {
	if e.TLSCert == "" {
		return nil, nil
	}
	read := func() (*tls.Certificate, error) {
		pair, err := tls.LoadX509KeyPair(e.TLSCert, e.TLSKey)
		return &pair, err
	}
	if _, err := read(); err != nil {
		return nil, fmt.Errorf("--tls-cert %s, --tls-key %s: %w", e.TLSCert, e.TLSKey, err)
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return read() }}, nil
}

// warn says out loud what is not safe.
func (e *exposure) warn(to io.Writer, at net.Addr) {
	switch {
	case local(at):
	case e.Insecure:
		fmt.Fprintf(to, "Warning: --insecure: whoever reaches %s can read, record and erase, without a login.\n", at)
	case e.TLSCert == "":
		fmt.Fprintln(to, "Warning: tokens and answers travel unencrypted: use --tls-cert and --tls-key, or a proxy before it that speaks HTTPS.")
	}
}
