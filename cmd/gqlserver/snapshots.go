package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
)

// snapshots keeps the latest snapshots of the graph in a folder beside the log, so that a start folds only what was recorded
// since. They hold nothing that the log does not: the folder may be deleted at any time. One that is of no use, or that
// holds what was erased since, is deleted.
type snapshots struct {
	dir    string
	log    eventlog.Log
	graph  *graph.Graph
	logger *slog.Logger
	last   event.Position // of the latest that was written or read

	mu        sync.Mutex // guards the files, and notBefore
	notBefore event.Position
}

// Read implements [graph.Log], for the graph to follow. It reads from the start when something was erased: then no snapshot
// of before may be left, nor be written any more, when readers see that it is gone.
func (s *snapshots) Read(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	if after == 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.notBefore = s.log.Head().Position
		for _, file := range s.files() {
			s.remove(file)
		}
	}
	return s.log.Read(ctx, after)
}

// Follow implements [graph.Log].
func (s *snapshots) Follow(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	return s.log.Follow(ctx, after)
}

const (
	snapshotEvery  = 250_000 // events from one snapshot to the next
	snapshotAtLast = 10_000  // events since the last one that make it worth while to write one when the log is closed
	snapshotsKept  = 2
)

// The patterns of files: those of snapshots, which sort by position, and of what is half written.
const (
	finished   = "graph-*.snapshot"
	unfinished = "writing-*"
)

func newSnapshots(dir string, log eventlog.Log, g *graph.Graph, logger *slog.Logger) *snapshots {
	return &snapshots{dir: filepath.Join(dir, "snapshots"), log: log, graph: g, logger: logger}
}

// load gives the graph all that the log holds: from the latest snapshot that is of use, or from the start.
func (s *snapshots) load(ctx context.Context) error {
	if halves, err := filepath.Glob(filepath.Join(s.dir, unfinished)); err == nil { // the pattern is right
		for _, file := range halves {
			s.remove(file)
		}
	}
	for _, file := range slices.Backward(s.files()) {
		err := s.restore(ctx, file)
		if err == nil {
			s.last = positionOf(file)
			return nil
		}
		if ctx.Err() != nil || errors.Is(err, eventlog.ErrClosed) {
			return err
		}
		s.logger.Warn("a snapshot of the graph is of no use, and was deleted; the log is folded instead", "file", file, "why", err)
		s.remove(file)
	}
	return s.graph.Load(s.log.Read(ctx, 0))
}

// restore loads the graph from a snapshot and from what the log holds after it.
func (s *snapshots) restore(ctx context.Context, name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	from, err := graph.ReadSnapshot(file, info.Size(), s.mine)
	if err != nil {
		return err
	}
	return s.graph.Restore(ctx, from, s.log)
}

// mine reports whether a snapshot is one of this log.
func (s *snapshots) mine(of graph.Of) error {
	root, err := s.log.Root(of.Position)
	if err != nil {
		return err
	}
	if root != of.Root {
		return fmt.Errorf("it is of another log: the root of position %d is %x there, and %x here", of.Position, of.Root, root)
	}
	return nil
}

// keep writes snapshots as the graph grows, and deletes those that hold what was erased, until the context ends.
func (s *snapshots) keep(ctx context.Context) {
	for {
		changed := s.graph.Changed()
		s.forget()
		if head := s.graph.Head(); head >= s.last+snapshotEvery {
			s.write(s.log.Root)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// close writes a last snapshot of what the log held when it was closed, if there is much that the last one does not have.
func (s *snapshots) close() {
	s.forget()
	head := s.log.Head()
	if s.graph.Head() == head.Position && head.Position >= s.last+snapshotAtLast {
		s.write(func(event.Position) (event.Hash, error) { return head.Root, nil })
	}
}

// forget deletes the snapshots of before the latest erasure.
func (s *snapshots) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	erasure := s.graph.LastErasure()
	for _, file := range s.files() {
		if positionOf(file) < erasure {
			s.remove(file)
		}
	}
}

// write writes a snapshot under another name, syncs it, gives it its name, and deletes those that are not kept. That it could
// not be written is said, and nothing else comes of it.
func (s *snapshots) write(root func(event.Position) (event.Hash, error)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	snapshot := s.graph.Snapshot()
	if snapshot.Position() < s.notBefore {
		return
	}
	s.last = snapshot.Position()
	hash, err := root(snapshot.Position())
	if err == nil {
		err = s.writeFile(snapshot, hash)
	}
	if err != nil && !errors.Is(err, eventlog.ErrClosed) {
		s.logger.Warn("a snapshot of the graph could not be written; the next start folds more of the log", "position", snapshot.Position(), "why", err)
	}
	files := s.files()
	for _, old := range files[:max(0, len(files)-snapshotsKept)] {
		s.remove(old)
	}
}

func (s *snapshots) writeFile(snapshot graph.Snapshot, root event.Hash) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(s.dir, unfinished)
	if err != nil {
		return err
	}
	err = errors.Join(snapshot.Write(file, root), file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), filepath.Join(s.dir, fmt.Sprintf("graph-%020d.snapshot", snapshot.Position())))
	}
	if err != nil {
		s.remove(file.Name())
	}
	return err
}

// files lists the snapshots, the earliest position first.
func (s *snapshots) files() []string {
	files, err := filepath.Glob(filepath.Join(s.dir, finished))
	if err != nil {
		return nil // the pattern is right
	}
	slices.Sort(files)
	return files
}

// positionOf reads the position from the name of a snapshot; 0 for other names.
func positionOf(file string) (p event.Position) {
	if _, err := fmt.Sscanf(filepath.Base(file), "graph-%d.snapshot", &p); err != nil {
		return 0
	}
	return p
}

func (s *snapshots) remove(file string) {
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.logger.Warn("a snapshot of the graph could not be deleted", "file", file, "why", err)
	}
}
