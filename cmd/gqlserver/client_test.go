package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"onrecord/access"
)

// patience is how long a test waits for what must come; it is never slept.
const patience = 20 * time.Second

func limited(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}

// operation is what GraphQL is asked.
type operation struct {
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables,omitempty"`
}

// request makes a POST of an operation.
func (o operation) request(ctx context.Context, url string) (*http.Request, error) {
	body, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err == nil {
		r.Header.Set("Content-Type", "application/json")
	}
	return r, err
}

// reply is what GraphQL answers.
type reply struct {
	Data   json.RawMessage
	Errors []struct {
		Message string
		Path    []any
	}
}

// decode reads the data into a value, and fails when there are errors.
func (r reply) decode(into any) error {
	if len(r.Errors) > 0 {
		return fmt.Errorf("errors: %v", r.Errors)
	}
	if err := json.Unmarshal(r.Data, into); err != nil {
		return fmt.Errorf("data %.500s: %w", r.Data, err)
	}
	return nil
}

// query asks a server over HTTP.
func query(ctx context.Context, url string, o operation, into any) error {
	request, err := o.request(ctx, url+"/graphql")
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	var r reply
	if err := json.Unmarshal(body, &r); err != nil {
		return fmt.Errorf("%s: %.500s", response.Status, body)
	}
	return r.decode(into)
}

// recordedPage is what record answers.
type recordedPage struct {
	RecordEvents struct {
		Receipt *receipt
		Errors  []problem
	}
}

// record records events over HTTP; it must succeed.
func record(ctx context.Context, url string, events ...any) (receipt, error) {
	var p recordedPage
	err := query(ctx, url, operation{recordMutation, map[string]any{"input": map[string]any{"events": events}}}, &p)
	if err == nil && p.RecordEvents.Receipt == nil {
		err = fmt.Errorf("refused: %v", p.RecordEvents.Errors)
	}
	if err != nil {
		return receipt{}, err
	}
	return *p.RecordEvents.Receipt, nil
}

// person is an event that describes somebody.
func person(name string) map[string]any {
	return map[string]any{"entity": map[string]any{"kind": "PERSON", "name": name}}
}

// untilClosed returns when nobody listens any more.
func untilClosed(t *testing.T, url string) {
	t.Helper()
	for ctx := limited(t); ctx.Err() == nil; {
		conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
		if err != nil {
			return
		}
		_ = conn.Close()
	}
	t.Fatal("the server still listens")
}

// onlyHere serves this machine, without a login.
func onlyHere(by string) serving {
	return serving{gate: access.Open(by), limits: limits{Timeout: patience}, at: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}}
}
