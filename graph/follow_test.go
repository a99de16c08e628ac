package graph

import (
	"context"
	"errors"
	"testing"
)

// Whoever waits for a position sees it as soon as the follower has it, without asking again and again.
func TestFollowPublishesWhatIsWaitedFor(t *testing.T) {
	h := makeHistory(t, thrown(5), 100)
	g, log := New(), newTape()
	head := h.head()
	over := errors.New("the log is closed")
	followed := make(chan error, 1)
	go func() { followed <- g.Follow(context.Background(), log, log.head) }()
	for _, r := range h.records {
		log.append(r)
	}
	if err := g.Wait(context.Background(), head); err != nil {
		t.Fatal(err)
	}
	if _, err := g.View(Spec{Position: &head}); err != nil {
		t.Fatal(err)
	}
	log.close(over)
	if err := <-followed; !errors.Is(err, over) {
		t.Fatalf("Follow ended with %v, want the error of the records", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := g.Wait(ctx, head+1); !errors.Is(err, context.Canceled) {
		t.Fatalf("Wait for what never comes ended with %v", err)
	}
}
