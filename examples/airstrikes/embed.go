// Package airstrikes is the seed story of onrecord: the US airstrikes in Syria of 25 February 2021 as events, one JSON
// object a line. The README, the demo and the tests load it.
//
// The facts come from the public record, in our own words. Of the article behind them only the short quotations are
// kept that are themselves the recorded statements.
package airstrikes

import "embed"

// FS holds the event files at its root. Load them in the order of their names, each file as one append.
//
//go:embed *.jsonl
var FS embed.FS
