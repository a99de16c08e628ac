package backup_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"onrecord/backup"
	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/eventlog/logtest"
)

// refuseAdd wants a segment to be refused, and the backup to stay as it was.
func refuseAdd(t *testing.T, dir string, s *backup.Segment, trusted []string, is error, says string) {
	t.Helper()
	before := content(t, dir)
	d, err := backup.Hold(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	_, err = d.Add(s, trusted, func(event.Record) {})
	if !errors.Is(err, is) || err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("add: %v; want %v, %q", err, is, says)
	}
	if after := content(t, dir); !slices.Equal(before, after) {
		t.Errorf("the backup changed: %.200q; before %.200q", after, before)
	}
}

// content are the names and bytes of all files of a backup.
func content(t *testing.T, dir string) (all []string) {
	t.Helper()
	for _, name := range files(t, dir) {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, name, string(b))
	}
	return all
}

// When nothing is new, nothing is written.
func TestNothingNew(t *testing.T) {
	l, dir := newLog(t, 0), filepath.Join(t.TempDir(), "backup")
	if added := backUp(t, dir, l); added.Last != 0 || len(content(t, dir)) > 0 {
		t.Errorf("an empty log: %+v", added)
	}
	add(t, l, logtest.Entities(4)...)
	if added := backUp(t, dir, l); added.First != 1 || added.Last != 4 {
		t.Errorf("added %+v", added)
	}
	before := content(t, dir)
	if added := backUp(t, dir, l); added.First != 5 || added.Last != 4 || !slices.Equal(before, content(t, dir)) {
		t.Errorf("added %+v", added)
	}
}

