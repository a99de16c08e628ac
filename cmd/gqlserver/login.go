package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// tokenVariable is the environment variable that holds the token for a server. There is no flag for it: what is on a
// command line can be seen by everybody on the machine.
const tokenVariable = "ONRECORD_TOKEN"

// login is the flag of every command that asks a server.
type login struct {
	TokenFile string `placeholder:"FILE" help:"With --url: file of the token that the server asks for; the environment variable ONRECORD_TOKEN unless given."`
}

// remote is a server that is running somewhere.
type remote struct{ address, token string }

// at is the server at the address of --url.
func (l login) at(address string) (remote, error) {
	if err := checkAddress(address); err != nil {
		return remote{}, err
	}
	token := os.Getenv(tokenVariable)
	if l.TokenFile != "" {
		text, err := os.ReadFile(l.TokenFile)
		if err != nil {
			return remote{}, fmt.Errorf("--token-file: %w", err)
		}
		token = string(text)
	}
	token = strings.TrimSpace(token)
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return remote{}, fmt.Errorf("%s does not hold a token alone", cmp.Or(l.TokenFile, tokenVariable))
	}
	return remote{address, token}, nil
}

// do sends a request with the token, and again when the server asks for that.
func (r remote) do(request *http.Request) (*http.Response, error) {
	if r.token != "" {
		request.Header.Set("Authorization", "Bearer "+r.token)
	}
	response, err := again(request)
	if err != nil {
		return nil, fmt.Errorf("%w\nIs the server running, and is this its address?", err)
	}
	if response.StatusCode == http.StatusUnauthorized {
		_ = response.Body.Close() // nothing in it is wanted
		return nil, fmt.Errorf("--url %s: %w", r.address, r.unknown())
	}
	return response, nil
}

// maxTries is how often a request is sent to a server that has too much to do, or is not ready yet.
const maxTries = 20

// again sends a request, and once more for each time that it is refused before anything was done and the server says when to
// come again.
func again(request *http.Request) (*http.Response, error) {
	for try := 1; ; try++ {
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return nil, err
		}
		wait, err := strconv.Atoi(response.Header.Get("Retry-After"))
		if err != nil || try == maxTries {
			return response, nil
		}
		_ = response.Body.Close() // nothing in it is wanted
		select {
		case <-time.After(time.Duration(wait) * time.Second):
		case <-request.Context().Done():
			return nil, &url.Error{Op: request.Method, URL: request.URL.String(), Err: context.Cause(request.Context())}
		}
		if request.GetBody != nil {
			if request.Body, err = request.GetBody(); err != nil {
				return nil, err
			}
		}
	}
}

// unknown says that the server does not know who asks.
func (r remote) unknown() error {
	if r.token == "" {
		return errors.New("the server asks for a token: give its file with --token-file, or the token in " + tokenVariable)
	}
	return errors.New("the server does not know the token: it was mistyped, revoked, or has expired")
}

// checkAddress looks at the value of --url.
func checkAddress(address string) error {
	if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return &usageError{"--url", address, "not the address of a server, such as http://127.0.0.1:8080"}
	}
	return nil
}

// front is the address of a server's front page, by which people name it, from that or from the address of its API.
func front(address string) string {
	return strings.TrimSuffix(strings.TrimSuffix(address, "/"), "/graphql")
}
