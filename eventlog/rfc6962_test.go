package eventlog_test

import "crypto/sha256"

// A second verifier, which shares no code with the first: RFC 6962 as RFC 9162 words the checking of proofs (2.1.3.2 and
// 2.1.4.2), with the tree hash as the first defines it. The tests hold the one to the other.

type digest = [sha256.Size]byte

func leafOf(entry []byte) digest { return sha256.Sum256(append([]byte{0}, entry...)) }

func nodeOf(left, right digest) digest {
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}

// included checks that an entry is at an index, from 0, of the tree of a size.
func included(entry []byte, index, size uint64, path []digest, root digest) bool {
	if index >= size {
		return false
	}
	at, last, r := index, size-1, leafOf(entry)
	for _, p := range path {
		if last == 0 {
			return false
		}
		if at&1 == 1 || at == last {
			r = nodeOf(p, r)
			for at&1 == 0 && at != 0 {
				at, last = at>>1, last>>1
			}
		} else {
			r = nodeOf(r, p)
		}
		at, last = at>>1, last>>1
	}
	return last == 0 && r == root
}

// grew checks that the tree of one size, at least 1, is the beginning of the tree of another.
func grew(from, to uint64, path []digest, fromRoot, toRoot digest) bool {
	if from == to {
		return len(path) == 0 && fromRoot == toRoot
	}
	if from > to || from == 0 || len(path) == 0 {
		return false
	}
	if from&(from-1) == 0 {
		path = append([]digest{fromRoot}, path...)
	}
	at, last := from-1, to-1
	for at&1 == 1 {
		at, last = at>>1, last>>1
	}
	old, whole := path[0], path[0]
	for _, p := range path[1:] {
		if last == 0 {
			return false
		}
		if at&1 == 1 || at == last {
			old, whole = nodeOf(p, old), nodeOf(p, whole)
			for at&1 == 0 && at != 0 {
				at, last = at>>1, last>>1
			}
		} else {
			whole = nodeOf(whole, p)
		}
		at, last = at>>1, last>>1
	}
	return last == 0 && old == fromRoot && whole == toRoot
}
