// Edges to claims that were replaced. The server draws a tie that names a replaced claim to what stands in its place at the
// end; before that it led to the old claim. So each such edge is drawn as several, one after the other in time.

import type { ClaimFacts } from "./claims";
import type { Span } from "./moment";
import type { Edge, Node } from "./picture";

type Facts = Pick<ClaimFacts, "id" | "position" | "replaces">;

/** The edges with each that leads to a replacement cut up by what it named when. */
export function unfold(edges: Edge[], nodes: Node[], claims: Facts[]): Edge[] {
  const facts = new Map(claims.map((claim) => [claim.id, claim]));
  const place = new Map(nodes.map((node, index) => [node.id, index]));
  return edges.flatMap((edge) =>
    (["source", "target"] as const).reduce(
      (parts, end) => parts.flatMap((part) => unfoldEnd(part, end, nodes, facts, place)),
      [edge],
    ),
  );
}

function unfoldEnd(
  edge: Edge,
  end: "source" | "target",
  nodes: Node[],
  facts: Map<string, Facts>,
  place: Map<string, number>,
): Edge[] {
  const last = nodes[edge[end]];
  const position = facts.get(edge.claim)?.position ?? Number.POSITIVE_INFINITY;
  if (!last?.claim || last.claim === edge.claim) return [edge];
  // Back to what the claim can have named: nothing that was recorded after it.
  const older: Node[] = [];
  for (let claim = facts.get(last.claim); claim?.replaces && claim.position > position; ) {
    claim = facts.get(claim.replaces);
    const node = nodes[place.get(claim?.id ?? "") ?? -1];
    if (node) older.unshift(node);
  }
  const [first] = older;
  if (!first) return [edge];
  const parts: Edge[] = [];
  let rest = edge;
  for (const node of older) {
    parts.push({
      ...rest,
      [end]: place.get(node.id),
      shown: common(rest.shown, node.shown),
      disputed: common(rest.disputed, node.shown),
    });
    rest = {
      ...rest,
      shown: without(rest.shown, node.shown),
      disputed: without(rest.disputed, node.shown),
      denied: [],
      ended: [],
    };
  }
  return [...parts, rest].filter((part) => part.shown.length + part.denied.length + part.ended.length > 0);
}

const low = (at: number | null) => at ?? Number.NEGATIVE_INFINITY;
const high = (at: number | null) => at ?? Number.POSITIVE_INFINITY;
const bound = (at: number) => (Number.isFinite(at) ? at : null);

/** What lies in both of two lists of spans. */
export function common(a: Span[], b: Span[]): Span[] {
  return a.flatMap((x) =>
    b.flatMap((y) => {
      const [from, to] = [Math.max(low(x.from), low(y.from)), Math.min(high(x.to), high(y.to))];
      return from <= to ? [{ from: bound(from), to: bound(to) }] : [];
    }),
  );
}

/** What lies in the first list of spans, and not in the second. */
export function without(a: Span[], b: Span[]): Span[] {
  return b.reduce<Span[]>(
    (left, { from, to }) =>
      left.flatMap((span) => [
        ...(from === null ? [] : common([span], [{ from: null, to: from - 1 }])),
        ...(to === null ? [] : common([span], [{ from: to + 1, to: null }])),
      ]),
    a,
  );
}
