package graph

import (
	"bytes"
	"errors"
	"reflect"
	"sync"
	"testing"

	"onrecord/event"
)

// written is the snapshot of a graph as bytes.
func written(t tester, s Snapshot) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Write(&b, event.Hash{1, 2, 3}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readBack(t tester, b []byte) *Graph {
	t.Helper()
	g, err := ReadSnapshot(bytes.NewReader(b), int64(len(b)), func(of Of) error {
		if of.Root != (event.Hash{1, 2, 3}) {
			return errors.New("another root")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// differAt says where two snapshots part.
func differAt(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// A snapshot, and what came after it, is byte for byte what the whole log is folded into: at random positions, and also when it
// is written while more is applied, or after.
func TestSnapshotAndTailIsARebuild(t *testing.T) {
	for seed := range uint64(25) {
		h := makeHistory(t, thrown(seed), 200)
		whole := written(t, h.graph(t).Snapshot())
		for range 4 {
			at := event.Position(h.pick(len(h.records) + 1))
			live := New()
			if err := live.Load(h.log(1, at)); err != nil {
				t.Fatal(err)
			}
			s := live.Snapshot()
			if s.Position() != at {
				t.Fatalf("a snapshot of position %d is of %d", at, s.Position())
			}
			var before, during []byte
			before = written(t, s)
			var writing sync.WaitGroup
			writing.Go(func() { during = written(t, s) })
			if err := live.Load(h.log(at+1, h.head())); err != nil {
				t.Fatal(err)
			}
			writing.Wait()
			for when, b := range map[string][]byte{"while more is applied": during, "after more was applied": written(t, s)} {
				if !bytes.Equal(before, b) {
					t.Fatalf("seed %d: the snapshot of position %d of %d, written %s, differs at byte %d", seed, at, h.head(), when, differAt(before, b))
				}
			}
			g := readBack(t, before)
			if err := g.Check(); err != nil {
				t.Fatalf("seed %d: read back at position %d: %v", seed, at, err)
			}
			if err := g.Load(h.log(at+1, h.head())); err != nil {
				t.Fatal(err)
			}
			if b := written(t, g.Snapshot()); !bytes.Equal(whole, b) {
				t.Fatalf("seed %d: the snapshot of position %d and what follows it differ from a rebuild at byte %d", seed, at, differAt(whole, b))
			}
			if err := g.Check(); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			for range 3 {
				asked := h.asked()
				if diff := differ(t, g, asked); diff != "" {
					t.Fatalf("seed %d, from position %d, %s\n%s%s", seed, at, asked, diff, h)
				}
				if got, want := everything(t, g, asked.spec()), everything(t, live, asked.spec()); got != want {
					t.Fatalf("seed %d, from position %d, %s: it shows\n%s\nwithout a snapshot\n%s", seed, at, asked, got, want)
				}
			}
		}
	}
}

// A snapshot that was changed, in any byte, or cut short, or made longer, or that is of another log is refused.
func TestWrongSnapshots(t *testing.T) {
	h := makeHistory(t, thrown(2), 60)
	right := written(t, h.graph(t).Snapshot())
	read := func(b []byte) error {
		_, err := ReadSnapshot(bytes.NewReader(b), int64(len(b)), func(of Of) error {
			if of.Position != h.head() || of.Root != (event.Hash{1, 2, 3}) {
				return errors.New("of another log")
			}
			return nil
		})
		return err
	}
	if err := read(right); err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(right); at += 1 + at/500 {
		changed := bytes.Clone(right)
		changed[at] ^= 1 << (at % 8)
		if read(changed) == nil {
			t.Fatalf("a change of byte %d of %d was not seen", at, len(right))
		}
	}
	for _, n := range []int{0, 1, len(magic), 50, len(right) / 2, len(right) - 1} {
		if read(right[:n]) == nil {
			t.Fatalf("%d of %d bytes were taken for all", n, len(right))
		}
	}
	if read(append(bytes.Clone(right), 0)) == nil {
		t.Fatal("a byte too many was not seen")
	}
	refused := errors.New("not mine")
	if _, err := ReadSnapshot(bytes.NewReader(right), int64(len(right)), func(Of) error { return refused }); !errors.Is(err, refused) {
		t.Fatalf("a log that is not mine: %v", err)
	}
}

// The bytes of rows say all that is in them, and nothing else: no pointers, and no gaps, which could hold anything.
func TestRowsAreTheirBytes(t *testing.T) {
	var plain func(x reflect.Type) uintptr
	plain = func(x reflect.Type) (size uintptr) {
		switch x.Kind() {
		case reflect.Struct:
			for i := range x.NumField() {
				size += plain(x.Field(i).Type)
			}
			return size
		case reflect.Array:
			return plain(x.Elem()) * uintptr(x.Len())
		case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Int64, reflect.Float64:
			return x.Size()
		}
		t.Errorf("%s is not plain", x)
		return 0
	}
	tables := reflect.TypeOf(tables{})
	rows := []reflect.Type{reflect.TypeFor[erasureRow](), reflect.TypeFor[chunk](), reflect.TypeFor[telling]()}
	for i := range tables.NumField() {
		x := tables.Field(i).Type
		if x.Kind() != reflect.Struct {
			continue
		}
		if blocks, is := x.FieldByName("blocks"); is {
			rows = append(rows, blocks.Type.Elem().Elem().Elem())
		}
	}
	if len(rows) < 20 {
		t.Fatalf("only %d tables were found", len(rows))
	}
	for _, x := range rows {
		if sum := plain(x); sum != x.Size() {
			t.Errorf("%s has %d bytes, and its fields %d", x, x.Size(), sum)
		}
	}
}
