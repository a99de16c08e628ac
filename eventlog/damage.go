package eventlog

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
	"github.com/dgraph-io/badger/v4/table"
)

// damaged makes an error of a panic of Badger's; to be deferred. Badger checks the sum of a block after it has used the
// number of entries that stands in it, so that one bad byte there is not an error but a slice out of bounds.
func damaged(err *error) {
	switch r := recover().(type) {
	case nil:
	case error:
		*err = fmt.Errorf("a block in a file of Badger's is damaged: %w", r)
	default: // what it says has many lines
		*err = errors.New("a block in a file of Badger's is damaged")
	}
}

// checkTables opens the tables that Badger is about to open. It does that in goroutines of its own, and a panic there, or
// its giving up, ends the process.
func checkTables(o badger.Options) error {
	file, err := os.Open(filepath.Join(o.Dir, badger.ManifestFilename))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	manifest, _, err := badger.ReplayManifestFile(file, 0, o)
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	for id := range manifest.Tables {
		name := table.NewFilename(id, o.Dir)
		if err := checkTable(name, id); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
	}
	return nil
}

// checkTable opens a table: its index and its last block.
func checkTable(name string, id uint64) (err error) {
	content, unmap, err := mapFile(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unmap()) }()
	defer damaged(&err)
	// At the end stand the index, its length, its sum, and the length of that, each length in 4 bytes.
	rest := content
	for _, what := range []string{"sum", "index"} {
		if len(rest) < 4 {
			return errors.New("the table is too short")
		}
		body := rest[:len(rest)-4]
		n := binary.BigEndian.Uint32(rest[len(body):])
		if uint64(n) > uint64(len(body)) {
			return fmt.Errorf("the %s of the table should have %d bytes; %d are left", what, n, len(body))
		}
		rest = body[:len(body)-int(n)]
	}
	_, err = table.OpenInMemoryTable(content, id, &table.Options{Compression: options.Snappy, ChkMode: options.NoVerification})
	return err
}
