// What holds for schema.graphql: the rules that graphql-eslint recommends for schemas and those for Relay, but for what is
// named below. It stands apart from the pages, which are installed without it.

import graphql from "@graphql-eslint/eslint-plugin";

const parts = `
  View Snapshot Graph Path Step HistogramBucket Figure Contradiction Affected Changes Source
  When Span Spans Quantity Excerpt Identifier PageInfo Receipt RecordError Erasure ErasureEffect
  Checkpoint InclusionProof GrowthProof Snippet TextRange
`.match(/\w+/g);

export default [
  {
    files: ["schema.graphql"],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: "schema.graphql" } },
    },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      ...graphql.configs["flat/schema-recommended"].rules,
      ...graphql.configs["flat/schema-relay"].rules,
      // A description of one line stands in quotes, which is what nearly all are.
      "@graphql-eslint/description-style": "off",
      // The log is read forward: after a position, in the order in which it grows. api/contract_test.go holds every other
      // connection to both directions.
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
      // Lists that are short, such as the reports of a claim, are plain lists; so are the nodes beside the edges.
      "@graphql-eslint/relay-edge-types": [
        "error",
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
      // An id names a thing of the log for ever. Parts of an answer, and values, have none.
      "@graphql-eslint/strict-id-in-types": [
        "error",
        {
          exceptions: {
            suffixes: ["Connection", "Edge", "Payload"],
            types: parts,
          },
        },
      ],
    },
  },
];
