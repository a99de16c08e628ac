package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"onrecord/backup"
	"onrecord/event"
	"onrecord/eventlog"
)

type restoreCommand struct {
	From     string   `arg:"" placeholder:"FROM" help:"Directory of a backup; or an export: its file, gzipped or not, or - for standard input."`
	Data     string   `default:"./data" placeholder:"DIR" help:"Directory of the log that is made (${default}); it must be missing or empty."`
	KeyFile  string   `placeholder:"FILE" help:"File of the log's secret keys: it then goes on signing with them, from where they lie."`
	Key      []string `placeholder:"PUBLICKEY" sep:"none" help:"Only take what this public key has signed. May be given several times."`
	Unproven bool     `help:"Take an export without its first line, the checkpoint. Nothing then says whether it is all of the log."`
}

// Help is what the help of this command adds.
func (restoreCommand) Help() string {
	return `Makes a log that has the bytes and the roots of the one that was backed up or exported, or, when anything is wrong, nothing. It is checked against the checkpoint: that it is all of the log, in order, and as it was signed. Who signed is known from --key, or from the keys of --key-file; without either it is a key that the backup itself names, which restore prints, to be compared.

The log keeps its name. Without --key-file it signs with a new key from now on: tell it to those who check its checkpoints. The backups of the old key go on only with --key.

Examples:

  gqlserver restore --data ./data --key-file ./key ./backup
  zcat log.jsonl.gz | gqlserver restore --data ./copy -`
}

// taken is what is restored.
type taken struct {
	records    iter.Seq2[event.Record, error]
	checkpoint *eventlog.Checkpoint // nil when there is none
	keys       []string             // the public keys that came with it
	end        func() error
}

// Run makes the log.
func (c *restoreCommand) Run(ctx context.Context, m *Main) (err error) {
	trusted, err := c.trusted()
	if err != nil {
		return err
	}
	t, err := c.take(m, trusted)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.end()) }()
	total := -1
	if t.checkpoint != nil {
		total = int(t.checkpoint.Size)
	}
	p := m.progress("restoring", total)
	erased := 0
	head, err := eventlog.Restore(c.Data, eventlog.Options{Logger: m.logger(), Keys: c.KeyFile}, func(yield func(event.Record, error) bool) {
		for r, err := range t.records {
			if err == nil {
				err = ctx.Err()
			}
			if r.Position > 0 && r.Erased() {
				erased++
			}
			p.at(r.Position)
			if !yield(r, err) {
				return
			}
		}
	}, t.checkpoint)
	p.end()
	if err != nil {
		return err
	}
	return c.tell(m, head, t, erased, len(trusted) > 0)
}

// trusted are the public keys of which one must have signed.
func (c *restoreCommand) trusted() ([]string, error) {
	if c.KeyFile == "" {
		return c.Key, nil
	}
	own, err := eventlog.PublicKeys(c.KeyFile)
	if err != nil {
		return nil, fmt.Errorf("--key-file: %w", err)
	}
	return append(own, c.Key...), nil
}

// take opens what is to be restored.
func (c *restoreCommand) take(m *Main, trusted []string) (taken, error) {
	if c.From == "-" {
		return c.takeExport("stdin", m.Stdin, func() error { return nil }, trusted)
	}
	info, err := os.Stat(c.From)
	if err != nil {
		return taken{}, err
	}
	if info.IsDir() {
		return takeBackup(c.From, trusted)
	}
	file, err := os.Open(c.From)
	if err != nil {
		return taken{}, err
	}
	t, err := c.takeExport(c.From, file, file.Close, trusted)
	if err != nil {
		return taken{}, errors.Join(err, file.Close())
	}
	return t, nil
}

func takeBackup(dir string, trusted []string) (taken, error) {
	d, err := backup.Open(dir)
	if err != nil {
		return taken{}, err
	}
	last, err := d.Last()
	if err != nil {
		return taken{}, err
	}
	if len(trusted) > 0 {
		if _, err := eventlog.ParseCheckpoint(last.Checkpoint.Signed, trusted...); err != nil {
			return taken{}, fmt.Errorf("%s: %w", dir, err)
		}
	}
	return taken{d.Records(), &last.Checkpoint, last.Keys, d.Close}, nil
}

// takeExport opens an export, which may be gzipped.
func (c *restoreCommand) takeExport(name string, from io.Reader, end func() error, trusted []string) (taken, error) {
	in := bufio.NewReader(from)
	if magic, _ := in.Peek(2); string(magic) == "\x1f\x8b" {
		unzipped, err := gzip.NewReader(in)
		if err != nil {
			return taken{}, fmt.Errorf("%s: %w", name, err)
		}
		in = bufio.NewReader(unzipped)
	}
	r := newExportReader(name, in)
	head, err := r.head()
	switch {
	case err != nil:
		return taken{}, err
	case head == nil && c.Unproven:
		return taken{records: r.records(), end: end}, nil
	case head == nil:
		return taken{}, fmt.Errorf("%s: the first line is not a checkpoint, as it is in an export; to restore it all the same: --unproven", name)
	}
	checkpoint, err := head.checkpoint(trusted)
	if err != nil {
		return taken{}, fmt.Errorf("%s:1: %w", name, err)
	}
	return taken{r.records(), &checkpoint, head.PublicKeys, end}, nil
}

// tell says what was restored, what proves it, and who signs from now on.
func (c *restoreCommand) tell(m *Main, head eventlog.Head, t taken, erased int, trusted bool) error {
	fmt.Fprintf(m.Stdout, "Restored %s into %s", events(head.Position), c.Data)
	if erased > 0 {
		fmt.Fprintf(m.Stdout, "; the payload of %s is erased", events(erased))
	}
	fmt.Fprintf(m.Stdout, ".\nThe root is %x", head.Root)
	switch {
	case t.checkpoint == nil:
		fmt.Fprintln(m.Stdout, ". There was no checkpoint to compare it with: nothing says whether this is all of the log.")
	case trusted:
		fmt.Fprintln(m.Stdout, ", as the checkpoint says, signed by a key that you named.")
	default:
		fmt.Fprintf(m.Stdout, ", as the checkpoint says. The key that signed it came with it; is it the one you know?\n  %s\n", strings.Join(t.keys, "\n  "))
	}
	keys, err := eventlog.PublicKeys(cmp.Or(c.KeyFile, eventlog.KeyFile(c.Data)))
	if err != nil {
		return err
	}
	if c.KeyFile == "" {
		_, err = fmt.Fprintf(m.Stdout, "It signs with a new key from now on; those who check its checkpoints need to know it:\n  %s\n", keys[0])
	}
	return err
}
