// Package model is the API's types: each a thin handle on something in a view, whose methods are the fields that
// schema.graphql names.
//
// A [View] is where everything starts; what it hands out stays in that view, so one as-of governs a whole query. Graphs
// know what relates and when; words are read from the log, at the position a thing was recorded, when a field asks for
// them.
package model
