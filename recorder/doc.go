// Package recorder turns what people hand in into events of the log.
//
// A [Draft] is one event as people write it: names of things for references, dates as EDTF, words for vocabularies. A
// [Recorder] looks the names up in the graph, works out what follows from them (the window in which something was told,
// the sources that a report matches), checks every rule that needs the log, and appends the batch as one unit. Everything
// wrong with a batch is told at once, each with the path of its field; nothing of it is recorded then. What looks odd but
// may be meant is a warning.
//
// # Ids
//
// Every draft may choose its ids; what it leaves out is made up. The ids of an event's parts are derived from the event's
// own, so a client that chooses the event's id can repeat the whole batch and gets the first receipt again. The ids are:
//
//   - entity, document, identity, assessment: id is the event's; an entity or a document takes it as its own, unless
//     the draft describes an entity of the log anew.
//   - statement, action, relation: id is the event's and the claim's; report.id, inside it, is the first report's.
//   - report, standing alone: id is the report's and the event's too.
//   - correction: id is the event's and names both halves; endId is the ending half's; the id of the draft inside it is
//     the better claim's, and that draft's report.id the report's.
//   - retraction: id is the event's; the ids of its ends are derived.
//
// # Repetition
//
// A batch of which the log holds every event is looked up as of the position before it, so that it comes out as it did
// the first time, however much was recorded since. The log compares it with what it holds; of an erased event that is its
// id and type. A batch that names what was erased since cannot be looked up any more, and is refused.
//
// # Erasure
//
// An [Erasure] takes the payload of an event away, by law and for ever. A dry run folds the log without the event and says
// what that changes.
package recorder
