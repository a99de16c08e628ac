// Package event is the vocabulary of onrecord: what can be recorded, how it is checked, and how it is encoded.
//
// An [Event] says one thing in the past tense: an entity was described, a statement made, an action taken, a claim
// reported, corrected or retracted. Its [Payload] is one of the eleven types of this package. Statements, actions and
// relations are claims ([Claim]): propositions that hold relative to the sources of their [Report]s, never by themselves.
//
// Once the log has taken an event it is a [Record]: the payload's bytes under an [Envelope] that gives it a [Position],
// the moment it was recorded, and a salted hash that a Merkle tree is built on. Encoded bytes are the truth: they are
// hashed as stored and never encoded anew.
//
// Dates are written in EDTF ([ParseEDTF]) and resolve to closed windows of microseconds; [When] keeps the words as
// well ("Friday"), and what they lean on.
//
// # Numbers
//
// Vocabularies and struct fields are stored under small numbers. A number is never given a second meaning; what is new
// gets the next free one. Golden files in testdata hold the bytes of every type.
package event
