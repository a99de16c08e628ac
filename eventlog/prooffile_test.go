package eventlog_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onrecord/event"
	"onrecord/eventlog"
)

// proof makes the proof of a position under a checkpoint of the head.
func proof(t testing.TB, l eventlog.Log, position event.Position) eventlog.Proof {
	t.Helper()
	c, err := l.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	p, err := eventlog.NewProof(l, position, c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestProofFile(t *testing.T) {
	for _, n := range []int{1, 2, 7, 64, 300} {
		l, _ := grown(t, n)
		for _, position := range []event.Position{1, event.Position(n+1) / 2, event.Position(n)} {
			made := proof(t, l, position)
			read, err := eventlog.ParseProof(made.Text())
			if err != nil {
				t.Fatalf("position %d of %d: %v\n%s", position, n, err, made.Text())
			}
			r, err := read.Record()
			if err != nil {
				t.Fatal(err)
			}
			c, err := read.Verify(r, l.PublicKeys()...)
			if err != nil || c.Size != event.Position(n) || c.Root != l.Head().Root {
				t.Errorf("position %d of %d: %+v, %v", position, n, c, err)
			}
			r.Salt, r.Payload = event.Salt{}, nil
			if _, err := read.Verify(r, l.PublicKeys()...); err != nil {
				t.Errorf("position %d of %d, without its payload: %v", position, n, err)
			}
		}
	}
}

// TestProofDoesNotHold changes what a proof is made of, part by part.
func TestProofDoesNotHold(t *testing.T) {
	l, _ := grown(t, 9)
	other, _ := grown(t, 9)
	good := proof(t, l, 4)
	record, err := good.Record()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*eventlog.Proof, *event.Record)
		public []string
		want   error
		says   string
	}{
		"no key":             {func(*eventlog.Proof, *event.Record) {}, nil, eventlog.ErrSignature, "is signed by"},
		"the key of another": {func(*eventlog.Proof, *event.Record) {}, other.PublicKeys(), eventlog.ErrSignature, "not by a key that is known"},
		"another position":   {func(p *eventlog.Proof, _ *event.Record) { p.Position++ }, l.PublicKeys(), eventlog.ErrProof, "position 5"},
		"another hash":       {func(p *eventlog.Proof, _ *event.Record) { p.Hashes[1][7] ^= 1 }, l.PublicKeys(), eventlog.ErrProof, "do not lead"},
		"another envelope":   {func(_ *eventlog.Proof, r *event.Record) { r.Leaf[9] ^= 1 }, l.PublicKeys(), eventlog.ErrProof, "do not lead"},
		"another payload":    {func(_ *eventlog.Proof, r *event.Record) { r.Payload[3] ^= 1 }, l.PublicKeys(), eventlog.ErrProof, "payload is not the one"},
		"another salt":       {func(_ *eventlog.Proof, r *event.Record) { r.Salt[3] ^= 1 }, l.PublicKeys(), eventlog.ErrProof, "payload is not the one"},
		"another checkpoint": {func(p *eventlog.Proof, _ *event.Record) { p.Signed = proof(t, other, 4).Signed }, slices.Concat(l.PublicKeys(), other.PublicKeys()), eventlog.ErrProof, "do not lead"},
		"a size not signed": {func(p *eventlog.Proof, _ *event.Record) {
			p.Signed = bytes.Replace(p.Signed, []byte("\n9\n"), []byte("\n8\n"), 1)
		}, l.PublicKeys(), eventlog.ErrSignature, "is not of this text"},
		"a place not its own": {func(_ *eventlog.Proof, r *event.Record) { r.Position = 5 }, l.PublicKeys(), eventlog.ErrProof, "says that it is position 5"},
	} {
		p, r := good, record
		p.Hashes, r.Leaf, r.Payload = slices.Clone(good.Hashes), bytes.Clone(record.Leaf), bytes.Clone(record.Payload)
		c.change(&p, &r)
		if _, err := p.Verify(r, c.public...); !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want %v, and the words %q", name, err, c.want, c.says)
		}
	}
}

// TestCheckpointOfAnotherLog: a key vouches for the log whose name it bears, and for no other.
func TestCheckpointOfAnotherLog(t *testing.T) {
	mine, err := eventlog.SignCheckpoint(goldenSecret, "example.com/golden\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := eventlog.ParseCheckpoint(mine, goldenPublic); err != nil {
		t.Error(err)
	}
	theirs, err := eventlog.SignCheckpoint(goldenSecret, "example.com/other\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := eventlog.ParseCheckpoint(theirs, goldenPublic); !errors.Is(err, eventlog.ErrSignature) || !strings.Contains(err.Error(), `"example.com/other"`) {
		t.Errorf("a checkpoint of another log: %v", err)
	}
}

