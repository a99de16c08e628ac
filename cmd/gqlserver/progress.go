package main

import (
	"fmt"
	"os"

	"onrecord/event"
)

// progress tells on a terminal how much of a log is done, on one line that goes away at the end. Elsewhere it says nothing.
func (m *Main) progress(done string, of event.Position) (tell func(event.Position), end func()) {
	file, is := m.Stderr.(*os.File)
	if is {
		info, err := file.Stat()
		is = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	if !is {
		return func(event.Position) {}, func() {}
	}
	return func(n event.Position) { fmt.Fprintf(file, "\r%s %d of %d events", done, n, of) },
		func() { fmt.Fprint(file, "\r\x1b[K") }
}
