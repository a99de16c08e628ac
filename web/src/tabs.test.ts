import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { buildSchema, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { readyTabs, tabFromLink } from "./tabs";

// SCHEMA names another file than the project's own contract.
const schemaFile = process.env.SCHEMA ?? resolve(import.meta.dirname, "../../schema.graphql");
const schema = buildSchema(readFileSync(schemaFile, "utf8"));

describe("ready queries", () => {
  test.each(
    readyTabs.map(({ query }) => [/(?:query|subscription) (\w+)/.exec(query)?.[1] ?? "unnamed", query]),
  )("%s is what the schema answers", (_name, query) => {
    expect(validate(schema, parse(query)).map((error) => error.message)).toEqual([]);
  });

  test.each(readyTabs.map(({ query }) => [query.split("\n")[0], query]))(
    "%s: says what it asks",
    (first, query) => {
      expect(first).toMatch(/^# .{20,}/);
      expect(query).toMatch(/^# .*Notice/m);
    },
  );
});

describe("a link", () => {
  test("carries a query", () => {
    expect(tabFromLink("?query=%7B%20view%20%7B%20snapshot%20%7B%20root%20%7D%20%7D%20%7D")).toEqual({
      query: "{ view { snapshot { root } } }",
    });
  });

  test("carries variables too", () => {
    const params = new URLSearchParams({ query: "query A($b: ID!) { c(d: $b) }", variables: '{"b": "ü&="}' });
    expect(tabFromLink(`?${params}`)).toEqual({
      query: "query A($b: ID!) { c(d: $b) }",
      variables: '{"b": "ü&="}',
    });
  });

  test.each(["", "?", "?query=", "?query=%20", "?variables=%7B%7D", "?other=1"])(
    "%j opens no tab",
    (search) => {
      expect(tabFromLink(search)).toBeUndefined();
    },
  );
});
