package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"onrecord/event"
)

// On a terminal there is a bar with what is done, and nothing of it is left in the end.
func TestProgressBar(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out, true, "backing up", 200)
	for n := range 200 {
		p.at(event.Position(n + 1))
	}
	said := out.String()
	if !strings.Contains(said, "backing up") || !strings.Contains(said, "200/200") {
		t.Errorf("said %q", said)
	}
	p.end()
	if wiped := out.String()[len(said):]; !strings.HasPrefix(wiped, "\r  ") || strings.Trim(wiped, " \r") != "" {
		t.Errorf("at the end: %q", wiped)
	}
}

// Elsewhere there is a line now and then, and none for what is done soon.
func TestProgressLines(t *testing.T) {
	var out bytes.Buffer
	for total, want := range map[int]string{5000: "restoring: 2048 of 5000 events\n", -1: "restoring: 2048 events\n"} {
		out.Reset()
		p := newProgress(&out, false, "restoring", total)
		p.at(2047)
		if out.Len() > 0 {
			t.Errorf("at once: %q", &out)
		}
		p.told = time.Now().Add(-tellEvery)
		p.at(2048)
		p.at(2049)
		if p.end(); out.String() != want {
			t.Errorf("said %q; want %q", &out, want)
		}
	}
}
