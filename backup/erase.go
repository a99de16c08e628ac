package backup

import (
	"fmt"
	"os"
	"path/filepath"

	"onrecord/event"
)

// erasures are the positions whose payloads the law says must go.
type erasures map[event.Position]bool

// note notes what a record says was erased.
func (e erasures) note(r event.Record) error {
	if r.Type != event.TypePayloadErased || r.Erased() {
		return nil
	}
	payload, err := r.Decode()
	if err != nil {
		return err
	}
	e[payload.(*event.PayloadErased).Position] = true
	return nil
}

// within reports whether any of them lies in a segment.
func (e erasures) within(s *Segment) bool {
	for p := range e {
		if p > s.before.size && p <= s.Checkpoint.Size {
			return true
		}
	}
	return false
}

// erase takes payloads out of the segments, and returns how many they held.
func (d *Directory) erase(e erasures) (n int, err error) {
	if len(e) == 0 {
		return 0, nil
	}
	for _, name := range d.names {
		held, err := eraseIn(filepath.Join(d.path, name), e)
		if err != nil {
			return n, err
		}
		n += held
	}
	return n, nil
}

// eraseIn replaces the segment in a file by one without the payloads, if it has any of them.
func eraseIn(path string, e erasures) (n int, err error) {
	n, err = writeErased(path, e)
	if err != nil {
		return 0, fmt.Errorf("erase in %s: %w", filepath.Base(path), err)
	}
	if n == 0 {
		return 0, nil
	}
	return n, replace(path)
}

// writeErased writes a segment without the payloads beside it; nothing when it has none of them.
func writeErased(path string, e erasures) (n int, err error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	s, err := Read(file)
	if err != nil || !e.within(s) {
		return 0, err
	}
	err = writePartial(path, s.through(func(r event.Record) (event.Record, error) {
		if e[r.Position] && !r.Erased() {
			r.Salt, r.Payload = event.Salt{}, nil
			n++
		}
		return r, nil
	}))
	if err == nil && n == 0 {
		err = os.Remove(path + leftOver)
	}
	return n, err
}
