package access

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// List reads the tokens of a file, the oldest first: one a line, as JSON. A file that is missing holds none.
func List(path string) (list []Token, err error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("tokens: %w", err)
	}
	number := 0
	for line := range bytes.Lines(text) {
		number++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		token, err := readToken(line)
		if err != nil {
			return nil, fmt.Errorf("tokens: %s:%d: %w", path, number, err)
		}
		list = append(list, token)
	}
	return list, nil
}

func readToken(line []byte) (t Token, err error) {
	if err := json.Unmarshal(line, &t); err != nil {
		return t, err
	}
	if err := checkName(t.Name); err != nil {
		return t, err
	}
	if sum, err := hex.DecodeString(t.SHA256); err != nil || len(sum) != 32 {
		return t, fmt.Errorf("sha256: %.70q is not a hash", t.SHA256)
	}
	if t.Role == 0 {
		return t, errors.New("role: it is missing")
	}
	return t, nil
}

// change writes a file of tokens anew, whole or not at all, for its owner alone. Two at a time do not lose one another's
// work: the second is refused.
func change(path string, with func([]Token) ([]Token, error)) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	beside := path + ".new"
	file, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there: somebody else is changing the tokens; if nobody is, remove it", beside)
	}
	if err != nil {
		return err
	}
	err = errors.Join(rewrite(file, path, with), file.Close())
	if err == nil {
		err = os.Rename(beside, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(beside))
	}
	return syncDir(filepath.Dir(path)) // or a token that was revoked might be good again after a crash
}

// rewrite writes to a file what the tokens of a path become.
func rewrite(file *os.File, path string, with func([]Token) ([]Token, error)) error {
	list, err := List(path)
	if err != nil {
		return err
	}
	if list, err = with(list); err != nil {
		return err
	}
	lines := json.NewEncoder(file)
	for _, token := range list {
		if err := lines.Encode(token); err != nil {
			return err
		}
	}
	return file.Sync()
}

// syncDir brings to disk which files a directory has.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
