package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"

	"onrecord/event"
	"onrecord/eventlog"
)

type proofCommand struct {
	Position event.Position `arg:"" placeholder:"POSITION" help:"Of the event: 1 for the first."`
	Data     string         `placeholder:"DIR" xor:"where" help:"Directory of the log; ./data unless given."`
	KeyFile  string         `placeholder:"FILE" xor:"keys" help:"File of the log's secret keys; key in its directory unless given."`
	URL      string         `name:"url" placeholder:"URL" xor:"where,keys" help:"Ask the server that answers GraphQL there."`

	login
}

// Help is what the help of this command adds.
func (proofCommand) Help() string {
	return `Hand the file to somebody who does not trust you or your server: with the log's public key, and nothing else, it shows that the log holds this event, at this position, recorded then and by that name, with every word of it. It is a C2SP tlog-proof, with the event as its extra data.

The one who is to trust it must have the public key from elsewhere, before there is anything to argue about. gqlserver verify tells it, and so does the field checkpoint of the API.

Examples:

  gqlserver proof 17 > 17.tlog-proof
  gqlserver proof --url http://127.0.0.1:8080 17 > 17.tlog-proof
  gqlserver verify --proof 17.tlog-proof --key PUBLICKEY`
}

const proofQuery = `query Proof($position: Position!) { proof(position: $position) { file } }`

// Run writes the file.
func (c *proofCommand) Run(ctx context.Context, m *Main) error {
	if c.URL == "" {
		return c.here(m)
	}
	there, err := c.at(c.URL)
	if err != nil {
		return err
	}
	var answer struct{ Proof struct{ File string } }
	if err := there.ask(ctx, proofQuery, map[string]any{"position": c.Position}, &answer); err != nil {
		return err
	}
	_, err = io.WriteString(m.Stdout, answer.Proof.File)
	return err
}

// here makes the proof from the directory.
func (c *proofCommand) here(m *Main) (err error) {
	dir := cmp.Or(c.Data, "./data")
	log, err := openLog(dir, eventlog.Options{Logger: m.logger(), MustExist: true, Keys: c.KeyFile},
		fmt.Sprintf("ask it: gqlserver proof --url http://127.0.0.1:8080 %d", c.Position))
	if errors.Is(err, eventlog.ErrMissing) {
		return fmt.Errorf("--data %s: there is no log to prove anything of", dir)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	checkpoint, err := log.Checkpoint()
	if err != nil {
		return err
	}
	p, err := eventlog.NewProof(log, c.Position, checkpoint)
	if errors.Is(err, eventlog.ErrNoPosition) {
		return fmt.Errorf("position %d: the log in %s has %s, and positions count from 1", c.Position, dir, events(checkpoint.Size))
	}
	if err != nil {
		return err
	}
	_, err = m.Stdout.Write(p.Text())
	return err
}
