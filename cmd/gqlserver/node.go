package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os/user"
	"sync"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
	"onrecord/recorder"
	"onrecord/search"
)

// node is a log, the graph folded from it, and the recorder that writes to it. One process at a time can have the node of
// a directory.
type node struct {
	dir      string
	log      eventlog.Log
	graph    *graph.Graph
	recorder *recorder.Recorder
	opened   event.Position  // the head of the log when it was opened
	folding  context.Context // ends when the fold does; its cause says why
	kept     chan struct{}   // closed when the last snapshot has been written
	texts    texts
}

// openLog opens the log in a directory. An error ends with what to do about it; ifHeld is that when another process holds
// the directory.
func openLog(dir string, o eventlog.Options, ifHeld string) (eventlog.Log, error) {
	log, err := eventlog.Open(dir, o)
	if err != nil {
		return nil, advise(dir, err, ifHeld)
	}
	return log, nil
}

// openNode opens a log as openLog does, making it where it is missing, and begins to fold it.
func openNode(dir string, o eventlog.Options, ifHeld string) (*node, error) {
	log, err := openLog(dir, o, ifHeld)
	if err != nil {
		return nil, err
	}
	return newNode(dir, log, o.Logger), nil
}

// newNode begins to fold a log.
func newNode(dir string, log eventlog.Log, logger *slog.Logger) *node {
	g := graph.New()
	folding, ended := context.WithCancelCause(context.Background())
	n := &node{dir: dir, log: log, graph: g, recorder: recorder.New(log, g), opened: log.Head().Position, folding: folding,
		kept: make(chan struct{}), texts: texts{Index: search.New()}}
	keeper := newSnapshots(dir, log, g, logger)
	go func() {
		defer close(n.kept)
		err := fold(folding, keeper)
		if !errors.Is(err, eventlog.ErrClosed) {
			logger.Error("the graph stopped", "position", g.Head(), "error", err)
		}
		ended(err)
		if errors.Is(err, eventlog.ErrClosed) {
			keeper.close()
		}
	}()
	return n
}

// fold loads what the log holds, which is done at full speed, and then follows it, while snapshots are kept. It ends with an
// error.
func fold(ctx context.Context, keeper *snapshots) error {
	if err := keeper.load(ctx); err != nil {
		return err
	}
	keeping, stop := context.WithCancel(ctx)
	var kept sync.WaitGroup
	kept.Go(func() { keeper.keep(keeping) })
	defer kept.Wait()
	defer stop()
	return keeper.graph.Follow(ctx, keeper, func() event.Position { return keeper.log.Head().Position })
}

// alive derives a context that ends with the fold too, so that nobody waits for a graph that stands still.
func (n *node) alive(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(parent)
	detach := context.AfterFunc(n.folding, func() { cancel(n.fault()) })
	return ctx, func() {
		detach()
		cancel(context.Canceled)
	}
}

// fault is why the fold ended; nil while it goes on.
func (n *node) fault() error {
	if n.folding.Err() == nil {
		return nil
	}
	return fmt.Errorf("the graph stopped at position %d: %w", n.graph.Head(), context.Cause(n.folding))
}

// catchUp waits until the graph shows all that the log held when it was opened.
func (n *node) catchUp(parent context.Context) error {
	ctx, cancel := n.alive(parent)
	defer cancel()
	if err := n.graph.Wait(ctx, n.opened); err != nil {
		return context.Cause(ctx)
	}
	return nil
}

// health says whether the node can answer and record.
func (n *node) health() health {
	h := health{Status: healthy, Position: n.log.Head().Position, GraphPosition: n.graph.Head(), SearchPosition: n.texts.Head()}
	if fault := n.fault(); fault != nil {
		h.Status, h.Problem = stopped, fault.Error()
	} else if h.GraphPosition < n.opened {
		h.Status = starting
	} else if err := n.log.Err(); err != nil {
		h.Status, h.Problem = readOnly, inShort(err)
	} else if n.texts.failed.Load() {
		h.Problem = "texts can be searched no more; restart the server"
	}
	return h
}

// inShort is why a log takes no events, without the paths and figures that are nobody's business.
func inShort(err error) string {
	for _, kind := range []error{eventlog.ErrNoSpace, eventlog.ErrTampered, eventlog.ErrPoisoned, eventlog.ErrClosed} {
		if errors.Is(err, kind) {
			return kind.Error()
		}
	}
	return "the log takes no events"
}

// health is what /healthz answers.
type health struct {
	Status         string         `json:"status"` // ok, starting, read-only or stopped
	Position       event.Position `json:"position"`
	GraphPosition  event.Position `json:"graphPosition"`
	SearchPosition event.Position `json:"searchPosition"` // how far texts can be found
	Problem        string         `json:"problem,omitempty"`
}

const (
	healthy  = "ok"
	starting = "starting"  // the graph does not yet show all that the log held when it was opened
	readOnly = "read-only" // questions are answered, and the log takes no events now
	stopped  = "stopped"   // the graph does not follow the log any more
)

// Close waits for the appends that were taken, and ends the fold. All that was acknowledged is on disk already.
func (n *node) Close() error {
	fault := n.fault()
	err := n.log.Close()
	<-n.kept
	n.texts.indexing.Wait()
	return errors.Join(fault, err)
}

// recordedBy is the name under which events are recorded: the one given with --as, else that of the system's user.
func recordedBy(as string) (string, error) {
	if as == "" {
		u, err := user.Current()
		if err != nil {
			return "", fmt.Errorf("the user of the operating system is not known (%w); say who records with --as NAME", err)
		}
		as = u.Username
	}
	if len(as) > eventlog.MaxRecorder {
		return "", &usageError{"--as", as[:20] + "...", fmt.Sprintf("a name has at most %d bytes, this one has %d", eventlog.MaxRecorder, len(as))}
	}
	return as, nil
}
