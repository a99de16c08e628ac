package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"text/tabwriter"
	"time"

	"onrecord/eventlog"
	"onrecord/web"
)

type serveCommand struct {
	Addr          string        `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen (${default}): this machine only. Port 0 takes any that is free."`
	Data          string        `default:"./data" placeholder:"DIR" help:"Directory of the log (${default}); made when it is missing."`
	KeyFile       string        `placeholder:"FILE" help:"File of the secret keys that sign its checkpoints, made with the log; key in its directory unless given."`
	Sample        bool          `help:"Load the story of examples/airstrikes, if the log is empty."`
	CheckpointLag time.Duration `default:"0s" placeholder:"DURATION" help:"How long the checkpoint on disk may lag behind what is acknowledged, such as 1s (${default}: not at all). A lag is faster where one records alone; what a damaged disk then loses of it goes unnoticed."`
	As            string        `placeholder:"NAME" help:"Who records; the user of the operating system unless given."`
}

// Help is what the help of this command adds.
func (serveCommand) Help() string {
	return `Serves until it is told to stop (Ctrl-C, SIGINT or SIGTERM): it then ends subscriptions and backups, finishes what it was asked, and closes the log. A second signal kills it; what it acknowledged is on disk in any case.

It serves this machine only: there is no access control yet.

  /          the front page
  /graphiql/ GraphiQL, to ask in a browser
  /graphql   the API: GraphQL over POST, GET, WebSocket and server-sent events
  /backup    the log as a stream of bytes, for gqlserver backup and export
  /info      what log it is, how large, with which root and keys
  /healthz   200 when it can answer and record, 503 when it cannot
  /checkpoint, /tile/
             the log for the tools of transparency logs (C2SP tlog-tiles)

Examples:

  gqlserver --sample
  gqlserver serve --addr 127.0.0.1:9000 --data ./archive --as desk`
}

// Run serves until ctx ends.
func (c *serveCommand) Run(ctx context.Context, m *Main) (err error) {
	if c.CheckpointLag < 0 {
		return &usageError{"--checkpoint-lag", c.CheckpointLag.String(), "a duration from 0s on"}
	}
	by, err := recordedBy(c.As)
	if err != nil {
		return err
	}
	listener, err := listen(c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	n, err := openNode(c.Data, eventlog.Options{Logger: m.logger(), Keys: c.KeyFile, Lag: c.CheckpointLag}, "stop it, or choose another directory with --data")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, n.Close()) }()
	if c.Sample {
		if err := loadSample(ctx, n, by, m.Stdout); err != nil {
			return err
		}
	}
	if err := greet(m.Stdout, n, listener.Addr()); err != nil {
		return err
	}
	told := make(chan struct{})
	go func() {
		defer close(told)
		if n.catchUp(ctx) == nil {
			fmt.Fprintln(m.Stdout, "Ready. Stop with Ctrl-C.")
		}
	}()
	err = newServer(n, by, m.logger()).serve(ctx, listener)
	<-told
	return err
}

// listen listens on an address of this machine's own. Others are refused as long as there is no access control.
func listen(address string) (net.Listener, error) {
	const rule = "only this machine can be served so far, since there is no access control yet: use 127.0.0.1, [::1] or localhost"
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, &usageError{"--addr", address, "not HOST:PORT, such as 127.0.0.1:8080"}
	}
	if !loopback(host) {
		return nil, &usageError{"--addr", address, rule}
	}
	l, err := net.Listen("tcp", address)
	var failed *net.OpError
	if errors.As(err, &failed) {
		err = failed.Err // without the address once more
	}
	if err != nil {
		return nil, fmt.Errorf("--addr %s: %w; choose another with --addr, or 127.0.0.1:0 for any that is free", address, err)
	}
	if at, ok := l.Addr().(*net.TCPAddr); !ok || !at.IP.IsLoopback() { // localhost is what the machine says it is
		return nil, errors.Join(&usageError{"--addr", address, rule}, l.Close())
	}
	return l, nil
}

// greet writes what to open.
func greet(out io.Writer, n *node, at net.Addr) error {
	list := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(list, "onrecord serves the log in %s (%s).\n\n", n.dir, events(n.log.Head().Position))
	fmt.Fprintf(list, "  App\thttp://%s/\n", at)
	if web.Built() {
		fmt.Fprintf(list, "  GraphiQL\thttp://%s/graphiql/\n", at)
	} else {
		fmt.Fprintf(list, "  GraphiQL\tnot in this binary; with Node 20 or newer, make run builds it and starts the server\n")
	}
	fmt.Fprintf(list, "  GraphQL\thttp://%s/graphql\n\n", at)
	return list.Flush()
}
