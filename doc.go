// Package onrecord is the front page of the module; the code is in its folders.
//
// onrecord keeps who said and did what, when, and according to whom, and answers for any past moment. It is an
// append-only log of events, folded into a knowledge graph in memory and asked over GraphQL.
//
// Read the folders in the order of the data:
//
//   - event: what can be recorded, how it is checked and how it is encoded.
//   - eventlog: the append-only log on Badger, a Merkle tree over it.
//   - graph: events folded into claims; a View answers by three clocks and a viewpoint.
//   - recorder: what people hand in, turned into events and appended.
//   - api: the GraphQL schema's resolvers and transports; api/model its types, api/exec what gqlgen generates.
//   - web: the pages a browser opens, built into the binary.
//   - cmd/gqlserver: the program.
//
// examples/airstrikes holds a story to try it with. ARCHITECTURE.md says how the folders work together.
package onrecord