func TestParseProofRefuses(t *testing.T) {
	good, err := os.ReadFile(filepath.Join("testdata", "format1.tlog-proof"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(good), "\n")
	extra, index, hash := lines[1], lines[2], lines[3]
	swap := func(old, new string) string { return strings.Replace(string(good), old, new, 1) }
	for name, c := range map[string]struct{ text, says string }{
		"nothing":                  {"", "first line"},
		"another version":          {swap("@v1", "@v2"), "first line"},
		"lines of Windows":         {strings.ReplaceAll(string(good), "\n", "\r\n"), "first line"},
		"extra not in base64":      {swap(extra, "extra _\n"), "extra"},
		"extra empty":              {swap(extra, "extra \n"), "written"},
		"extra with loose bits":    {swap(extra, "extra Af==\n"), "written"},
		"extra twice":              {swap(extra, extra+extra), "index"},
		"no index":                 {swap(index, ""), "index"},
		"an index with a zero":     {swap(index, "index 02\n"), "written"},
		"an index with a sign":     {swap(index, "index +2\n"), "index"},
		"an index that is huge":    {swap(index, "index 9223372036854775808\n"), "index"},
		"a hash too short":         {swap(hash, "AAAA\n"), "hashes of 32 bytes"},
		"a hash in hexadecimal":    {swap(hash, strings.Repeat("ab", 32)+"\n"), "hashes of 32 bytes"},
		"a hash with a return":     {swap(hash, strings.TrimSuffix(hash, "\n")+"\r\n"), "written"},
		"more hashes than fit":     {swap(hash, strings.Repeat(hash, 64)), "at most 63"},
		"no checkpoint":            {string(good[:bytes.Index(good, []byte("\n\n"))]), "no checkpoint"},
		"longer than a proof gets": {string(good) + strings.Repeat("x", eventlog.MaxProof), "more than"},
	} {
		if p, err := eventlog.ParseProof([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %+v, %v; want the words %q", name, p, err, c.says)
		}
	}
	bare, err := eventlog.ParseProof([]byte(swap(extra, "")))
	if err != nil {
		t.Fatalf("without the record: %v", err)
	}
	if _, err := bare.Record(); err == nil || !strings.Contains(err.Error(), "without the record") {
		t.Errorf("without the record: %v", err)
	}
}

// TestAChangedProofDoesNotHold flips every bit of a proof's text.
func TestAChangedProofDoesNotHold(t *testing.T) {
	good, err := os.ReadFile(filepath.Join("testdata", "format1.tlog-proof"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range good {
		for bit := range 8 {
			changed := bytes.Clone(good)
			changed[i] ^= 1 << bit
			p, err := eventlog.ParseProof(changed)
			if err != nil {
				continue
			}
			r, err := p.Record()
			if err != nil {
				continue
			}
			if c, err := p.Verify(r, goldenPublic); err == nil {
				t.Errorf("holds with byte %d changed from %q to %q: %+v", i, good[i], changed[i], c)
			}
		}
	}
}

// FuzzParseProof: whatever the text, no panic; and what parses is written in one form only.
func FuzzParseProof(f *testing.F) {
	good, err := os.ReadFile(filepath.Join("testdata", "format1.tlog-proof"))
	if err != nil {
		f.Fatal(err)
	}
	first, err := eventlog.ParseProof(good)
	if err != nil {
		f.Fatal(err)
	}
	record, err := first.Record()
	if err != nil {
		f.Fatal(err)
	}
	envelope := record.Leaf
	f.Add(good)
	f.Add([]byte("c2sp.org/tlog-proof@v1\nindex 0\n\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := eventlog.ParseProof(text)
		if err != nil {
			return
		}
		if !bytes.Equal(p.Text(), text) {
			t.Errorf("%q is written as %q", text, p.Text())
		}
		r, err := p.Record()
		if err != nil {
			return
		}
		if _, err := p.Verify(r, goldenPublic); err == nil && (p.Position != 3 || !bytes.Equal(r.Leaf, envelope)) {
			t.Errorf("%q holds", text) // the key has signed one log, and the first proof is of its third event
		}
	})
}
