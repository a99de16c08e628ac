// Package backup keeps copies of a log outside of it.
//
// A [Segment] is a stretch of a log: its records after one position, up to a checkpoint that the log signed. It carries
// what proves that it is whole and goes on from what came before, so that it can be checked where it arrives, without the
// log. [Cut] takes one from a log, [Segment.Write] and [Read] send it over a wire or keep it in a file.
//
// A [Directory] is a backup: segments that follow each other from the first event on. [Directory.Add] adds what is new, as
// a whole or not at all, and refuses what did not grow from what it holds. [Directory.Records] gives everything back, for
// [eventlog.Restore].
//
// What the law says must go must go here too: a segment that says that the payload of an earlier event was erased takes
// that payload out of the older segments.
package backup
