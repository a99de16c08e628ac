package eventlog_test

import (
	"cmp"
	"os"
	"strconv"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// TestKill kills a process in the middle of its appends, again and again. All that it was told is recorded must be there,
// at positions without gaps; what it was not told is appended again, as a client would, and must then be there once.
// ONRECORD_KILLS says how often.
func TestKill(t *testing.T) {
	t.Parallel()
	kills, err := strconv.Atoi(cmp.Or(os.Getenv("ONRECORD_KILLS"), "3"))
	if err != nil {
		t.Fatal("ONRECORD_KILLS: ", err)
	}
	dir := t.TempDir()
	acknowledged, recorded, lost := 0, 0, 0
	for cycle := range kills {
		c := start(t, "storm", dir)
		var lines []string
		for range 100 + 100*(cycle%5) {
			lines = append(lines, c.line(t))
		}
		lines = append(lines, c.kill(t)...)
		l := open(t, dir, eventlog.Options{})
		for names, known := range appends(t, lines) {
			events := eventsOf(t, names)
			if known {
				acknowledged += len(events)
			} else if r := add(t, l, events...); r.Duplicate {
				recorded++
			} else {
				lost++
			}
			last := event.Position(0)
			for _, e := range events {
				p, err := l.Find(e.ID)
				if err != nil || p == 0 || last != 0 && p != last+1 {
					t.Errorf("event %s is at %d, %v; the one before it in its append is at %d", e.ID, p, err, last)
				}
				last = p
			}
		}
		if cycle%10 == 9 || cycle == kills-1 {
			logtest.Check(t, l)
		}
		shut(t, l)
	}
	t.Logf("%d kills: %d events were acknowledged, all are there; of the appends that were not, %d had been recorded and %d not", kills, acknowledged, recorded, lost)
}

// appends are the appends that a child has begun, by the names of their events, and whether they were acknowledged. A line that it was
// killed in is passed over.
func appends(t *testing.T, lines []string) map[string]bool {
	begun := map[string]bool{}
	for _, line := range lines {
		word, rest, _ := strings.Cut(line, " ")
		names, whole := strings.CutSuffix(rest, " .")
		if !whole {
			continue
		}
		if _, known := begun[names]; word == "acknowledged" && !known {
			t.Errorf("%q was acknowledged before it was appended", names)
		}
		begun[names] = word == "acknowledged"
	}
	return begun
}

// eventsOf are the events that a child has named.
func eventsOf(t *testing.T, names string) (events []event.Event) {
	for _, name := range strings.Fields(names) {
		name, isLarge := strings.CutSuffix(name, large)
		id, err := event.ParseID(name)
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, stormEvent(id, isLarge))
	}
	return events
}
