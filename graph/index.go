package graph

import (
	"encoding/binary"
	"fmt"
	"sync/atomic"

	"onrecord/event"
)

// index finds rows by what they hold, which it leaves in their table: a hash table with open addressing. One goroutine puts;
// any number find meanwhile, without locks.
//
// Invariant: a slot is 0, or the hash of what the row holds and the row; every row that was put stands in the run of
// slots in use that begins at its home, which is hash/2^32 of the way through the slots. At most 13 in 16 are in use.
type index struct {
	slots atomic.Pointer[[]uint64] // replaced when it grows; each slot is atomic
	used  int                      // of who puts
}

// newIndex makes an index without rows.
func newIndex() *index {
	x := &index{}
	x.slots.Store(new(make([]uint64, 16)))
	return x
}

// home is where a hash is looked for first. Hashes in order have homes in order, so that growing walks memory front to back.
func home(hash uint32, slots int) int { return int(uint64(hash) * uint64(slots) >> 32) }

// find returns the row of a hash that is the one wanted; 0 when there is none. It may be one that was put after the
// state of who asks.
func (x *index) find(hash uint32, wanted func(row) bool) row {
	slots := *x.slots.Load()
	for i := home(hash, len(slots)); ; {
		slot := atomic.LoadUint64(&slots[i])
		if slot == 0 {
			return 0
		}
		if uint32(slot>>32) == hash && wanted(row(slot)) {
			return row(slot)
		}
		if i++; i == len(slots) {
			i = 0
		}
	}
}

// put enters a row, in place of one that is the same; it returns which that was, 0 for none.
func (x *index) put(hash uint32, r row, same func(row) bool) (old row) {
	slots := *x.slots.Load()
	if 16*(x.used+1) > 13*len(slots) {
		slots = x.grow(slots)
	}
	for i := home(hash, len(slots)); ; {
		slot := slots[i]
		if slot == 0 || uint32(slot>>32) == hash && same(row(slot)) {
			if slot == 0 {
				x.used++
			}
			atomic.StoreUint64(&slots[i], uint64(hash)<<32|uint64(r))
			return row(slot)
		}
		if i++; i == len(slots) {
			i = 0
		}
	}
}

// reserve makes room for n rows in an index that is empty.
func (x *index) reserve(n row) {
	x.slots.Store(new(make([]uint64, max(16, int(n)+int(n)/4+int(n)/16))))
}

// grow moves all to a quarter more slots, of very many to an eighth more.
func (x *index) grow(old []uint64) []uint64 {
	more := len(old) / 4
	if len(old) > 1<<21 {
		more = len(old) / 8
	}
	slots := make([]uint64, len(old)+more)
	for _, slot := range old {
		if slot == 0 {
			continue
		}
		i := home(uint32(slot>>32), len(slots))
		for slots[i] != 0 {
			if i++; i == len(slots) {
				i = 0
			}
		}
		slots[i] = slot
	}
	x.slots.Store(&slots)
	return slots
}

// check proves the invariant, given the hash of what a row holds.
func (x *index) check(name string, hash func(row) uint32) error {
	slots, used := *x.slots.Load(), 0
	for i, slot := range slots {
		if slot == 0 {
			continue
		}
		used++
		h, r := uint32(slot>>32), row(slot)
		if r == 0 || hash(r) != h {
			return fmt.Errorf("index of %s: slot %d has row %d under the hash %08x", name, i, r, h)
		}
		for at := home(h, len(slots)); at != i; at = (at + 1) % len(slots) {
			if slots[at] == 0 {
				return fmt.Errorf("index of %s: row %d in slot %d is not found from its home %d", name, r, i, home(h, len(slots)))
			}
		}
	}
	if 16*used > 13*len(slots) {
		return fmt.Errorf("index of %s: %d of %d slots are in use", name, used, len(slots))
	}
	return nil
}

// never is the same as nothing: for rows that are known to be new.
func never(row) bool { return false }

// mixer spreads bits: an odd number without a pattern.
const mixer = 0x9e3779b97f4a7c15

// mix hashes one more word into a hash.
func mix(h, word uint64) uint64 {
	h = (h ^ word) * mixer
	return h ^ h>>29
}

// hashID hashes an id.
func hashID(id event.ID) uint32 {
	return uint32(mix(mix(0, binary.LittleEndian.Uint64(id[:])), binary.LittleEndian.Uint64(id[8:])) >> 16)
}

// hashText hashes a text of a kind.
func hashText(kind uint64, text string) uint32 {
	h := mix(kind, uint64(len(text)))
	for len(text) >= 8 {
		h = mix(h, binary.LittleEndian.Uint64([]byte(text[:8])))
		text = text[8:]
	}
	for i := range len(text) {
		h = mix(h, uint64(text[i]))
	}
	return uint32(h >> 16)
}

// hashRows hashes some rows.
func hashRows(first uint64, rows []row) uint32 {
	h := mix(0, first)
	for _, r := range rows {
		h = mix(h, uint64(r))
	}
	return uint32(h >> 16)
}
