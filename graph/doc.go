// Package graph folds recorded events into claims and answers questions about them as of any moment.
//
// A [Graph] takes events in log order ([Graph.Apply]) and keeps them in append-only tables: claims, reports of them, ends
// (corrections and retractions) and the roles that entities and claims play. A [View] is the graph as it stood: what
// had happened by one moment, had been reported by another, had been recorded by a position, as told by chosen sources.
// Everything asked of a view obeys the one as-of rule, which is in told.go and range.go and nowhere else:
//
//   - a record (a report or an end) is told if it was recorded by then, was reported by then, and has a chosen source;
//   - a record is in force if it is told and no end in force is aimed at it;
//   - a claim is visible if a report of it is in force and its date meets the moment asked for.
//
// The graph holds what relates things and when; texts stay in the log, and whoever wants them reads the event at a
// claim's position.
//
// What a graph is made of is in table.go, list.go and index.go; the rows are in tables.go. Each says what always holds of it,
// and [Graph.Check] proves that.
//
// # Concurrency
//
// One goroutine applies; any number read, without locks. Rows are never changed after they are published, but for the words
// that are called atomic where they are declared, such as the heads of the lists that hang on them; and they never move, so
// that a list leads a reader safely past rows that were added after its own state. Lists are newest first, and a reader
// passes over what is after its position, so it sees the same lists however many rows have been added since.
//
// An erasure takes what was recorded out of every view. [Graph.Follow] then folds the whole log into a state that shares
// nothing with the one before, and readers see that one from then on. What still names something that was erased shows a
// stub, called [Erased].
package graph
