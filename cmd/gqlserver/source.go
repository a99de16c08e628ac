package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"onrecord/backup"
	"onrecord/event"
	"onrecord/eventlog"
)

// source is where a log is read: its directory, or the server that holds it.
type source struct {
	Data    string `placeholder:"DIR" xor:"where" help:"Directory of the log; ./data unless given."`
	KeyFile string `placeholder:"FILE" xor:"keys" help:"File of the log's secret keys; key in its directory unless given."`
	URL     string `name:"url" placeholder:"URL" xor:"where,keys" help:"Ask the server that is running there, such as http://127.0.0.1:8080."`

	login
}

// cut takes the segment after a position, to be read before end is called. When another process holds the directory, the
// error ends with what to do about that.
func (s *source) cut(ctx context.Context, m *Main, after event.Position, ifHeld string) (segment *backup.Segment, end func() error, err error) {
	if s.URL != "" {
		answer, err := s.get(ctx, fmt.Sprintf("backup?after=%d", after))
		if err != nil {
			return nil, nil, err
		}
		segment, err := backup.Read(answer)
		if err != nil {
			return nil, nil, errors.Join(fmt.Errorf("--url %s: %w", s.URL, err), answer.Close())
		}
		return segment, answer.Close, nil
	}
	log, err := s.open(m, ifHeld)
	if err != nil {
		return nil, nil, err
	}
	if segment, err = backup.Cut(ctx, log, after); err != nil {
		return nil, nil, errors.Join(err, log.Close())
	}
	return segment, log.Close, nil
}

// open opens the log in the directory, which must hold one.
func (s *source) open(m *Main, ifHeld string) (eventlog.Log, error) {
	dir := s.dir()
	log, err := openLog(dir, eventlog.Options{Logger: m.logger(), MustExist: true, Keys: s.KeyFile}, ifHeld)
	if errors.Is(err, eventlog.ErrMissing) {
		return nil, fmt.Errorf("--data %s: there is no log", dir)
	}
	return log, err
}

func (s *source) dir() string { return cmp.Or(s.Data, "./data") }

// get asks the server for a page, by its path below the address. The address may also be that of GraphQL.
func (s *source) get(ctx context.Context, page string) (io.ReadCloser, error) {
	there, err := s.at(s.URL)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, front(s.URL)+"/"+page, nil)
	if err != nil {
		return nil, err
	}
	response, err := there.do(request)
	if err != nil {
		return nil, err
	}
	if response.StatusCode == http.StatusOK {
		return response.Body, nil
	}
	defer response.Body.Close()
	said, err := io.ReadAll(io.LimitReader(response.Body, 300))
	if err != nil {
		return nil, fmt.Errorf("read the answer of %s: %w", s.URL, err)
	}
	if response.StatusCode == http.StatusConflict { // its words for this error
		rest := strings.TrimPrefix(string(bytes.TrimSpace(said)), eventlog.ErrNoPosition.Error())
		return nil, fmt.Errorf("--url %s: %w%s", s.URL, eventlog.ErrNoPosition, rest)
	}
	return nil, fmt.Errorf("--url %s: the server answered %s: %s", s.URL, response.Status, bytes.TrimSpace(said))
}
