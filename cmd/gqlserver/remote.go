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

// remoteTime is how long one append may take there, and maxAnswer how many bytes its answer may have.
const (
	remoteTime = time.Minute
	maxAnswer  = 16 << 20
)

const mutation = `mutation Record($input: RecordEventsInput!) {
  recordEvents(input: $input) {
    receipt { first last recordedAt duplicate ids }
    errors { code message path }
    warnings { code message path }
  }
}`

// recordThere records through the server that answers GraphQL at an address. Who records is the server's to say.
func recordThere(address string) (recording, error) {
	if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, &usageError{"--url", address, "not the address of a server, such as http://127.0.0.1:8080/graphql"}
	}
	return func(ctx context.Context, f file, dryRun bool) (recorder.Outcome, error) {
		events := make([]json.RawMessage, len(f.lines))
		for i, l := range f.lines {
			events[i] = l.text
		}
		body, err := json.Marshal(map[string]any{"query": mutation,
			"variables": map[string]any{"input": map[string]any{"events": events, "dryRun": dryRun}}})
		if err != nil {
			return recorder.Outcome{}, err
		}
		ctx, cancel := context.WithTimeout(ctx, remoteTime)
		defer cancel()
		answer, err := post(ctx, address, body)
		if err != nil {
			return recorder.Outcome{}, err
		}
		outcome, err := readAnswer(answer)
		if err != nil {
			return recorder.Outcome{}, fmt.Errorf("%s: %w", address, err)
		}
		return outcome, nil
	}, nil
}

// post sends an operation and returns the answer to it.
func post(ctx context.Context, address string, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/graphql-response+json, application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, fmt.Errorf("%w\nIs the server running, and is this its address? If it broke off in between, the events may be recorded: "+
			"record the file again, if its lines have ids, to know", err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("read the answer of %s: %w", address, err)
	}
	if !json.Valid(answer) {
		return nil, fmt.Errorf("%s answered %s, and not in JSON: %.300s", address, response.Status, bytes.TrimSpace(answer))
	}
	return answer, nil
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

// readAnswer reads what became of a batch. Errors of GraphQL itself are faults.
func readAnswer(answer []byte) (recorder.Outcome, error) {
	var a struct {
		Data *struct {
			RecordEvents *struct {
				Receipt          *receipt
				Errors, Warnings []problem
			}
		}
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(answer, &a); err != nil {
		return recorder.Outcome{}, fmt.Errorf("not an answer of this API: %w", err)
	}
	if len(a.Errors) > 0 {
		messages := make([]string, len(a.Errors))
		for i, e := range a.Errors {
			messages[i] = e.Message
		}
		return recorder.Outcome{}, errors.New(strings.Join(messages, "\n"))
	}
	if a.Data == nil || a.Data.RecordEvents == nil {
		return recorder.Outcome{}, fmt.Errorf("not an answer of this API: %.300s", answer)
	}
	became := a.Data.RecordEvents
	return recorder.Outcome{Receipt: (*recorder.Receipt)(became.Receipt), Errors: problems(became.Errors), Warnings: problems(became.Warnings)}, nil
}
