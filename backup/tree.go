package backup

import (
	"crypto/sha256"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/event"
	"onrecord/eventlog"
)

// tree is a Merkle tree (RFC 6962) that grows to the right. Of its nodes it keeps the edge alone: the roots of the
// complete subtrees that it consists of, the largest first, one for each bit that is set in its size.
type tree struct {
	size event.Position
	edge []tlog.Hash
}

// readTree reads the tree of the first size events of a log.
func readTree(log eventlog.Log, size event.Position) (tree, error) {
	var indexes []int64
	for level := bits.Len64(uint64(size)) - 1; level >= 0; level-- {
		if size>>level&1 == 1 {
			indexes = append(indexes, tlog.StoredHashIndex(level, int64(size>>level)-1))
		}
	}
	edge, err := log.ReadHashes(indexes)
	return tree{size, edge}, err
}

// whole reports whether the edge has as many hashes as the size says.
func (t tree) whole() bool { return len(t.edge) == bits.OnesCount64(uint64(t.size)) }

// add grows the tree by a leaf. It may write over the edge.
func (t *tree) add(leaf []byte) {
	hash, last := tlog.RecordHash(leaf), len(t.edge)
	for n := t.size; n&1 == 1; n >>= 1 { // a subtree as large as the new one becomes its left half
		last--
		hash = tlog.NodeHash(t.edge[last], hash)
	}
	t.edge = append(t.edge[:last], hash)
	t.size++
}

// root is the root of the tree.
func (t tree) root() event.Hash {
	if len(t.edge) == 0 {
		return sha256.Sum256(nil)
	}
	last := len(t.edge) - 1
	root := t.edge[last]
	for i := last - 1; i >= 0; i-- {
		root = tlog.NodeHash(t.edge[i], root)
	}
	return event.Hash(root)
}
