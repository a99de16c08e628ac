// Package eventlog keeps events in the order in which they were recorded, for ever.
//
// A [Log] gives every event a [event.Position], 1 for the first and without gaps, and the moment it was recorded. What
// it has acknowledged is on disk, is never changed, and is a leaf of a Merkle tree (RFC 6962), so that the root of any
// size proves everything up to there. [Open] opens the log that Badger keeps in a directory.
//
// One goroutine writes. It takes the appends that wait, records them in one transaction, syncs once, and answers them
// all; so many writers share the price of one sync. Readers see an event only after its commit, and never wait for each
// other.
//
// # Idempotency
//
// An event's id is remembered for ever. Whoever does not know whether an append went through sends it again: the same
// events under the same ids are answered with the receipt of the first time.
//
// # Proofs
//
// A [Checkpoint] is a position and root that the log has signed. [Prove] and [ProveGrowth] make proofs that lead to one,
// [Proof] is one event's with all that somebody without the log needs to check it, [Tile] is the tree for the tools of
// others, and [Verify] reads a whole log again and believes nothing.
//
// # Caveats
//
// The log knows envelopes and bytes. It does not check that an id named by an event exists; that is for those who know
// the graph. Conditions are how they make such a check safe against what is recorded in the meantime.
package eventlog
