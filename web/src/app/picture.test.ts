import { describe, expect, test } from "vitest";
import type { PictureQuery } from "../gql/graphql";
import { type Lens, pictureFrom, type Scene, State, sceneOf } from "./picture";

type Answer = PictureQuery["view"];
type WireNode = Answer["shown"]["nodes"][number];
type WireEdge = Answer["shown"]["edges"][number];

const day = (n: number, time = "00:00:00") => `2021-02-${String(n).padStart(2, "0")}T${time}Z`;
const micros = (n: number) => Date.parse(day(n)) * 1000;
const always = { outer: { from: null, to: null }, inner: null };
const open = [{ from: null, to: null }];

function node(id: string, change: Partial<WireNode> = {}): WireNode {
  return {
    id,
    name: id,
    kind: "PERSON",
    claim: null,
    degree: 1,
    valid: always,
    reported: open,
    recorded: open,
    ...change,
  };
}

function edge(id: string, source: string, target: string, change: Partial<WireEdge> = {}): WireEdge {
  const rest = { type: "ALLIED_WITH", label: "allied with", role: null, hedged: false, valid: always };
  return { id, claim: id, source, target, ...rest, reported: open, recorded: open, ...change };
}

function answer(change: Partial<Answer>): Answer {
  const none = { nodes: [], edges: [] };
  return {
    snapshot: { position: 9 },
    shown: { ...none, totalNodes: 0, totalEdges: 0, truncated: false },
    disputed: none,
    denied: none,
    ended: none,
    ...change,
  };
}

const shown = (nodes: WireNode[], edges: WireEdge[]) => ({
  nodes,
  edges,
  totalNodes: nodes.length,
  totalEdges: edges.length,
  truncated: false,
});

const lens: Lens = {
  at: null,
  by: null,
  upTo: false,
  also: false,
  hiddenKinds: new Set(),
  hiddenTypes: new Set(),
};

function look(given: Partial<Answer>, change: Partial<Lens> = {}) {
  const picture = pictureFrom(answer(given), "reported", []);
  const scene: Scene = sceneOf(picture, { ...lens, ...change });
  const states = (parts: { id: string }[], of: Uint8Array) =>
    Object.fromEntries(parts.map(({ id }, index) => [id, of[index]]).filter(([, state]) => state));
  return {
    picture,
    scene,
    nodes: states(picture.nodes, scene.nodes),
    edges: states(picture.edges, scene.edges),
  };
}

describe("an edge over time", () => {
  const valid = { outer: { from: day(10), to: day(20) }, inner: { from: day(12), to: day(18) } };
  const given = {
    shown: shown(
      [node("a"), node("b")],
      [edge("e", "a", "b", { valid, reported: [{ from: day(11), to: null }] })],
    ),
  };

  test("shows when both clocks have it, and its ends with it", () => {
    expect(look(given, { at: micros(9), by: null }).edges).toEqual({});
    expect(look(given, { at: micros(10), by: micros(10) }).edges).toEqual({});
    expect(look(given, { at: micros(10), by: micros(11) }).edges).toEqual({ e: State.Asserted });
    expect(look(given, { at: micros(21) }).nodes).toEqual({});
    expect(look(given, { at: micros(15) }).nodes).toEqual({ a: State.Asserted, b: State.Asserted });
  });

  test("may hold where it does not surely hold", () => {
    const perhaps = (at: number | null) => look(given, { at }).scene.perhaps[0];
    expect([micros(11), micros(15), micros(19), null].map(perhaps)).toEqual([1, 0, 1, 0]);
  });

  test("stays when what is over is kept", () => {
    expect(look(given, { at: micros(25), upTo: true }).edges).toEqual({ e: State.Asserted });
    expect(look(given, { at: micros(9), upTo: true }).edges).toEqual({});
  });

  test("goes with its type, or the kind of an end", () => {
    expect(look(given, { hiddenTypes: new Set(["ALLIED_WITH"]) }).nodes).toEqual({});
    expect(look(given, { hiddenKinds: new Set(["PERSON"]) }).edges).toEqual({});
  });
});

describe("how a claim stands", () => {
  const span = (from: number, to: number | null) => [
    { from: day(from), to: to === null ? null : day(to, "23:59:59.999999") },
  ];
  const e = (reported: WireEdge["reported"]) => edge("e", "a", "b", { reported });
  const nodes = [node("a"), node("b")];
  const given = {
    shown: shown(nodes, [e(span(10, 19))]),
    disputed: { nodes: [], edges: [e(span(12, 14))] },
    denied: { nodes, edges: [e(span(20, 22))] },
    ended: { nodes, edges: [e(span(23, null))] },
  };
  const at = (by: number | null, also: boolean) => look(given, { by, also }).edges.e ?? State.Hidden;

  test("changes with what is reported", () => {
    expect([9, 11, 13, 16, 21, 24].map((n) => at(micros(n), true))).toEqual([
      State.Hidden,
      State.Asserted,
      State.Disputed,
      State.Asserted,
      State.Denied,
      State.Ended,
    ]);
  });

  test("is not drawn once denied or withdrawn, unless asked for", () => {
    expect([21, 24].map((n) => at(micros(n), false))).toEqual([State.Hidden, State.Hidden]);
    expect([at(null, false), at(null, true)]).toEqual([State.Hidden, State.Ended]);
  });
});

describe("a claim that is a node", () => {
  const claim = node("c", { kind: "ACTION", claim: "c", reported: [{ from: day(10), to: day(12) }] });
  const tie = edge("c.1", "c", "a", { claim: "c", role: "ACTOR", type: "ASSAULT", reported: claim.reported });

  test("shows by itself without any edge", () => {
    const alone = { shown: shown([claim], []) };
    expect(look(alone, { by: micros(11) }).nodes).toEqual({ c: State.Asserted });
    expect(look(alone, { by: micros(13) }).nodes).toEqual({});
  });

  test("shows as what it came to while something is said of it", () => {
    const said = edge("s", "b", "c", { claim: "s", type: "STATE" });
    const given = {
      shown: shown([claim, node("a"), node("b")], [tie, said]),
      denied: { nodes: [claim], edges: [{ ...tie, reported: [{ from: day(13), to: null }] }] },
    };
    expect(look(given, { by: micros(20) }).nodes).toEqual({ b: State.Asserted, c: State.Denied });
  });

  test("is not disputed because something that touches it is", () => {
    const about = edge("r.1", "r", "c", { claim: "r", role: "OBJECT", type: "CONTRIBUTED_TO" });
    const given = {
      shown: shown([claim, node("a"), node("r", { kind: "RELATION", claim: "r" })], [tie, about]),
      disputed: { nodes: [claim], edges: [about] },
    };
    expect(look(given, { by: micros(11) }).nodes).toEqual({
      a: State.Asserted,
      c: State.Asserted,
      r: State.Disputed,
    });
  });

  test("goes when the type of its own ties does", () => {
    const given = { shown: shown([claim, node("a")], [tie]) };
    expect(look(given, { by: micros(11), hiddenTypes: new Set(["ASSAULT"]) }).nodes).toEqual({});
  });
});

test("parallel edges get lanes of their own", () => {
  const edges = [edge("e", "a", "b"), edge("f", "b", "a"), edge("g", "a", "b")];
  const { picture } = look({ shown: shown([node("a"), node("b")], edges) });
  expect(picture.edges.map(({ lane, lanes }) => [lane, lanes])).toEqual([
    [0, 3],
    [1, 3],
    [2, 3],
  ]);
});
