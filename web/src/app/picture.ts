// The picture over all moments, and what of it shows at one of them. Nothing here knows of the screen.

import type { NodeKind, PictureQuery, Role } from "../gql/graphql";
import type { ClaimFacts } from "./claims";
import { parseSpan, type Span, within, withinAny } from "./moment";
import { unfold } from "./replaced";

type Answer = PictureQuery["view"];
type Part = Answer["shown"]["nodes"][number] | Answer["shown"]["edges"][number];

/** How something stands at a moment. What is denied or ended shows only when asked for. */
export enum State {
  Hidden = 0,
  Asserted = 1,
  Disputed = 2,
  Denied = 3,
  Ended = 4,
}

/** When something holds in the world, and when it stands how on the second clock. */
interface Times {
  outer: Span;
  inner: Span | null;
  shown: Span[];
  disputed: Span[];
  denied: Span[];
  ended: Span[];
}

/** An entity, or a claim that is drawn as a node. */
export interface Node extends Times {
  id: string;
  name: string;
  kind: NodeKind;
  claim: string | null;
  degree: number;
}

/** A claim that is drawn as an edge, or a tie of one that is drawn as a node; source and target are places in nodes. */
export interface Edge extends Times {
  id: string;
  claim: string;
  source: number;
  target: number;
  type: string;
  label: string;
  role: Role | null;
  hedged: boolean;
  /** Which of the edges between the same two nodes it is, and of how many. */
  lane: number;
  lanes: number;
}

export interface Picture {
  nodes: Node[];
  edges: Edge[];
  /** Edges of a node, by its place. */
  ties: number[][];
  /** How many there are before the server's cut. */
  totalNodes: number;
  totalEdges: number;
  truncated: boolean;
  position: number;
}

/** The clock that the second rail walks. */
export type Clock = "reported" | "recorded";

/**
 * Makes one picture of the server's four answers: what stands, what was disputed, denied, and what has ended. The claims
 * say what took the place of what.
 */
