package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"onrecord/event"
	"onrecord/eventlog"
)

// index begins to index the texts of the log, beside the fold and for as long. Until that has caught up searches are told to
// come again. An index that fails ends the fold too: both read the same records.
func (n *node) index(logger *slog.Logger) {
	n.indexing.Go(func() {
		err := n.indexAll(n.folding)
		if !errors.Is(err, eventlog.ErrClosed) && n.folding.Err() == nil {
			err = fmt.Errorf("the index of texts stopped at position %d: %w", n.texts.Head(), err)
			logger.Error("the index of texts stopped", "position", n.texts.Head(), "error", err)
		}
		n.ended(err)
	})
}

// indexAll loads what the log holds and then follows it. It ends with an error.
func (n *node) indexAll(ctx context.Context) error {
	if err := n.texts.Load(n.log.Read(ctx, 0)); err != nil {
		return err
	}
	return n.texts.Follow(ctx, n.log, func() event.Position { return n.log.Head().Position })
}
