import { expect, test } from "vitest";
import type { Edge, Node } from "./picture";
import { common, unfold, without } from "./replaced";

const times = {
  outer: { from: null, to: null },
  inner: null,
  shown: [],
  disputed: [],
  denied: [],
  ended: [],
};
const claim = (id: string, shown: Node["shown"]): Node => ({
  ...times,
  id,
  name: id,
  kind: "ACTION",
  claim: id,
  degree: 0,
  shown,
});
const edge = (id: string, change: Partial<Edge>): Edge => {
  const rest = { type: "RESULTED_IN", label: "resulted in", role: null, hedged: false, lane: 0, lanes: 1 };
  return { ...times, id, claim: id, source: 0, target: 2, ...rest, ...change };
};

// The strike, a first count until 20, and the better count that took its place and was told from 10 on.
const nodes = [
  claim("strike", [{ from: 0, to: null }]),
  claim("first", [{ from: 5, to: 19 }]),
  claim("better", [{ from: 10, to: null }]),
];
const facts = [
  { id: "strike", position: 1, replaces: null },
  { id: "first", position: 2, replaces: null },
  { id: "old", position: 3, replaces: null },
  { id: "better", position: 4, replaces: "first" },
  { id: "new", position: 5, replaces: null },
];

test("what named the old claim leads to it while it stands, and then to what took its place", () => {
  const parts = unfold([edge("old", { shown: [{ from: 5, to: null }] })], nodes, facts);
  expect(parts.map(({ target, shown }) => [nodes[target]?.id, shown])).toEqual([
    ["first", [{ from: 5, to: 19 }]],
    ["better", [{ from: 20, to: null }]],
  ]);
});

test("what has ended is drawn to what it named", () => {
  const ended = [{ from: 20, to: null }];
  const parts = unfold([edge("old", { shown: [{ from: 5, to: 19 }], ended })], nodes, facts);
  expect(parts.map(({ target, ended: over }) => [nodes[target]?.id, over])).toEqual([["first", ended]]);
});

test("what was recorded after the better claim leads to that", () => {
  const whole = edge("new", { shown: [{ from: 10, to: null }] });
  expect(unfold([whole], nodes, facts)).toEqual([whole]);
});

test("spans in common, and apart", () => {
  const [a, b] = [
    [{ from: 0, to: 9 }],
    [
      { from: 3, to: 5 },
      { from: 8, to: null },
    ],
  ];
  expect(common(a, b)).toEqual([
    { from: 3, to: 5 },
    { from: 8, to: 9 },
  ]);
  expect(without(a, b)).toEqual([
    { from: 0, to: 2 },
    { from: 6, to: 7 },
  ]);
  expect(without(a, [{ from: null, to: null }])).toEqual([]);
});
