// Command gqlserver keeps and serves one log of who said and did what, when, and according to whom.
//
// It is the one binary of onrecord. Each subcommand has a file:
//
//   - serve (the default) answers GraphQL and the pages that a browser opens;
//   - record takes events from a file, one a line, into a directory or a running server;
//   - erase takes the payload of an event away, by law;
//   - export writes the log as JSON Lines;
//   - proof writes the proof that the log holds an event, for those who do not trust it;
//   - verify checks such a proof, or the whole log;
//   - backup adds what is new in it to a backup, restore makes a log from a backup or an export;
//   - token makes, lists and revokes the tokens of those who may ask the server;
//   - info says what is known of a log, key lists its public keys and makes new ones;
//   - version says which program this is.
//
// A [Main] is the program with its input and outputs, so that tests run it in process. A node is what most subcommands
// work on: a log, the graph folded from it, and the recorder that writes to it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"syscall"
	_ "time/tzdata" // zones are part of answers: they must not depend on the machine

	"github.com/alecthomas/kong"
)

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // it was understood and could not be done
	exitUsage  = 2 // it was not understood
)

// Main is the program.
type Main struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
}

func main() {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, nil)))
	ctx, stop := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		signal.Stop(signals) // the next one kills
		stop()
	}()
	m := Main{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
	os.Exit(m.Run(ctx, os.Args[1:]))
}

// commands is the command line.
type commands struct {
	Serve   serveCommand   `cmd:"" default:"withargs" help:"Serve the log: GraphQL and the pages for a browser (the default)."`
	Record  recordCommand  `cmd:"" help:"Record events from a file of JSON Lines."`
	Erase   eraseCommand   `cmd:"" help:"Take the payload of an event away, by law and for ever."`
	Export  exportCommand  `cmd:"" help:"Write the log as JSON Lines to standard output."`
	Proof   proofCommand   `cmd:"" help:"Write the proof that the log holds an event to standard output."`
	Verify  verifyCommand  `cmd:"" help:"Check that the whole log is as it was recorded, or that a proof holds."`
	Backup  backupCommand  `cmd:"" help:"Add what is new in the log to a backup."`
	Restore restoreCommand `cmd:"" help:"Make a log from a backup or an export."`
	Info    infoCommand    `cmd:"" help:"Say what log it is, how large, with which root and keys."`
	Accept  acceptCommand  `cmd:"" help:"Go on with a log that does not agree with its checkpoint."`
	Token   tokenCommand   `cmd:"" help:"Make, list and revoke the tokens of those who may ask the server."`
	Key     keyCommand     `cmd:"" help:"List the log's public keys, or make a new key."`
	Version versionCommand `cmd:"" help:"Say which program this is."`
}

const description = `Keeps who said and did what, when, and according to whom, and answers for any past moment.

Try it with a story to look at: gqlserver --sample`

// Run does what the arguments, without the program's name, ask for, and returns the exit code. The end of ctx asks it to
// stop in order.
func (m *Main) Run(ctx context.Context, args []string) int {
	var line commands
	helped := false
	parser, err := kong.New(&line, kong.Name("gqlserver"), kong.Description(description), kong.Writers(m.Stdout, m.Stderr),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true, WrapUpperBound: 100}),
		kong.Exit(func(int) { helped = true }), // called when help was asked for and given
		kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		return m.fail(exitFailed, err)
	}
	if len(args) > 0 && args[0] == "help" { // "help record" is "record --help"
		args = append(slices.Clone(args[1:]), "--help")
	}
	chosen, err := parser.Parse(args)
	if helped {
		return exitOK
	}
	if err != nil {
		return m.fail(exitUsage, fmt.Errorf("%w\nTo learn more: gqlserver --help", err))
	}
	err = chosen.Run(m)
	var usage *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &usage):
		return m.fail(exitUsage, err)
	}
	return m.fail(exitFailed, err)
}

// fail tells why the program ends.
func (m *Main) fail(code int, err error) int {
	fmt.Fprintf(m.Stderr, "gqlserver: %v\n", err)
	return code
}

// logger writes to standard error what nobody is answered.
func (m *Main) logger() *slog.Logger { return slog.New(slog.NewTextHandler(m.Stderr, nil)) }

// usageError says that a flag has a value it cannot have.
type usageError struct{ flag, value, rule string }

func (e *usageError) Error() string { return fmt.Sprintf("%s %s: %s", e.flag, e.value, e.rule) }
