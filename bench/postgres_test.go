package bench

import (
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// postgres is a PostgreSQL server of its own, in a temporary directory and on a socket there, with its default settings:
// every commit is synced before it is acknowledged.
type postgres struct {
	bin, dir string
	as       *syscall.SysProcAttr // who runs it: it refuses to be run by root
}

// startPostgres starts a server, and stops it when the test ends; nil, with a word in the log, when it is not installed.
func startPostgres(t *testing.T) *postgres {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pgbench")
	if len(found) == 0 {
		t.Log("PostgreSQL is not installed (Debian: postgresql-15), and is left out")
		return nil
	}
	dir, err := os.MkdirTemp("", "postgres") // a short path, for the socket's sake
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	pg := &postgres{bin: filepath.Dir(found[len(found)-1]), dir: dir}
	if os.Getuid() == 0 {
		pg.as = other(t, dir)
	}
	data := filepath.Join(dir, "data")
	pg.run(t, "initdb", "--no-instructions", "-A", "trust", "-U", "bench", "-D", data)
	options := fmt.Sprintf("-k %s -c listen_addresses='' -c max_connections=1100", dir)
	pg.run(t, "pg_ctl", "-D", data, "-l", filepath.Join(dir, "log"), "-w", "-o", options, "start")
	t.Cleanup(func() { pg.run(t, "pg_ctl", "-D", data, "-m", "immediate", "stop") })
	// What the log promises, in the means of PostgreSQL: an order of positions, and ids that are there once.
	pg.run(t, "psql", "-h", dir, "-U", "bench", "-q", "-d", "postgres", "-c",
		"create table events (position bigserial primary key, id uuid not null unique default gen_random_uuid(), record bytea not null)")
	script := fmt.Sprintf("insert into events (record) values ('\\x%s');\n", hex.EncodeToString(recordBytes(t)))
	if err := os.WriteFile(filepath.Join(dir, "insert.sql"), []byte(script), 0o644); err != nil {
		t.Fatal(err)
	}
	return pg
}

// other is the user that Debian's package makes, who then owns the directory.
func other(t *testing.T, dir string) *syscall.SysProcAttr {
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Fatal(err)
	}
	uid, errUID := strconv.Atoi(u.Uid)
	gid, errGID := strconv.Atoi(u.Gid)
	for _, err := range []error{errUID, errGID, os.Chown(dir, uid, gid)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

func (pg *postgres) run(t *testing.T, program string, args ...string) string {
	t.Helper()
	command := exec.Command(filepath.Join(pg.bin, program), args...)
	command.Dir, command.SysProcAttr = pg.dir, pg.as
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
	return string(out)
}

var tps = regexp.MustCompile(`tps = ([0-9.]+) \(without initial connection time\)`)

// insert lets pgbench insert single rows from many connections for some seconds.
func (pg *postgres) insert(t *testing.T, writers int) (s speed) {
	logs := filepath.Join(pg.dir, "took")
	out := pg.run(t, "pgbench", "-h", pg.dir, "-U", "bench", "-n", "-f", "insert.sql", "-M", "prepared", "-j", "2",
		"-c", strconv.Itoa(writers), "-T", "2", "--log", "--log-prefix", logs, "postgres")
	rate := tps.FindStringSubmatch(out)
	if rate == nil {
		t.Fatalf("pgbench says no rate:\n%s", out)
	}
	var err error
	if s.rate, err = strconv.ParseFloat(rate[1], 64); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(logs + ".*")
	if err != nil {
		t.Fatal(err)
	}
	var took []time.Duration
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(content)) {
			if us, err := strconv.Atoi(strings.Fields(line)[2]); err == nil {
				took = append(took, time.Duration(us)*time.Microsecond)
			}
		}
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	s.p50, s.p99 = percentiles(took)
	return s
}
