package main

import (
	"cmp"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"onrecord/access"
)

type tokenCommand struct {
	New    newTokenCommand    `cmd:"" help:"Make a token for somebody, and show it this once."`
	List   listTokensCommand  `cmd:"" help:"List for whom there are tokens."`
	Revoke revokeTokenCommand `cmd:"" help:"Take the token of somebody away; who uses it is cut off within a second."`
}

// tokenPlace is where the tokens are kept.
type tokenPlace struct {
	Data   string `default:"./data" placeholder:"DIR" help:"Directory of the log (${default})."`
	Tokens string `placeholder:"FILE" help:"File of the tokens; tokens in that directory unless given."`
}

func (p tokenPlace) file() string { return cmp.Or(p.Tokens, tokenFile(p.Data)) }

// Help is what the help of this command adds.
func (tokenCommand) Help() string {
	return `Where there are tokens, everybody who asks the server needs one, and what they record is recorded by its name. Of a token only its hash is kept: who loses it gets a new one.

  reader          asks and follows, and reads the log
  recorder        also records
  administrator   also erases and takes backups

Examples:

  gqlserver token new desk --role recorder
  gqlserver token list
  gqlserver token revoke desk`
}

type newTokenCommand struct {
	Name string      `arg:"" placeholder:"NAME" help:"For whom: what is recorded with the token is recorded by this name."`
	Role access.Role `default:"reader" placeholder:"ROLE" help:"reader, recorder or administrator (${default})."`

	tokenPlace
}

// Run makes a token. It alone goes to standard output.
func (c *newTokenCommand) Run(m *Main) error {
	before, err := access.List(c.file())
	if err != nil {
		return err
	}
	secret, err := access.NewToken(c.file(), c.Name, c.Role)
	if err != nil {
		return err
	}
	fmt.Fprintf(m.Stderr, "The token of %q, with the role %v, is shown this once:\n", c.Name, c.Role)
	if _, err := fmt.Fprintln(m.Stdout, secret); err != nil {
		return err
	}
	if len(before) == 0 {
		fmt.Fprintln(m.Stderr, "It is the first one: once the server is started anew, everybody needs a token.")
	}
	return nil
}

type listTokensCommand struct{ tokenPlace }

// Run lists names and roles.
func (c *listTokensCommand) Run(m *Main) error {
	list, err := access.List(c.file())
	if err != nil {
		return err
	}
	if len(list) == 0 {
		_, err := fmt.Fprintf(m.Stdout, "There are no tokens in %s.\n", c.file())
		return err
	}
	out := tabwriter.NewWriter(m.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "name\trole\tmade")
	for _, t := range list {
		fmt.Fprintf(out, "%s\t%v\t%s\n", t.Name, t.Role, t.Created.Format(time.RFC3339))
	}
	return out.Flush()
}

type revokeTokenCommand struct {
	Name string `arg:"" placeholder:"NAME" help:"Whose."`

	tokenPlace
}

// Run takes a token away.
func (c *revokeTokenCommand) Run(m *Main) error {
	if _, err := os.Stat(c.file()); err != nil {
		return fmt.Errorf("there are no tokens: %w", err)
	}
	if err := access.Revoke(c.file(), c.Name); err != nil {
		return err
	}
	_, err := fmt.Fprintf(m.Stdout, "The token of %q is good for nothing any more.\n", c.Name)
	return err
}
