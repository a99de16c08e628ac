package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"onrecord/event"
	"onrecord/eventlog"
)

type verifyCommand struct {
	Data       string   `placeholder:"DIR" xor:"what" help:"Directory of the log; ./data unless given."`
	KeyFile    string   `placeholder:"FILE" xor:"keys" help:"File of the log's secret keys; key in its directory unless given."`
	URL        string   `name:"url" placeholder:"URL" xor:"what,keys" help:"Ask the server that answers GraphQL there whether its log only grew since --checkpoint."`
	Checkpoint []string `placeholder:"FILE" sep:"none" xor:"kept" help:"A checkpoint that was kept: the log must begin with what it was signed for. May be given several times."`
	Keep       string   `placeholder:"FILE" help:"When nothing is wrong, write a new checkpoint into this file, which must not be there yet."`
	Key        []string `placeholder:"PUBLICKEY" sep:"none" help:"A public key to go by; the log's own unless given, which a proof cannot do without. May be given several times."`
	Proof      string   `placeholder:"FILE" xor:"what,kept" help:"Check this proof instead of a log; - for standard input."`
	Record     string   `placeholder:"FILE" help:"With --proof: the event as a line of export, if the proof comes without it."`

	login
}

// Help is what the help of this command adds.
func (verifyCommand) Help() string {
	return `Reads every event of the log again and takes nothing for granted: positions without gaps, times that rise, payloads that are those recorded or lawfully erased, ids that are found, and the root over all of it computed anew, compared with what is stored and with the checkpoints. What is wrong is listed by position, and the exit code is then 1. To be used while no server has the directory open.

Keep a checkpoint now and then where nobody who can write to the log can reach it. With --checkpoint it shows that nothing recorded before it was changed or taken away since, and with --key that it is the log whose key you know.

With --url it asks a server that is running whether its log only grew since the checkpoint, and checks the answer.

With --proof it checks the file that gqlserver proof wrote, without a log and without a network. The key must not come from the one who handed you the proof.

Examples:

  gqlserver verify --keep january.checkpoint
  gqlserver verify --data ./archive --checkpoint january.checkpoint --key PUBLICKEY
  gqlserver verify --url http://127.0.0.1:8080 --checkpoint january.checkpoint --key PUBLICKEY
  gqlserver verify --proof 17.tlog-proof --key PUBLICKEY`
}

// Run checks the log or the proof.
func (c *verifyCommand) Run(ctx context.Context, m *Main) error {
	switch {
	case c.Proof != "" && c.Keep != "":
		return &usageError{"--keep", c.Keep, "a proof brings its checkpoint with it: leave it out with --proof"}
	case c.Proof != "":
		return c.proof(m)
	case c.Record != "":
		return &usageError{"--record", c.Record, "it belongs to a proof: give it with --proof"}
	case c.URL != "":
		return c.there(ctx, m)
	}
	return c.log(ctx, m)
}

// log verifies the whole log.
func (c *verifyCommand) log(ctx context.Context, m *Main) (err error) {
	dir := cmp.Or(c.Data, "./data")
	log, err := openLog(dir, eventlog.Options{Logger: m.logger(), MustExist: true, Keys: c.KeyFile},
		"stop it, then verify again; single events can be proved while it runs: gqlserver proof --url http://127.0.0.1:8080 POSITION")
	if errors.Is(err, eventlog.ErrMissing) {
		return fmt.Errorf("--data %s: there is no log to verify", dir)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	signed, err := c.signed(log)
	if err != nil {
		return err
	}
	known, err := c.read(log.PublicKeys())
	if err != nil {
		return err
	}
	o := eventlog.Verification{Checkpoints: []eventlog.Checkpoint{signed}}
	for _, k := range known {
		o.Checkpoints = append(o.Checkpoints, k.Checkpoint)
	}
	p := m.progress("verifying", int(log.Head().Position))
	o.Progress = p.at
	report, err := eventlog.Verify(ctx, log, o)
	p.end()
	if err != nil {
		return fmt.Errorf("the log was not verified to its end: %w", err)
	}
	if len(report.Faults) > 0 {
		return notWhole(dir, report)
	}
	if err := whole(m.Stdout, dir, log, report, known); err != nil {
		return err
	}
	return c.keep(signed)
}

// keep writes a checkpoint where it was asked to.
func (c *verifyCommand) keep(signed eventlog.Checkpoint) error {
	if c.Keep == "" {
		return nil
	}
	file, err := os.OpenFile(c.Keep, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("--keep: %w", err)
	}
	_, err = file.Write(signed.Signed)
	return errors.Join(err, file.Close())
}

// signed is a checkpoint of the log as it is, which the keys that were given must have signed.
func (c *verifyCommand) signed(log eventlog.Log) (eventlog.Checkpoint, error) {
	now, err := log.Checkpoint()
	if err != nil || len(c.Key) == 0 {
		return now, err
	}
	if _, err := eventlog.ParseCheckpoint(now.Signed, c.Key...); err != nil {
		return now, fmt.Errorf("--key: this log is not signed with it: %w\nIf it is an older key of this log, to check what was signed with that: give the newer one with another --key", err)
	}
	return now, nil
}

// kept is a checkpoint that was kept in a file.
type kept struct {
	file string
	eventlog.Checkpoint
}

// read reads the checkpoints that were kept. Some keys count when none were given.
func (c *verifyCommand) read(otherwise []string) (all []kept, err error) {
	keys := c.Key
	if len(keys) == 0 {
		keys = otherwise
	}
	for _, name := range c.Checkpoint {
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		notes := bytes.FieldsFunc(content, func(r rune) bool { return r == 0 }) // the file of a log has two, and zeros
		if len(notes) == 0 {
			return nil, fmt.Errorf("--checkpoint %s: it is empty", name)
		}
		for _, note := range notes {
			one, err := eventlog.ParseCheckpoint(note, keys...)
			if err != nil {
				return nil, fmt.Errorf("--checkpoint %s: %w", name, err)
			}
			all = append(all, kept{name, one})
		}
	}
	return all, nil
}

// notWhole lists what is wrong.
func notWhole(dir string, r eventlog.Report) error {
	lines := make([]string, len(r.Faults))
	for i, f := range r.Faults {
		lines[i] = f.String()
	}
	if r.Capped {
		lines = append(lines, fmt.Sprintf("it stopped after %d, and there may be more", len(r.Faults)))
	}
	return fmt.Errorf("the log in %s is not what was recorded:\n%s", dir, strings.Join(lines, "\n"))
}

// whole says that nothing is wrong, and how large the log is.
func whole(to io.Writer, dir string, log eventlog.Log, r eventlog.Report, known []kept) error {
	out := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "The log in %s is whole: %s.\n\n", dir, events(r.Events))
	fmt.Fprintf(out, "root\t%x\n", r.Root)
	fmt.Fprintf(out, "bytes\t%d\n", r.Bytes)
	fmt.Fprintf(out, "erased\t%s\n", erasures(r.Erased))
	for _, key := range log.PublicKeys() {
		fmt.Fprintf(out, "public key\t%s\n", key)
	}
	for _, k := range known {
		fmt.Fprintf(out, "checkpoint\t%s: nothing of its %s has changed\n", k.file, events(k.Size))
	}
	return out.Flush()
}

// erasures says how many payloads are gone.
func erasures(n event.Position) string {
	switch n {
	case 0:
		return "none"
	case 1:
		return "the payload of 1 event"
	}
	return fmt.Sprintf("the payloads of %d events", n)
}