export function pictureFrom(view: Answer, clock: Clock, claims: ClaimFacts[]): Picture {
  const spans = (part: Pick<Part, Clock>) => part[clock].map(parseSpan);
  const byID = <T extends { id: string }>(list: T[]) => new Map(list.map((part) => [part.id, part]));
  const parts = [view.shown, view.denied, view.ended];
  const nodes = byID(parts.flatMap((graph) => graph.nodes).reverse());
  const edges = byID(parts.flatMap((graph) => graph.edges).reverse());
  const states = (key: "nodes" | "edges") => {
    const [shown, disputed, denied, ended] = [view.shown, view.disputed, view.denied, view.ended].map(
      (graph) => byID<Pick<Part, "id" | Clock>>(graph[key]),
    );
    const of = (map: typeof shown, id: string) => {
      const part = map?.get(id);
      return part ? spans(part) : [];
    };
    return (id: string) => ({
      shown: of(shown, id),
      disputed: of(disputed, id),
      denied: of(denied, id),
      ended: of(ended, id),
    });
  };
  const nodeStates = states("nodes");
  const edgeStates = states("edges");
  const world = (part: Part) => ({
    outer: parseSpan(part.valid.outer),
    inner: part.valid.inner ? parseSpan(part.valid.inner) : null,
  });
  const sorted = [...nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const place = new Map(sorted.map((node, index) => [node.id, index]));
  const drawnNodes: Node[] = sorted.map((node) => ({
    id: node.id,
    name: node.name,
    kind: node.kind,
    claim: node.claim ?? null,
    degree: node.degree,
    ...world(node),
    ...nodeStates(node.id),
  }));
  const told: Edge[] = [...edges.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((edge) => ({
      id: edge.id,
      claim: edge.claim,
      source: place.get(edge.source) ?? -1,
      target: place.get(edge.target) ?? -1,
      type: edge.type,
      label: edge.label,
      role: edge.role ?? null,
      hedged: edge.hedged,
      lane: 0,
      lanes: 1,
      ...world(edge),
      ...edgeStates(edge.id),
    }))
    .filter((edge) => edge.source >= 0 && edge.target >= 0);
  // How a claim stands, its own ties say; the server's node is also there when only something touches it.
  for (const { claim, role, shown, disputed, denied, ended } of told) {
    const own = role && drawnNodes[place.get(claim) ?? -1];
    if (own) Object.assign(own, { shown, disputed, denied, ended });
  }
  const drawn = unfold(told, drawnNodes, claims);
  fanOut(drawn);
  const ties: number[][] = sorted.map(() => []);
  for (const [index, edge] of drawn.entries()) {
    ties[edge.source]?.push(index);
    if (edge.target !== edge.source) ties[edge.target]?.push(index);
  }
  return {
    nodes: drawnNodes,
    edges: drawn,
    ties,
    totalNodes: view.shown.totalNodes,
    totalEdges: view.shown.totalEdges,
    truncated: view.shown.truncated,
    position: view.snapshot.position,
  };
}

/** Gives edges between the same two nodes lanes of their own. */
function fanOut(edges: Edge[]): void {
  const pairs = new Map<string, Edge[]>();
  for (const edge of edges) {
    const pair = [edge.source, edge.target].sort((a, b) => a - b).join();
    pairs.set(pair, [...(pairs.get(pair) ?? []), edge]);
  }
  for (const together of pairs.values()) {
    for (const [lane, edge] of together.entries()) Object.assign(edge, { lane, lanes: together.length });
  }
}

/** What is looked at: a moment of each clock, null being no limit, and what is left out. */
export interface Lens {
  at: number | null;
  by: number | null;
  /** Show what held at any time up to the moment, also what no longer does. */
  upTo: boolean;
  /** Show also what was denied and what has ended. */
  also: boolean;
  hiddenKinds: ReadonlySet<string>;
  hiddenTypes: ReadonlySet<string>;
}

/** What shows: a State for each node and edge, and whether it only may hold at the moment. */
export interface Scene {
  nodes: Uint8Array;
  edges: Uint8Array;
  perhaps: Uint8Array;
  nodeCount: number;
  edgeCount: number;
}

/** How something stands under a lens. */
export function stateOf(times: Times, lens: Lens): State {
  const outer = lens.upTo ? { from: times.outer.from, to: null } : times.outer;
  if (!within(outer, lens.at)) return State.Hidden;
  if (withinAny(times.disputed, lens.by)) return State.Disputed;
  if (withinAny(times.shown, lens.by)) return State.Asserted;
  if (!lens.also) return State.Hidden;
  if (withinAny(times.denied, lens.by)) return State.Denied;
  return withinAny(times.ended, lens.by) ? State.Ended : State.Hidden;
}

/** Whether something only may hold at the lens's moment: its date does not say for sure. */
function onlyPerhaps(times: Times, lens: Lens): boolean {
  if (lens.at === null || !times.inner) return lens.at !== null;
  return !within(lens.upTo ? { from: times.inner.from, to: null } : times.inner, lens.at);
}

/** What of a picture shows under a lens: the same as the server answers for its moments. */
export function sceneOf(picture: Picture, lens: Lens): Scene {
  const scene: Scene = {
    nodes: new Uint8Array(picture.nodes.length),
    edges: new Uint8Array(picture.edges.length),
    perhaps: new Uint8Array(picture.edges.length),
    nodeCount: 0,
    edgeCount: 0,
  };
  const kept = picture.nodes.map((node) => !lens.hiddenKinds.has(node.kind));
  for (const [index, edge] of picture.edges.entries()) {
    if (!kept[edge.source] || !kept[edge.target] || lens.hiddenTypes.has(edge.type)) continue;
    const state = stateOf(edge, lens);
    if (state === State.Hidden) continue;
    scene.edges[index] = state;
    scene.perhaps[index] = onlyPerhaps(edge, lens) ? 1 : 0;
    scene.edgeCount++;
    for (const end of [edge.source, edge.target]) {
      scene.nodes[end] = better(scene.nodes[end] ?? 0, state);
    }
  }
  for (const [index, node] of picture.nodes.entries()) {
    if (!kept[index]) continue;
    if (node.claim && !typeHidden(picture, index, lens)) {
      // A claim stands for itself. Where only what is said of it stands, it shows too, as what it has come to.
      const own = stateOf(node, scene.nodes[index] ? { ...lens, also: true } : lens);
      scene.nodes[index] = own || ((scene.nodes[index] ?? 0) && State.Ended);
    }
    if (scene.nodes[index]) scene.nodeCount++;
  }
  return scene;
}

/** A node is drawn as the best of its edges. */
function better(a: number, b: number): number {
  return a === 0 ? b : Math.min(a, b);
}

/** Whether the type of the claim that a node is, known from its own ties, is filtered out. */
function typeHidden(picture: Picture, index: number, lens: Lens): boolean {
  if (lens.hiddenTypes.size === 0) return false;
  const claim = picture.nodes[index]?.claim;
  const own = picture.ties[index]?.map((tie) => picture.edges[tie]).find((edge) => edge?.claim === claim);
  return own !== undefined && lens.hiddenTypes.has(own.type);
}
