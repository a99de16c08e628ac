package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"text/tabwriter"
	"time"

	"onrecord/eventlog"
	"onrecord/web"
)

type serveCommand struct {
	Data          string        `default:"./data" placeholder:"DIR" help:"Directory of the log (${default}); made when it is missing."`
	KeyFile       string        `placeholder:"FILE" help:"File of the secret keys that sign its checkpoints, made with the log; key in its directory unless given."`
	Sample        bool          `help:"Load the story of examples/airstrikes, if the log is empty."`
	CheckpointLag time.Duration `default:"0s" placeholder:"DURATION" help:"How long the checkpoint on disk may lag behind what is acknowledged, such as 1s (${default}: not at all). A lag is faster where one records alone; what a damaged disk then loses of it goes unnoticed."`
	As            string        `placeholder:"NAME" help:"Who records, where nobody is asked for a token; the user of the operating system unless given."`

	exposure `embed:"" group:"Who is served, and how"`
	limits   `embed:"" group:"Limits"`
	logs     `embed:"" group:"What it says"`
}

// limits are those that operators may want to change.
type limits struct {
	Timeout time.Duration `default:"30s" placeholder:"DURATION" help:"How long a query or mutation may take (${default})."`
	AtOnce  int           `placeholder:"N" help:"How many of them are answered at a time, before others are told to wait; 32 for each core unless given."`
	Rate    *float64      `placeholder:"N" help:"How many operations each client may ask for in a second: each name, or each address where nobody logs in. 100 unless given, 0 for no limit; no limit where only this machine is served and nobody logs in."`
}

// check looks at the flags.
func (l *limits) check() error {
	switch {
	case l.Timeout <= 0:
		return &usageError{"--timeout", l.Timeout.String(), "a duration above 0s"}
	case l.AtOnce < 0:
		return &usageError{"--at-once", fmt.Sprint(l.AtOnce), "a number from 1 on"}
	case l.Rate != nil && *l.Rate < 0:
		return &usageError{"--rate", fmt.Sprint(*l.Rate), "a number from 0 on"}
	}
	return nil
}

// usualRate is how many operations a client may ask for in a second, unless that is told.
const usualRate = 100

// rate is how many it may here.
func (o serving) rate() float64 {
	switch {
	case o.Rate != nil:
		return *o.Rate
	case !o.gate.Login() && local(o.at):
		return 0
	}
	return usualRate
}

// Help is what the help of this command adds.
func (serveCommand) Help() string {
	return `Serves until it is told to stop (Ctrl-C, SIGINT or SIGTERM): it then ends subscriptions and backups, finishes what it was asked, and closes the log. A second signal kills it; what it acknowledged is on disk in any case.

It serves this machine only, without a login, until there are tokens (gqlserver token) or an issuer (--oidc-issuer). Then everybody has to say who they are, with the header Authorization: Bearer TOKEN.

  /          the front page
  /graphiql/ GraphiQL, to ask in a browser
  /graphql   the API: GraphQL over POST, GET, WebSocket and server-sent events
  /backup    the log as a stream of bytes, for gqlserver backup and export
  /info      what log it is, how large, with which root and keys
  /healthz   200 when it can answer and record, 503 when it cannot
  /readyz    200 when it can answer
  /metrics   what is measured, for Prometheus
  /checkpoint, /tile/
             the log for the tools of transparency logs (C2SP tlog-tiles)

Examples:

  gqlserver --sample
  gqlserver serve --addr 127.0.0.1:9000 --data ./archive --as desk
  gqlserver serve --addr :8443 --tls-cert cert.pem --tls-key key.pem`
}

// Run serves until ctx ends.
func (c *serveCommand) Run(ctx context.Context, m *Main) (err error) {
	if c.CheckpointLag < 0 {
		return &usageError{"--checkpoint-lag", c.CheckpointLag.String(), "a duration from 0s on"}
	}
	if err := errors.Join(c.exposure.check(), c.limits.check()); err != nil {
		return err
	}
	by, err := recordedBy(c.As)
	if err != nil {
		return err
	}
	logger := c.logger(m)
	gate, err := c.gate(ctx, c.Data, by)
	if err != nil {
		return err
	}
	secure, err := c.certificate()
	if err != nil {
		return err
	}
	listener, err := c.listen(gate.Login())
	if err != nil {
		return err
	}
	defer listener.Close()
	n, err := openNode(c.Data, eventlog.Options{Logger: logger, Keys: c.KeyFile, Lag: c.CheckpointLag}, "stop it, or choose another directory with --data")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, n.Close()) }()
	if c.Sample {
		if err := loadSample(ctx, n, by, m.Stdout); err != nil {
			return err
		}
	}
	c.warn(m.Stderr, listener.Addr())
	if err := c.greet(m.Stdout, n, listener.Addr()); err != nil {
		return err
	}
	told := make(chan struct{})
	go func() {
		defer close(told)
		if n.catchUp(ctx) == nil {
			fmt.Fprintln(m.Stdout, "Ready. Stop with Ctrl-C.")
		}
	}()
	slog.SetDefault(logger) // of the API, which logs what goes wrong while it answers
	err = newServer(n, serving{gate: gate, exposure: c.exposure, limits: c.limits, logs: c.logs, at: listener.Addr(), secure: secure}, logger).serve(ctx, listener)
	<-told
	return err
}

// greet writes what to open.
func (c *serveCommand) greet(out io.Writer, n *node, at net.Addr) error {
	list := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	front := "http://" + at.String()
	if c.TLSCert != "" {
		front = "https://" + at.String()
	}
	fmt.Fprintf(list, "onrecord serves the log in %s (%s).\n\n", n.dir, events(n.log.Head().Position))
	fmt.Fprintf(list, "  App\t%s/\n", front)
	switch {
	case c.hidden(at):
		fmt.Fprintf(list, "  GraphiQL\toff; --introspection switches it on\n")
	case web.Built():
		fmt.Fprintf(list, "  GraphiQL\t%s/graphiql/\n", front)
	default:
		fmt.Fprintf(list, "  GraphiQL\tnot in this binary; with Node 20 or newer, make run builds it and starts the server\n")
	}
	fmt.Fprintf(list, "  GraphQL\t%s/graphql\n\n", front)
	return list.Flush()
}
