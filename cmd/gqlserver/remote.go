package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"onrecord/event"
	"onrecord/recorder"
)

// remoteTime is how long one question may take there, and maxAnswer how many bytes its answer may have.
const (
	remoteTime = time.Minute
	maxAnswer  = 16 << 20
)

const recordMutation = `mutation Record($input: RecordEventsInput!) {
  recordEvents(input: $input) {
    receipt { first last recordedAt duplicate ids }
    errors { code message path }
    warnings { code message path }
  }
}`

// recordThere records through a server. Who records is the server's to say.
func recordThere(there remote) recording {
	return func(ctx context.Context, f file, dryRun bool) (recorder.Outcome, error) {
		events := make([]json.RawMessage, len(f.lines))
		for i, l := range f.lines {
			events[i] = l.text
		}
		became, err := mutate[outcome](ctx, there, recordMutation, map[string]any{"events": events, "dryRun": dryRun},
			"the events may be recorded: record the file again, if its lines have ids, to know")
		return became.read(), err
	}
}

// mutate asks a server for one mutation with an input. unsure is what may be so, and what to do, when it breaks off.
func mutate[T any](ctx context.Context, there remote, mutation string, input any, unsure string) (became T, err error) {
	var data map[string]*T // by the name of the mutation
	err = there.ask(ctx, mutation, map[string]any{"input": input}, &data)
	if broken := new(url.Error); errors.As(err, &broken) {
		err = fmt.Errorf("%w If it broke off in between, %s", err, unsure)
	}
	if err != nil {
		return became, err
	}
	for _, found := range data {
		if found != nil {
			return *found, nil
		}
	}
	return became, fmt.Errorf("%s: not an answer of this API", there.address)
}

// ask asks GraphQL, and decodes the data of its answer. Errors of GraphQL are faults. When there was no whole answer, the
// error has a *url.Error in it.
func (r remote) ask(ctx context.Context, query string, variables map[string]any, data any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, remoteTime)
	defer cancel()
	answer, err := r.post(ctx, body)
	if err != nil {
		return err
	}
	if err := readAnswer(answer, data); err != nil {
		return fmt.Errorf("%s: %w", r.address, err)
	}
	return nil
}

// post sends an operation and returns the answer to it.
func (r remote) post(ctx context.Context, body []byte) ([]byte, error) {
	address := front(r.address) + "/graphql"
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/graphql-response+json, application/json")
	response, err := r.do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return nil, &url.Error{Op: "read the answer of", URL: address, Err: err}
	}
	if !json.Valid(answer) {
		return nil, fmt.Errorf("%s answered %s, and not in JSON: %.300s", address, response.Status, bytes.TrimSpace(answer))
	}
	return answer, nil
}

// readAnswer decodes the data of an answer.
func readAnswer(answer []byte, data any) error {
	var a struct {
		Data   json.RawMessage
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(answer, &a); err != nil {
		return fmt.Errorf("not an answer of this API: %w", err)
	}
	if len(a.Errors) > 0 {
		messages := make([]string, len(a.Errors))
		for i, e := range a.Errors {
			messages[i] = e.Message
		}
		return errors.New(strings.Join(messages, "\n"))
	}
	if err := json.Unmarshal(a.Data, data); err != nil || string(a.Data) == "null" {
		return fmt.Errorf("not an answer of this API: %.300s", answer)
	}
	return nil
}

// problem is what is wrong with an event, as the API says it.
type problem struct {
	Code    event.Code
	Message string
	Path    []string
}

func problems(all []problem) (ps event.Problems) {
	for _, p := range all {
		ps = append(ps, event.Problem{Code: p.Code, Message: p.Message, Path: p.Path})
	}
	return ps
}

// outcome is what became of a mutation, as the API says it.
type outcome struct {
	Receipt          *receipt
	Errors, Warnings []problem
}

func (o *outcome) read() recorder.Outcome {
	return recorder.Outcome{Receipt: (*recorder.Receipt)(o.Receipt), Errors: problems(o.Errors), Warnings: problems(o.Warnings)}
}
