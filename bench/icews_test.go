package bench

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"onrecord/event"
)

// icewsFile holds the events of 2014 that ICEWS coded: subject, relation, object and date, in columns. Its terms do not
// let us hand it on, so it is read where somebody has put it beside the project.
const icewsFile = "../../shared/data/icews14/icews14.named.tsv.gz"

// icews is those events as events of ours: the actors first, then an action for each line, reported by one source on its
// day. It skips the test where the file is missing.
func icews(t *testing.T) (events []event.Event, actors []event.ID) {
	t.Helper()
	file, err := os.Open(icewsFile)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not there", icewsFile)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	h := newHistory(1) // for its ids
	describe := func(name string) event.ID {
		id := h.id()
		events = append(events, event.Event{ID: id, Payload: &event.EntityDescribed{Kind: event.KindUnknown, Name: name}})
		return id
	}
	known, dates := map[string]event.ID{}, map[string]*event.When{}
	source := describe("ICEWS")
	var actions []event.Event
	lines := bufio.NewScanner(text)
	for lines.Scan() {
		columns := strings.Split(lines.Text(), "\t")
		if len(columns) != 4 {
			t.Fatalf("%q has %d columns, not 4", lines.Text(), len(columns))
		}
		for _, name := range []string{columns[0], columns[2]} {
			if _, is := known[name]; !is {
				known[name] = describe(strings.TrimSpace(name))
				actors = append(actors, known[name])
			}
		}
		day := columns[3]
		if dates[day] == nil {
			dates[day] = on(day)
		}
		actions = append(actions, event.Event{ID: h.id(), Payload: &event.ActionTaken{Category: event.CategoryOther, Description: columns[1],
			Actors: []event.ID{known[columns[0]]}, Recipients: []event.ID{known[columns[2]]}, When: dates[day], Report: toldOn(dates[day], source)}})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return slices.Concat(events, actions), actors
}
