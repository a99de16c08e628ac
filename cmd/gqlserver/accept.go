package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"onrecord/eventlog"
)

type acceptCommand struct {
	Data    string `default:"./data" placeholder:"DIR" help:"Directory of the log (${default})."`
	KeyFile string `placeholder:"FILE" help:"File of the log's secret keys; key in its directory unless given. A new key is made when it is missing."`
	Yes     bool   `help:"Do it. What is lost by then is not looked for any more."`
}

// Help is what the help of this command adds.
func (acceptCommand) Help() string {
	return `A log that does not agree with its checkpoint is not opened: events are missing, or were changed, or the checkpoint or its key is lost. This command takes the log as it lies there and signs that. Do it when there is no backup to restore, and only on a copy of the directory.

Without --yes it says what is wrong, and changes nothing. The checkpoint that was refused is kept beside the new one, in checkpoint.refused: whoever holds the log to it, or to a checkpoint kept elsewhere, will find that it differs.

Examples:

  gqlserver accept --data ./copy
  gqlserver accept --data ./copy --yes`
}

// Run accepts the log.
func (c *acceptCommand) Run(ctx context.Context, m *Main) (err error) {
	o := eventlog.Options{Logger: m.logger(), MustExist: true, Keys: c.KeyFile}
	log, wrong := eventlog.Open(c.Data, o)
	if wrong == nil {
		_, err := fmt.Fprintf(m.Stdout, "The log in %s agrees with its checkpoint: there is nothing to accept.\n", c.Data)
		return errors.Join(err, log.Close())
	}
	if !acceptable(wrong) {
		return advise(c.Data, wrong, "stop it first")
	}
	if !c.Yes {
		return fmt.Errorf("%w\nTo go on with what is there: gqlserver accept --data %s --yes", wrong, c.Data)
	}
	if err := keepRefused(eventlog.CheckpointFile(c.Data)); err != nil {
		return err
	}
	o.Accept = true
	if log, err = eventlog.Open(c.Data, o); err != nil {
		return advise(c.Data, err, "stop it first")
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	head := log.Head()
	if _, err := fmt.Fprintf(m.Stdout, "Accepted. What was wrong: %v.\nThe log in %s is signed with %s, root %x, by %s.\n",
		wrong, c.Data, events(head.Position), head.Root, log.PublicKeys()[0]); err != nil {
		return err
	}
	report, err := eventlog.Verify(ctx, log, eventlog.Verification{})
	if err != nil {
		return err
	}
	for _, fault := range report.Faults {
		fmt.Fprintln(m.Stderr, fault)
	}
	if len(report.Faults) > 0 {
		return fmt.Errorf("the log in %s is damaged beyond that; gqlserver export saves what can be read", c.Data)
	}
	return nil
}

// acceptable reports whether a log that was refused for a reason can be accepted.
func acceptable(wrong error) bool {
	for _, kind := range []error{eventlog.ErrTruncated, eventlog.ErrTampered, eventlog.ErrNoCheckpoint, eventlog.ErrSignature, eventlog.ErrKeys} {
		if errors.Is(wrong, kind) {
			return true
		}
	}
	return false
}

// keepRefused copies a checkpoint that was refused. An earlier one is not overwritten: it was the last of the whole log.
func keepRefused(path string) error {
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	kept, err := os.OpenFile(path+".refused", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = kept.Write(content)
	return errors.Join(err, kept.Sync(), kept.Close())
}
