package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/recorder"
)

type eraseCommand struct {
	Position event.Position `placeholder:"N" xor:"what" required:"" help:"Position of the event."`
	Target   string         `placeholder:"NAME" xor:"what" required:"" help:"Id of the event, or the id, identifier or key of what it introduced."`
	Reason   string         `placeholder:"TEXT" required:"" help:"The ground in law. It is recorded, and everybody can read it."`
	Data     string         `placeholder:"DIR" xor:"where" help:"Directory of the log; ./data unless given."`
	KeyFile  string         `placeholder:"FILE" xor:"keys" help:"File of the log's secret keys; key in its directory unless given."`
	URL      string         `name:"url" placeholder:"URL" xor:"where,who,keys" help:"Erase through the server that answers GraphQL there."`
	As       string         `placeholder:"NAME" xor:"who" help:"Who erases; the user of the operating system unless given."`
	DryRun   bool           `help:"Only say what would change; erase nothing."`
	Yes      bool           `help:"Erase. It cannot be undone."`

	login
}

// Help is what the help of this command adds.
func (eraseCommand) Help() string {
	return `Takes the payload of one event away, where the law asks for it: out of the log and out of every view, those of earlier positions too. What names it shows "(erased)". The envelope stays (position, time, who recorded it, id, type, the ids it names), with the hash of the payload, and every proof.

It cannot be undone, so look at it with --dry-run first: that says what goes, what names it, and which claims hide or show. Backups lose it with their next run. Exports, and backups that do not go on, are not reached; erase there as well.

Examples:

  gqlserver erase --position 7 --reason "Art. 17 GDPR, case 4/2026" --dry-run
  gqlserver erase --position 7 --reason "Art. 17 GDPR, case 4/2026" --yes
  gqlserver erase --target town:mayor --reason "court order" --yes --url http://127.0.0.1:8080`
}

// erasing erases, or says what is wrong. The error is a fault; it is then not known whether it is erased.
type erasing func(context.Context, recorder.Erasure) (recorder.ErasureOutcome, error)

// Run says what an erasure changes, and erases.
func (c *eraseCommand) Run(ctx context.Context, m *Main) (err error) {
	if c.Yes == c.DryRun {
		return &usageError{"--dry-run", "or --yes", "an erasure cannot be undone, so give one of them: look at it first, then erase"}
	}
	erase, end, err := c.place(ctx, m)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	e := recorder.Erasure{Target: c.Target, Reason: c.Reason, DryRun: true}
	if c.Target == "" {
		e.Position = &c.Position
	}
	looked, err := c.ask(ctx, erase, e)
	if err != nil {
		return err
	}
	for _, warning := range looked.Warnings {
		fmt.Fprintln(m.Stderr, complaint(warning), "- a warning only")
	}
	if err := tellEffect(m.Stdout, looked.Effect); err != nil {
		return err
	}
	if c.DryRun {
		_, err = fmt.Fprintln(m.Stdout, "\nNothing was erased: this was a dry run.")
		return err
	}
	e.DryRun = false
	done, err := c.ask(ctx, erase, e)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(m.Stdout, "\nErased; that is recorded at position %d, at %v.\n", done.Receipt.First, done.Receipt.RecordedAt)
	return err
}

// ask asks for an erasure. What is wrong with it is an error.
func (c *eraseCommand) ask(ctx context.Context, erase erasing, e recorder.Erasure) (recorder.ErasureOutcome, error) {
	outcome, err := erase(ctx, e)
	if err == nil && len(outcome.Errors) > 0 {
		refused := &refusal{}
		for _, p := range outcome.Errors {
			refused.complaints = append(refused.complaints, complaint(p))
		}
		err = refused
	}
	return outcome, err
}

// complaint writes a problem as --flag: message (CODE).
func complaint(p event.Problem) string {
	flag := ""
	if len(p.Path) > 0 {
		flag = "--" + strings.Replace(p.Path[0], "recordedBy", "as", 1) + ": "
	}
	return fmt.Sprintf("%s%s (%s)", flag, p.Message, p.Code)
}

// place is where to erase: a server that is running, or a directory, which end closes.
func (c *eraseCommand) place(ctx context.Context, m *Main) (erase erasing, end func() error, err error) {
	if c.URL != "" {
		there, err := c.at(c.URL)
		return eraseThere(there), func() error { return nil }, err
	}
	by, err := recordedBy(c.As)
	if err != nil {
		return nil, nil, err
	}
	dir := cmp.Or(c.Data, "./data")
	log, err := openLog(dir, eventlog.Options{Logger: m.logger(), MustExist: true, Keys: c.KeyFile}, "erase through it, with --url http://127.0.0.1:8080")
	if errors.Is(err, eventlog.ErrMissing) {
		err = fmt.Errorf("--data %s: there is no log to erase from", dir)
	}
	if err != nil {
		return nil, nil, err
	}
	n := newNode(dir, log, m.logger())
	if err := n.catchUp(ctx); err != nil {
		return nil, nil, errors.Join(err, n.Close())
	}
	return eraseHere(n, by), n.Close, nil
}

// eraseHere erases in a node, as somebody.
func eraseHere(n *node, by string) erasing {
	return func(parent context.Context, e recorder.Erasure) (recorder.ErasureOutcome, error) {
		ctx, cancel := n.alive(parent)
		defer cancel()
		e.By = by
		return n.recorder.Erase(ctx, e)
	}
}

const eraseMutation = `mutation Erase($input: ErasePayloadInput!) {
  erasePayload(input: $input) {
    receipt { first last recordedAt duplicate ids }
    effect { event { position recordedAt recordedBy id type } gone { kind id } namedBy hides shows }
    errors { code message path }
    warnings { code message path }
  }
}`

// eraseThere erases through a server.
func eraseThere(there remote) erasing {
	return func(ctx context.Context, e recorder.Erasure) (recorder.ErasureOutcome, error) {
		input := map[string]any{"reason": e.Reason, "dryRun": e.DryRun}
		if e.Position != nil {
			input["position"] = *e.Position
		} else {
			input["target"] = e.Target
		}
		became, err := mutate[struct {
			outcome
			Effect *recorder.Effect
		}](ctx, there, eraseMutation, input, "it may be erased: erase it again, to know")
		if err == nil && len(became.Errors) == 0 && (e.DryRun && became.Effect == nil || !e.DryRun && became.Receipt == nil) {
			err = fmt.Errorf("%s answered with neither errors nor a result", there.address)
		}
		return recorder.ErasureOutcome{Outcome: became.read(), Effect: became.Effect}, err
	}
}
