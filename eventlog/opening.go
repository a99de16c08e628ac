package eventlog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// kept are Badger's files as they were before it opened them: Badger works on copies. Tables never change once they are
// written, so they are linked; the other files are small, and copied. That is for two reasons.
//
// Badger repairs when it opens: of a write-ahead log it cuts off what follows a bad byte, and it removes tables that a
// shortened manifest does not name. That is right after a crash, and destroys what could still be saved when the log turns
// out to be damaged. So a failed opening puts the files back.
//
// And what can be read from a write-ahead log need not be on the disk: it may never have been synced, or its sync may have
// failed, after which the system keeps what it could not write in memory and says no more of it. The copies are synced
// before anything of them is signed or acknowledged.
type kept struct {
	place place
	made  bool // there was something to keep
}

// keep keeps Badger's files, and puts copies in their place. Those that an opening has kept that did not come to an end are put back first.
func keep(p place) (*kept, error) {
	k := &kept{place: p, made: true}
	if _, err := os.Stat(p.opening); err == nil {
		if err := k.restore(); err != nil {
			return nil, err
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	part := p.opening + ".part"
	if err := os.RemoveAll(part); err != nil {
		return nil, err
	}
	files, err := os.ReadDir(p.badger)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		k.made = false
		return k, nil
	}
	if err := os.Mkdir(part, 0o700); err != nil {
		return nil, err
	}
	for _, f := range files {
		if err := linkOrCopy(filepath.Join(p.badger, f.Name()), filepath.Join(part, f.Name())); err != nil {
			return nil, fmt.Errorf("keep %s while Badger opens: %w", f.Name(), errors.Join(err, os.RemoveAll(part)))
		}
	}
	if err := syncDirectory(part); err != nil {
		return nil, err
	}
	if err := os.Rename(p.badger, p.opening); err != nil {
		return nil, err
	}
	if err := errors.Join(os.Rename(part, p.badger), syncDirectory(p.dir)); err != nil {
		return nil, errors.Join(err, k.restore())
	}
	return k, nil
}

// linkOrCopy links a table and copies any other file.
func linkOrCopy(from, to string) error {
	if filepath.Ext(from) == ".sst" {
		if os.Link(from, to) == nil {
			return nil
		} // a file system without links: copy it
	}
	return copyFile(from, to)
}

// copyFile copies a file to a new one, and leaves holes where it is empty: Badger's write-ahead logs are long and mostly
// that.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return errors.Join(err, in.Close())
	}
	return errors.Join(copySparse(out, in), out.Sync(), out.Close(), in.Close())
}

func copySparse(out *os.File, in io.Reader) error {
	const block = 64 << 10
	size, buffer, zeros := int64(0), make([]byte, block), make([]byte, block)
	for {
		n, err := io.ReadFull(in, buffer)
		if !bytes.Equal(buffer[:n], zeros[:n]) {
			if _, err := out.WriteAt(buffer[:n], size); err != nil {
				return err
			}
		}
		size += int64(n)
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return out.Truncate(size)
		}
		if err != nil {
			return err
		}
	}
}

// restore puts the files back.
func (k *kept) restore() error {
	if !k.made {
		return nil
	}
	if err := os.RemoveAll(k.place.badger); err != nil {
		return err
	}
	return errors.Join(os.Rename(k.place.opening, k.place.badger), syncDirectory(k.place.dir))
}

// drop forgets the files: the opening has come to a good end.
func (k *kept) drop() error {
	if !k.made {
		return nil
	}
	part := k.place.opening + ".part"
	if err := os.Rename(k.place.opening, part); err != nil { // half of them must never be put back
		return err
	}
	return errors.Join(syncDirectory(k.place.dir), os.RemoveAll(part))
}
