// Package api serves the graph over GraphQL: the roots of schema.graphql, how errors look, and the transports.
//
// [NewHandler] is where to start; [NewTiles] serves the log to the tools of transparency logs. What the fields below the
// roots answer is in package model; generated code is in package exec.
package api
