package main

import (
	"cmp"
	"fmt"
	"strings"

	"onrecord/eventlog"
)

type keyCommand struct {
	Data    string `default:"./data" placeholder:"DIR" help:"Directory of the log (${default})."`
	KeyFile string `placeholder:"FILE" help:"File of the log's secret keys; key in its directory unless given."`
	New     bool   `help:"Make a new key, beside those there are."`
}

// Help is what the help of this command adds.
func (keyCommand) Help() string {
	return `The public keys are what others need to check the log's checkpoints and proofs. The file holds the secret ones: whoever has it can sign in the log's name. Keep a copy where nobody else can read it; backups do not hold it.

To replace a key: make a new one, restart the server, which then signs with both, tell the new one to those who check, take a backup, and take the old line out of the file.

Examples:

  gqlserver key
  gqlserver key --new`
}

// Run writes the public keys.
func (c *keyCommand) Run(m *Main) error {
	file := cmp.Or(c.KeyFile, eventlog.KeyFile(c.Data))
	if c.New {
		if _, err := eventlog.AddKey(file); err != nil {
			return err
		}
		fmt.Fprintf(m.Stderr, "A new key is in the first line of %s. The server signs with it once it is started anew.\n", file)
	}
	public, err := eventlog.PublicKeys(file)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(m.Stdout, strings.Join(public, "\n"))
	return err
}
