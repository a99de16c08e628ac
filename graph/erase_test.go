package graph

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"onrecord/event"
)

// erase records an erasure of one of the events so far, if one is left that can be erased.
func (h *history) erase(t tester) {
	var left []event.Position
	for i, e := range h.events {
		if _, is := e.Payload.(*event.PayloadErased); !is && e.Payload != nil && i > 1 { // two entities stay, to be sources
			left = append(left, h.records[i].Position)
		}
	}
	if len(left) == 0 {
		return
	}
	at := recent(h, left)
	pos := h.head() + 1
	e := event.Event{ID: numbered(pos), Payload: &event.PayloadErased{Position: at, Reason: "court order"}}
	h.now++
	h.records, h.events = append(h.records, encoded(t, pos, h.now, e)), append(h.events, e)
	h.records[at-1].Payload, h.events[at-1].Payload = nil, nil
	h.naive = h.prefix(pos)
}

// described is the same view, of everyone where it goes by sources that are not described there.
func (v naiveView) described() naiveView {
	for _, id := range v.s {
		if !slices.ContainsFunc(v.entities, func(e naiveEntity) bool { return e.id == id && e.pos <= v.p }) {
			v.s = nil
		}
	}
	return v
}

// After an erasure every view is that of a graph loaded from the log as it is now, and one held since before is as it was.
func TestErasuresReachBack(t *testing.T) {
	erased := map[event.Type]int{}
	for seed := range uint64(60) {
		h := makeHistory(t, thrown(seed), 30)
		g, log := New(), newTape()
		ctx, cancel := context.WithCancel(context.Background())
		followed := make(chan error, 1)
		go func() { followed <- g.Follow(ctx, log, log.head) }()
		log.append(h.records...)
		for range 8 {
			from := h.head()
			h.now++ // another append
			for range h.pick(4) {
				h.record(t, h.payload())
			}
			log.append(h.records[from:]...)
			wait(t, g, h.head())
			held := h.asked().described()
			v, err := g.View(held.spec())
			if err != nil {
				t.Fatal(err)
			}
			h.erase(t)
			log.append(h.records[log.head():]...)
			wait(t, g, h.head())
			if diff := differView(v, held); diff != "" {
				t.Fatalf("seed %d, held %s\n%s%s", seed, held, diff, h)
			}
			fresh := h.graph(t)
			for range 4 {
				asked := h.asked().described()
				if diff := differ(t, g, asked); diff != "" {
					t.Fatalf("seed %d, %s\n%s%s", seed, asked, diff, h)
				}
				if got, want := everything(t, g, asked.spec()), everything(t, fresh, asked.spec()); got != want {
					t.Fatalf("seed %d, %s: the graph shows\n%s\nloaded from the log it shows\n%s\n%s", seed, asked, got, want, h)
				}
			}
		}
		for i, r := range h.records {
			if by := g.ErasedBy(r.Position); by != 0 {
				if erased[r.Type]++; h.records[by-1].Type != event.TypePayloadErased || h.events[i].Payload != nil {
					t.Fatalf("seed %d: position %d is said to be erased by position %d\n%s", seed, r.Position, by, h)
				}
			}
		}
		cancel()
		if err := <-followed; err != context.Canceled {
			t.Fatal(err)
		}
	}
	for _, kind := range event.Types() {
		if kind < event.TypeClaimAssessed && erased[kind] < 5 {
			t.Errorf("%s was erased %d times, which is too few to tell", kind, erased[kind])
		}
	}
}

func wait(t *testing.T, g *Graph, p event.Position) {
	t.Helper()
	if err := g.Wait(t.Context(), p); err != nil {
		t.Fatal(err)
	}
}

// Readers see one state or the other while events and erasures come: the head never falls, and in the end nothing is left
// of what was erased.
func TestErasuresWhileReadersRead(t *testing.T) {
	for seed := range uint64(6) {
		h := makeHistory(t, thrown(seed), 40)
		g, log := New(), newTape()
		ctx, cancel := context.WithCancel(context.Background())
		var all sync.WaitGroup
		all.Go(func() {
			if err := g.Follow(ctx, log, log.head); err != context.Canceled {
				t.Error(err)
			}
		})
		log.append(h.records...)
		for range 3 {
			all.Go(func() {
				for last := event.Position(0); ctx.Err() == nil; {
					head := g.Head()
					if head < last {
						t.Errorf("seed %d: the head fell from %d to %d", seed, last, head)
					}
					last = head
					everything(t, g, Spec{Position: &head})
				}
			})
		}
		for range 20 {
			h.erase(t)
			log.append(h.records[log.head():]...)
		}
		wait(t, g, h.head())
		cancel()
		all.Wait()
		if got, want := everything(t, g, Spec{}), everything(t, h.graph(t), Spec{}); got != want {
			t.Fatalf("seed %d: the graph shows\n%s\nloaded from the log it shows\n%s", seed, got, want)
		}
	}
}

// What names something erased shows a stub.
func TestStubs(t *testing.T) {
	h := &history{}
	people := h.people(t, 3)
	document := h.tell(t, &event.DocumentCaptured{Publisher: people[0], Title: "D"})
	said := h.tell(t, &event.StatementMade{Speaker: people[1], Act: event.ActState, Paraphrase: "words", Report: &event.Report{Origin: event.Origin{Chain: people[:1]}}})
	about := h.tell(t, &event.RelationHeld{Relation: event.RelAssociate, Subject: people[1], Object: said,
		Report: &event.Report{Origin: event.Origin{Chain: people[:1], Document: document}}})
	h.tell(t, &event.ClaimRetracted{Target: about, End: event.End{Reason: event.ReasonSourceRetracted, Origin: event.Origin{Chain: people[:1], Document: document}}})
	h.tell(t, &event.IdentityJudged{A: people[0], B: people[2], Judgement: event.JudgedSame})
	for _, p := range []event.Position{1, 2, 4, 5} { // a source, a speaker, the document and the statement
		h.records[p-1].Payload = nil
	}
	v := h.latest(t)
	for _, id := range []event.ID{people[0], people[1], document, said} {
		if kind := v.KindOf(id); kind != "" {
			t.Errorf("%s was erased, and is still known as %q", short(id), kind)
		}
		if _, err := v.Lookup(id.String()); err == nil {
			t.Errorf("%s was erased, and is still found", short(id))
		}
	}
	c, ok := v.Claim(about)
	if !ok {
		t.Fatal("the relation is gone with what it names")
	}
	var named []string
	for role, n := range c.Roles() {
		e, is := n.Entity()
		named = append(named, fmt.Sprintf("%s %s %t %s %d", role, short(n.ID()), is, e.Description().Name, e.Introduced()))
	}
	if want := []string{"SUBJECT #2 true (erased) 0", "OBJECT #5 true (erased) 0"}; !slices.Equal(named, want) {
		t.Errorf("it ties %q, want %q", named, want)
	}
	r := c.Reports()[0]
	if d, ok := r.Document(); !ok || !d.Erased() || d.ID() != document {
		t.Errorf("the report cites %v, want the stub of %s", d, short(document))
	}
	if d, ok := c.Ends()[0].Document(); !ok || !d.Erased() || d.ID() != document {
		t.Errorf("the end cites %v, want the stub of %s", d, short(document))
	}
	for d := range v.Documents() {
		t.Errorf("%s is listed", short(d.ID()))
	}
	e, _ := v.Entity(people[2])
	if first := e.First().ID(); first != people[2] {
		t.Errorf("a cluster is listed under %s, a stub", short(first))
	}
}
