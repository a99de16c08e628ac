package eventlog_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// syncAppends is how often the child of TestSync appends.
const syncAppends = 50

var (
	acknowledgement = regexp.MustCompile(`write\(1, "acknowledged \d+\\n"`)
	// A call that another thread interrupts is printed in two parts; the second shows that it ended.
	synced = regexp.MustCompile(`(msync\(.*MS_SYNC\)|fsync\(\d+\)|fdatasync\(\d+\)|<\.\.\. (msync|fsync|fdatasync) resumed.*\)) += 0$`)
)

// TestSync watches the system calls of one writer, and wants a sync to have ended between any two acknowledgements.
func TestSync(t *testing.T) {
	if os.Getenv("ONRECORD_LONG") == "" {
		t.Skip("runs a process under strace; set ONRECORD_LONG=1 to run it")
	}
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed")
	}
	trace := filepath.Join(t.TempDir(), "trace")
	c := start(t, "one by one", t.TempDir(), strace, "-f", "-o", trace, "-e", "trace=msync,fsync,fdatasync,write")
	for range syncAppends {
		c.line(t)
	}
	c.reaped = true
	if err := c.command.Wait(); err != nil {
		t.Fatal(err)
	}
	calls, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	acknowledged, syncs := 0, 0
	for line := range strings.Lines(string(calls)) {
		line = strings.TrimSpace(line)
		switch {
		case acknowledgement.MatchString(line):
			if acknowledged++; syncs == 0 {
				t.Errorf("no sync before acknowledgement %d", acknowledged)
			}
			syncs = 0
		case synced.MatchString(line):
			syncs++
		}
	}
	if acknowledged != syncAppends {
		t.Errorf("the trace shows %d acknowledgements; want %d", acknowledged, syncAppends)
	}
}
