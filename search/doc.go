// Package search finds texts and names by their words, under any view of the graph.
//
// An [Index] is one more projection of the log, beside the graph. Each event gives the texts it brings: what an entity is
// called and described as, a document's title and text, the words of a claim, the excerpts of a report. Texts are numbered
// in the order of the log, and every list of the index is ascending, so that what was recorded by a position is the
// beginning of each list. What else a view limits is for the view to say: every text found is put before it, and the index
// has no rule of its own.
//
// The index holds words and not texts; those stay in the log, and are read when a [Snippet] is wanted.
//
// The languages that are read word by word have a stemmer each; see language.go. A query is in no language: it is read in
// all of them, and a text is found by what the query says in the language of the text.
package search
