package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"text/tabwriter"

	"onrecord/event"
	"onrecord/eventlog"
)

type infoCommand struct {
	JSON bool `name:"json" help:"Write it as JSON."`

	source
}

// Help is what the help of this command adds.
func (infoCommand) Help() string {
	return `Examples:

  gqlserver info --url http://127.0.0.1:8080
  gqlserver info --data ./archive --json | jq .size`
}

// info is what is known of a log without reading its events.
type info struct {
	Origin     string         `json:"origin"`     // the name that its checkpoints bear
	Size       event.Position `json:"size"`       // how many events it holds, and the position of the last
	RecordedAt *event.Instant `json:"recordedAt"` // of the last event; null when there is none
	Root       string         `json:"root"`       // of the Merkle tree over all events, in hexadecimal digits
	PublicKeys []string       `json:"publicKeys"` // to check its checkpoints with, the newest first
	Checkpoint string         `json:"checkpoint"` // a signed note
	DiskUse    uint64         `json:"diskUse"`    // bytes
	Ballast    uint64         `json:"ballast"`    // bytes of these that are set aside for a full disk
	LogFormat  int            `json:"logFormat"`
	Schema     int            `json:"eventSchema"`
	Version    string         `json:"version"` // of the program
}

// Run writes it.
func (c *infoCommand) Run(ctx context.Context, m *Main) error {
	i, err := c.read(ctx, m)
	if err != nil {
		return err
	}
	if c.JSON {
		lines := json.NewEncoder(m.Stdout)
		lines.SetIndent("", "  ")
		return lines.Encode(i)
	}
	return i.write(m.Stdout)
}

func (c *infoCommand) read(ctx context.Context, m *Main) (i info, err error) {
	if c.URL != "" {
		answer, err := c.get(ctx, "info")
		if err != nil {
			return info{}, err
		}
		defer answer.Close()
		if err := json.NewDecoder(io.LimitReader(answer, maxAnswer)).Decode(&i); err != nil {
			return info{}, fmt.Errorf("--url %s: not an answer of this server: %w", c.URL, err)
		}
		return i, nil
	}
	log, err := c.open(m, "ask it: gqlserver info --url http://127.0.0.1:8080")
	if err != nil {
		return info{}, err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	return newInfo(c.dir(), log)
}

// newInfo asks a log about itself.
func newInfo(dir string, log eventlog.Log) (info, error) {
	c, err := log.Checkpoint()
	if err != nil {
		return info{}, err
	}
	all, ballast, err := eventlog.DiskUse(dir)
	if err != nil {
		return info{}, err
	}
	i := info{
		Origin: c.Origin, Size: c.Size, Root: hex.EncodeToString(c.Root[:]), PublicKeys: log.PublicKeys(), Checkpoint: string(c.Signed),
		DiskUse: all, Ballast: ballast, LogFormat: eventlog.Format, Schema: event.Schema, Version: release(buildInfo()),
	}
	if c.Size > 0 {
		last, err := log.At(c.Size)
		if err != nil {
			return info{}, err
		}
		i.RecordedAt = &last.RecordedAt
	}
	return i, nil
}

// write writes it for people.
func (i info) write(to io.Writer) error {
	out := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "log\t%s\n", i.Origin)
	fmt.Fprintf(out, "size\t%s\n", events(i.Size))
	if i.RecordedAt != nil {
		fmt.Fprintf(out, "last recorded\t%s\n", i.RecordedAt)
	}
	fmt.Fprintf(out, "root\t%s\n", i.Root)
	for _, key := range i.PublicKeys {
		fmt.Fprintf(out, "public key\t%s\n", key)
	}
	fmt.Fprintf(out, "disk use\t%s and %s set aside for a full disk\n", mebibytes(i.DiskUse-i.Ballast), mebibytes(i.Ballast))
	fmt.Fprintf(out, "log format\t%d\n", i.LogFormat)
	fmt.Fprintf(out, "event schema\t%d\n", i.Schema)
	fmt.Fprintf(out, "program\t%s\n", i.Version)
	fmt.Fprintf(out, "checkpoint\t\n")
	if err := out.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(to, "\n%s", strings.TrimSuffix(i.Checkpoint, "\n")+"\n")
	return err
}

func mebibytes(n uint64) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }

// tellInfo answers with what is known of the log.
func tellInfo(n *node) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		i, err := newInfo(n.dir, n.log)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		_ = json.NewEncoder(w).Encode(i) // whoever asked has gone: nobody is left to tell
	})
}
