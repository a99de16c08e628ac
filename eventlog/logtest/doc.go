// Package logtest tells whether a log keeps what [eventlog.Log] promises.
//
// [Run] is the suite that every log must pass. [Check] proves the invariants of a log as it stands, with a Merkle root
// of its own ([Root]) to compare. [Entity], [Statement] and [Relation] build valid events for the tests of any package, and
// [Faulty] is a log that fails on purpose, for those who append.
package logtest