// A log that is not what was backed up, grown, is refused: another one, or one that went back and took another course.
func TestDivergedLog(t *testing.T) {
	l, dir := newLog(t, 6), filepath.Join(t.TempDir(), "backup")
	backUp(t, dir, l)
	refuseAdd(t, dir, cut(t, newLog(t, 9), 6), nil, backup.ErrDiverged, "the root of its first 6 events")

	back := filepath.Join(t.TempDir(), "back")
	if err := os.CopyFS(back, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	add(t, l, logtest.Entities(2)...)
	backUp(t, dir, l)
	went := restored(t, back, filepath.Join(t.TempDir(), "data"))
	defer went.Close()
	if _, err := backup.Cut(context.Background(), went, 8); !errors.Is(err, eventlog.ErrNoPosition) {
		t.Errorf("a log that is shorter than its backup: %v", err)
	}
	add(t, went, logtest.Entities(3)...)
	refuseAdd(t, dir, cut(t, went, 8), went.PublicKeys(), backup.ErrDiverged, "the root of its first 8 events")
	refuseAdd(t, dir, cut(t, went, 6), went.PublicKeys(), backup.ErrDiverged, "it begins after position 6")
}

// A key that neither the newest segment nor the caller knows is refused. While two keys sign, the new one becomes known.
func TestKeys(t *testing.T) {
	data, dir := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "backup")
	keys := filepath.Join(data, "key")
	grow := func(t *testing.T) *backup.Segment {
		t.Helper()
		l := open(t, data, eventlog.Options{})
		defer l.Close()
		after := l.Head().Position
		add(t, l, logtest.Entities(2)...)
		return cut(t, l, after)
	}
	take := func(t *testing.T, s *backup.Segment, trusted ...string) {
		t.Helper()
		d, err := backup.Hold(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if _, err := d.Add(s, trusted, func(event.Record) {}); err != nil {
			t.Fatal(err)
		}
	}
	strangers := newLog(t, 0).PublicKeys()
	first := grow(t)
	refuseAdd(t, dir+"2", first, strangers, eventlog.ErrSignature, "not by a key that is known")
	take(t, first)
	if _, err := eventlog.AddKey(keys); err != nil {
		t.Fatal(err)
	}
	take(t, grow(t)) // signed with both
	if err := keepFirstKey(keys); err != nil {
		t.Fatal(err)
	}
	take(t, grow(t)) // with the new one alone
	if _, err := eventlog.AddKey(keys); err != nil {
		t.Fatal(err)
	}
	if err := keepFirstKey(keys); err != nil { // at once, so that nothing ties the newest to those before
		t.Fatal(err)
	}
	public, err := eventlog.PublicKeys(keys)
	if err != nil {
		t.Fatal(err)
	}
	if err := open(t, data, eventlog.Options{Accept: true}).Close(); err != nil { // the log does not know the key either
		t.Fatal(err)
	}
	s := grow(t)
	refuseAdd(t, dir, s, nil, eventlog.ErrSignature, "not by a key that is known")
	take(t, regrow(t, data, s.After()), public...)
}

// regrow cuts a segment anew: that of a stream can be read once.
func regrow(t *testing.T, data string, after event.Position) *backup.Segment {
	t.Helper()
	l := open(t, data, eventlog.Options{})
	defer l.Close()
	return cut(t, l, after)
}

func keepFirstKey(path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	first, _, _ := bytes.Cut(content, []byte("\n"))
	return os.WriteFile(path, append(first, '\n'), 0o600)
}

// A stream that breaks off, or a log with a payload that is not the one of its envelope, adds nothing, and the next backup
// goes on as if it had not been.
func TestBrokenSource(t *testing.T) {
	l, dir := newLog(t, 6), filepath.Join(t.TempDir(), "backup")
	backUp(t, dir, l)
	add(t, l, logtest.Entities(6)...)
	stream := bytesOf(t, l, 6)
	for n := range 7 {
		s, err := backup.Read(bytes.NewReader(stream[:len(stream)-1-n*100]))
		if err != nil {
			t.Fatal(err)
		}
		refuseAdd(t, dir, s, nil, backup.ErrCutOff, "cut off")
	}
	broken := errors.New("the cable is cut")
	s, err := backup.Read(iotest.DataErrReader(&failing{stream[:len(stream)-9], broken}))
	if err != nil {
		t.Fatal(err)
	}
	refuseAdd(t, dir, s, nil, broken, "position 12 of 12")
	s, err = backup.Cut(context.Background(), damaged{l}, 6)
	if err != nil {
		t.Fatal(err)
	}
	refuseAdd(t, dir, s, nil, eventlog.ErrTampered, "position 9: ")

	if err := os.WriteFile(filepath.Join(dir, "0000000000000007-0000000000000012.records.partial"), stream[:300], 0o600); err != nil {
		t.Fatal(err) // as a backup leaves it that is killed
	}
	if added := backUp(t, dir, l); added.First != 7 || added.Last != 12 {
		t.Errorf("the next backup added %+v", added)
	}
	if got := held(t, dir); len(got) != 12 {
		t.Errorf("it holds %d events", len(got))
	}
}

// failing yields bytes and then fails.
type failing struct {
	rest []byte
	err  error
}

func (f *failing) Read(b []byte) (int, error) {
	if len(f.rest) == 0 {
		return 0, f.err
	}
	n := copy(b, f.rest)
	f.rest = f.rest[n:]
	return n, nil
}

// damaged is a log with a payload at position 9 that is not the one of its envelope.
type damaged struct{ eventlog.Log }

func (d damaged) Read(ctx context.Context, after event.Position) iter.Seq2[event.Record, error] {
	return func(yield func(event.Record, error) bool) {
		for r, err := range d.Log.Read(ctx, after) {
			if r.Position == 9 {
				r.Payload = append([]byte{}, r.Payload...)
				r.Payload[3] ^= 1
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// What the law says must go goes from older segments too, and is then nowhere in the files.
func TestErasure(t *testing.T) {
	l, dir := newLog(t, 5), filepath.Join(t.TempDir(), "backup")
	secret := logtest.Entity("Somebody Private")
	add(t, l, secret)
	add(t, l, logtest.Entities(5)...)
	backUp(t, dir, l) // 1 to 11
	add(t, l, logtest.Entities(3)...)
	backUp(t, dir, l) // 12 to 14
	if all := strings.Join(content(t, dir), ""); strings.Count(all, "Somebody Private") != 1 {
		t.Fatal("the payload is not there to begin with")
	}
	other := logtest.Entity("Another Private") // recorded and erased between two backups
	add(t, l, other)
	add(t, l, erased(6), erased(15))
	if added := backUp(t, dir, l); added.Erased != 1 {
		t.Errorf("added %+v; want one payload of older segments erased", added)
	}
	all := strings.Join(content(t, dir), "")
	if strings.Contains(all, "Somebody Private") || strings.Contains(all, "Another Private") {
		t.Error("an erased payload is still in the files")
	}
	for _, r := range held(t, dir) {
		if gone := r.Position == 6 || r.Position == 15; gone != r.Erased() {
			t.Errorf("position %d: erased: %v", r.Position, r.Erased())
		}
	}
	if added := backUp(t, dir, l); added.Erased != 0 || added.First != added.Last+1 {
		t.Errorf("once more: %+v", added)
	}
}
