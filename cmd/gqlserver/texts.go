package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/search"
)

// texts is the index of a node's texts. It is made for a server, beside the graph and for as long; commands that do not search
// leave it empty.
type texts struct {
	*search.Index
	once     sync.Once
	indexing sync.WaitGroup
	failed   atomic.Bool // it has stopped, and everything else goes on
}

// index begins to index the log, once. Until that has caught up searches are told to come again.
func (n *node) index(logger *slog.Logger) {
	t, log := &n.texts, n.log
	t.once.Do(func() {
		t.indexing.Go(func() {
			err := t.all(n.folding, log)
			if errors.Is(err, eventlog.ErrClosed) || n.folding.Err() != nil {
				return
			}
			t.failed.Store(true)
			logger.Error("texts can be searched no more; restart the server", "position", t.Head(), "error", err)
		})
	})
}

// all indexes what the log holds and then follows it. It ends with an error.
func (t *texts) all(ctx context.Context, log eventlog.Log) error {
	if err := t.Load(log.Read(ctx, 0)); err != nil {
		return err
	}
	return t.Follow(ctx, log, func() event.Position { return log.Head().Position })
}
