import { expect, test } from "vitest";
import { settle } from "./settle";

const ids = ["a", "b", "c", "d"];
const claims = [false, true, false, false];
const links: [number, number][] = [
  [0, 1],
  [1, 2],
];

test("the same question has the same answer", () => {
  expect(settle({ ids, claims, links, known: {} })).toEqual(settle({ ids, claims, links, known: {} }));
});

test("what has a place keeps it, and what comes finds one", () => {
  const known = settle({ ids, claims, links, known: {} });
  const grown = settle({ ids: [...ids, "e"], claims: [...claims, false], links: [...links, [2, 4]], known });
  for (const id of ids) expect(grown[id]).toEqual(known[id]);
  expect(grown.e?.every(Number.isFinite)).toBe(true);
});
