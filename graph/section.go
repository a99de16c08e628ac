package graph

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"unsafe"
)

// This file writes tables and reads them: their rows are bytes without pointers and without gaps, in the order of this
// machine. A section is how large a row is, how many there are, the rows of each block, and a sum (CRC-32C) of all that.

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// bytesOf is the memory of rows.
func bytesOf[T any](rows []T) []byte {
	if len(rows) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&rows[0])), len(rows)*int(unsafe.Sizeof(rows[0])))
}

// sectionWriter writes sections, and keeps the first error.
type sectionWriter struct {
	w   io.Writer
	sum uint32
	err error
}

func (s *sectionWriter) write(b []byte) {
	if s.err == nil {
		s.sum = crc32.Update(s.sum, castagnoli, b)
		_, s.err = s.w.Write(b)
	}
}

func (s *sectionWriter) word(n uint32) { s.write(binary.LittleEndian.AppendUint32(nil, n)) }

// end writes the sum of what was written since the last.
func (s *sectionWriter) end() {
	sum := s.sum
	s.word(sum)
	s.sum = 0
}

// writeTable writes a table as one section. Rows that may be changed meanwhile are read by settled, which says what they
// were at the snapshot's position; nil where no row is ever changed.
func writeTable[T any](s *sectionWriter, t *table[T], settled func(*T) T) {
	var none T
	s.word(uint32(unsafe.Sizeof(none)))
	s.word(t.n)
	var copied []T
	t.eachBlock(func(rows []T) {
		s.word(uint32(len(rows)))
		if settled == nil {
			s.write(bytesOf(rows))
			return
		}
		copied = copied[:0]
		for i := range rows {
			copied = append(copied, settled(&rows[i]))
		}
		s.write(bytesOf(copied))
	})
	s.end()
}

// eachBlock calls visit with the rows of every block; none, where align passed over all of it.
func (t *table[T]) eachBlock(visit func(rows []T)) {
	for block, first := 0, row(0); first < t.n; block++ {
		n := blockLen(block)
		rows := t.blocks[block]
		if rows != nil {
			rows = rows[:min(n, t.n-first)]
		}
		visit(rows)
		first += n
	}
}

// sectionReader reads sections, and keeps the first error.
type sectionReader struct {
	r    io.Reader
	left int64 // bytes that may still come
	sum  uint32
	err  error
}

func (s *sectionReader) read(b []byte) {
	if s.left -= int64(len(b)); s.err == nil {
		_, s.err = io.ReadFull(s.r, b)
		s.sum = crc32.Update(s.sum, castagnoli, b)
	}
}

func (s *sectionReader) word() uint32 {
	var b [4]byte
	s.read(b[:])
	return binary.LittleEndian.Uint32(b[:])
}

// fail keeps an error, unless there is one.
func (s *sectionReader) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// end reads the sum, and fails if it is not that of what was read since the last.
func (s *sectionReader) end(of string) {
	sum := s.sum
	if s.word() != sum {
		s.fail(fmt.Errorf("%s: the sum is wrong", of))
	}
	s.sum = 0
}

// readTable reads a table that writeTable wrote.
func readTable[T any](s *sectionReader, of string) table[T] {
	var none T
	t := newTable[T]()
	if size := s.word(); s.err == nil && size != uint32(unsafe.Sizeof(none)) {
		s.fail(fmt.Errorf("%s: a row has %d bytes, and %d in this program", of, size, unsafe.Sizeof(none)))
	}
	t.n = s.word()
	for block, first := 0, row(0); first < t.n && s.err == nil; block++ {
		n, fits := s.word(), blockLen(block)
		if n != 0 && n != min(fits, t.n-first) || int64(n)*int64(unsafe.Sizeof(none)) > s.left {
			s.fail(fmt.Errorf("%s: block %d has %d rows", of, block, n))
			break
		}
		if n > 0 {
			t.blocks[block] = make([]T, fits)
			s.read(bytesOf(t.blocks[block][:n]))
		}
		first += fits
	}
	s.end(of)
	return t
}
