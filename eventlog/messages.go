package eventlog

import (
	"fmt"
	"log/slog"
	"strings"
)

// messages hands Badger's messages to slog. What it calls an error is returned to us as well, and is a warning here.
type messages struct{ to *slog.Logger }

func (m messages) Errorf(f string, args ...any)   { m.to.Warn(line(f, args)) }
func (m messages) Warningf(f string, args ...any) { m.to.Warn(line(f, args)) }
func (m messages) Infof(f string, args ...any)    { m.to.Debug(line(f, args)) }
func (m messages) Debugf(f string, args ...any)   { m.to.Debug(line(f, args)) }

func line(f string, args []any) string {
	return "badger: " + strings.TrimSpace(fmt.Sprintf(f, args...))
}
