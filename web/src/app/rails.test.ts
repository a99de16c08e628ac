import { describe, expect, test } from "vitest";
import type { Window } from "./claims";
import { columnsOf, domainOf, outside, type RailFacts, stepFrom, stepsOf } from "./rails";

const window = (from: number, to = from): Window => ({ kind: "Action", from, to });
const rail = (windows: Window[], ends: number[] = []): RailFacts => ({ windows, ends, undated: 0 });

describe("the stretch of a rail", () => {
  const story = Array.from({ length: 20 }, (_, i) => window(1_000_000 + i * 10_000));
  test("leaves out a few that lie far away", () => {
    const far = rail([window(0), ...story]);
    const domain = domainOf([far], false);
    expect(domain[0]).toBeGreaterThan(900_000);
    expect(outside(far, domain)).toEqual([1, 0]);
    expect(outside(far, domainOf([far], true))).toEqual([0, 0]);
  });
  test("keeps what is many", () => {
    const halves = rail([...story, ...story.map(({ from }) => window(from + 9_000_000))]);
    expect(outside(halves, domainOf([halves], false))).toEqual([0, 0]);
  });
  test("of nothing is some stretch", () => {
    expect(domainOf([rail([])], false)).toEqual([0, 1]);
  });
});

describe("columns", () => {
  const actions = (windows: Window[]) => columnsOf(rail(windows), [0, 100], 10)[1];
  test("a window stands over all of its time, and two that meet do not overlap", () => {
    expect(actions([window(0, 49), window(50, 99)])).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });
  test("a moment has one column, also at the end", () => {
    expect(actions([window(31), window(100)])).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
  });
  test("what lies outside has none", () => {
    expect(actions([window(-20, -10), window(120)])).toEqual(new Array(10).fill(0));
  });
});

test("steps go from change to change, and end at now", () => {
  const steps = stepsOf(rail([window(5), window(2, 9), window(5)], [7]));
  expect(steps).toEqual([2, 5, 7]);
  expect([null, 7, 5, 1].map((at) => stepFrom(steps, at, 1))).toEqual([null, null, 7, 2]);
  expect([null, 7, 5, 2].map((at) => stepFrom(steps, at, -1))).toEqual([7, 5, 2, null]);
});
