package graph

import (
	"testing"

	"onrecord/event"
)

// Rows stay where they are, whatever is added, and runs stand side by side.
func TestTableRowsStay(t *testing.T) {
	table := newTable[int]()
	if table.len() != 1 || *table.at(0) != 0 {
		t.Fatalf("a new table has %d rows", table.len())
	}
	type kept struct {
		i  row
		at *int
	}
	var rows []kept
	for n := range 5000 {
		if n%7 == 0 {
			length := n % 300
			first := table.align(length)
			if first < table.len() {
				t.Fatalf("align(%d) gave row %d of %d", length, first, table.len())
			}
			for k := range length {
				table.add(-k)
			}
			for k, x := range table.run(first, length) {
				if x != -k {
					t.Fatalf("row %d of the run from %d is %d, want %d", k, first, x, -k)
				}
			}
		}
		i := table.add(n)
		rows = append(rows, kept{i, table.at(i)})
	}
	for n, r := range rows {
		if table.at(r.i) != r.at || *r.at != n {
			t.Fatalf("row %d moved or changed: %d, want %d", r.i, *r.at, n)
		}
	}
	if block, offset := place(1<<32 - 1); block != maxBlocks-1 || offset != 1<<28-1 {
		t.Fatalf("the last row number is at %d of block %d", offset, block)
	}
}

// Actions with more actors than a block has rows keep every one, in order.
func TestClaimsWithManyRoles(t *testing.T) {
	g := New()
	var actors []event.ID
	record := func(p event.Payload) event.ID {
		pos := g.next.head + 1
		e := event.Event{ID: numbered(pos), Payload: p}
		if err := e.Validate(); err != nil {
			t.Fatal(err)
		}
		if err := g.Apply(encoded(t, pos, event.Instant(pos), e)); err != nil {
			t.Fatal(err)
		}
		return e.ID
	}
	for range 200 {
		actors = append(actors, record(&event.EntityDescribed{Kind: event.KindPerson, Name: "E"}))
	}
	claims := map[event.ID]int{}
	for n := 1; n <= 200; n += 13 {
		claims[record(&event.ActionTaken{Category: event.CategoryAssault, Actors: actors[:n], Report: &event.Report{}})] = n
	}
	g.Publish()
	v, err := g.View(Spec{})
	if err != nil {
		t.Fatal(err)
	}
	for id, n := range claims {
		c, _ := v.Claim(id)
		i := 0
		for role, node := range c.Roles() {
			if role != event.RoleActor || node.ID() != actors[i] {
				t.Fatalf("role %d of the claim of %d actors is %s of %s", i, n, role, node.ID())
			}
			i++
		}
		if i != n {
			t.Fatalf("the claim of %d actors has %d roles", n, i)
		}
	}
	first, _ := v.Entity(actors[0])
	taken := 0
	for range first.Claims(Filter{}) {
		taken++
	}
	if taken != len(claims) {
		t.Fatalf("the first actor took part in %d claims, want %d", taken, len(claims))
	}
}
