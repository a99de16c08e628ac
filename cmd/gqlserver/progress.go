package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"onrecord/event"
)

// progress tells on standard error how far something is: with a bar on a terminal, else with a line now and then.
type progress struct {
	out   io.Writer
	doing string // "backing up"
	total int    // events; -1 when nobody knows
	told  time.Time
	bar   *progressbar.ProgressBar // nil when the output is no terminal
}

// tellEvery is how long a run without a terminal says nothing.
const tellEvery = 10 * time.Second

// progress begins to tell of something that takes so many events.
func (m *Main) progress(doing string, total int) *progress {
	file, is := m.Stderr.(*os.File)
	return newProgress(m.Stderr, is && term.IsTerminal(int(file.Fd())), doing, total)
}

func newProgress(out io.Writer, terminal bool, doing string, total int) *progress {
	p := &progress{out: out, doing: doing, total: total, told: time.Now()}
	if terminal && total != 0 {
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(out), progressbar.OptionSetDescription(doing),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("events"),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionFullWidth())
	}
	return p
}

// at tells how many events are done.
func (p *progress) at(done event.Position) {
	if p.bar != nil {
		_ = p.bar.Set64(int64(done)) // words for a person
		return
	}
	if time.Since(p.told) < tellEvery {
		return
	}
	p.told = time.Now()
	if p.total < 0 {
		fmt.Fprintf(p.out, "%s: %s\n", p.doing, events(done))
	} else {
		fmt.Fprintf(p.out, "%s: %d of %s\n", p.doing, done, events(p.total))
	}
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Clear() // words for a person
	}
}
