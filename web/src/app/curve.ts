// The way of an edge over the screen: a quadratic curve from rim to rim, each of parallel edges on its own.

import { onScreen, radiusOf, type Sight } from "./drawing";

/** A quadratic curve: its ends and its control point. */
export interface Curve {
  x0: number;
  y0: number;
  cx: number;
  cy: number;
  x1: number;
  y1: number;
}

/** The curve of an edge; null when its nodes lie on each other. */
export function curveOf(sight: Sight, index: number): Curve | null {
  const edge = sight.picture.edges[index];
  if (!edge) return null;
  const [ax, ay] = onScreen(sight, edge.source);
  const [bx, by] = onScreen(sight, edge.target);
  const length = Math.hypot(bx - ax, by - ay);
  if (length < 1) return null;
  // Parallel edges bend away from each other, whichever way they lead.
  const way = edge.source < edge.target ? 1 : -1;
  const bend = (edge.lane - (edge.lanes - 1) / 2) * Math.min(34, length * 0.3) * way + length * 0.06 * way;
  const cx = (ax + bx) / 2 - ((by - ay) / length) * bend;
  const cy = (ay + by) / 2 + ((bx - ax) / length) * bend;
  const start = towards(ax, ay, cx, cy, radiusOf(sight, edge.source) + 1);
  const end = towards(bx, by, cx, cy, radiusOf(sight, edge.target) + 3);
  return { x0: start[0], y0: start[1], cx, cy, x1: end[0], y1: end[1] };
}

function towards(x: number, y: number, tx: number, ty: number, by: number): [number, number] {
  const length = Math.hypot(tx - x, ty - y) || 1;
  return [x + ((tx - x) / length) * by, y + ((ty - y) / length) * by];
}

/** The point of a curve at t, from 0 to 1. */
export function pointOn({ x0, y0, cx, cy, x1, y1 }: Curve, t: number): [number, number] {
  const s = 1 - t;
  return [s * s * x0 + 2 * s * t * cx + t * t * x1, s * s * y0 + 2 * s * t * cy + t * t * y1];
}

/** What lies at a point of the screen: the id of a node, or of the claim of an edge. */
export function hit(sight: Sight, x: number, y: number): string | null {
  let best: string | null = null;
  let nearest = 0;
  for (const [index, node] of sight.picture.nodes.entries()) {
    if (!sight.scene.nodes[index]) continue;
    const [nx, ny] = onScreen(sight, index);
    const gap = Math.hypot(nx - x, ny - y) - radiusOf(sight, index) - 5;
    if (gap < nearest) [best, nearest] = [node.id, gap];
  }
  if (best !== null) return best;
  nearest = 7;
  for (const [index, edge] of sight.picture.edges.entries()) {
    if (!sight.scene.edges[index]) continue;
    const curve = curveOf(sight, index);
    if (!curve) continue;
    for (let t = 0.05; t < 1; t += 0.075) {
      const [px, py] = pointOn(curve, t);
      const gap = Math.hypot(px - x, py - y);
      if (gap < nearest) [best, nearest] = [edge.claim, gap];
    }
  }
  return best;
}
