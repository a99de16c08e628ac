import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from "d3-force";
import type { LayoutQuestion, Places } from "./layout";

interface Body extends SimulationNodeDatum {
  id: string;
  claim: boolean;
}

const ticks = 300;

/**
 * Lets the nodes settle by forces, for a fixed number of steps from a start that their ids give: the same question has
 * the same answer, on every machine and every day.
 */
export function settle({ ids, claims, links, known }: LayoutQuestion): Places {
  const bodies: Body[] = ids.map((id, index) => {
    const place = known[id];
    const start = place ?? startOf(id, ids.length);
    const body: Body = { id, claim: claims[index] ?? false, x: start[0], y: start[1] };
    return place ? { ...body, fx: place[0], fy: place[1] } : body;
  });
  const between = links.map(([source, target]) => ({ source, target }));
  forceSimulation(bodies)
    .force("charge", forceManyBody<Body>().strength(-700).theta(1.1).distanceMax(700))
    .force("link", forceLink<Body, (typeof between)[number]>(between).distance(80).strength(0.3))
    .force("x", forceX<Body>(0).strength(0.07))
    .force("y", forceY<Body>(0).strength(0.12))
    .force(
      "room",
      forceCollide<Body>((body) => (body.claim ? 34 : 44)),
    )
    .stop()
    .tick(ticks);
  return Object.fromEntries(bodies.map((body) => [body.id, [round(body.x), round(body.y)]]));
}

/** A place on a disc by the hash of an id (FNV-1a). */
function startOf(id: string, count: number): [number, number] {
  let hash = 2166136261;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 16777619) >>> 0;
  const angle = ((hash & 0xffff) / 0x10000) * 2 * Math.PI;
  const radius = Math.sqrt((hash >>> 16) / 0x10000) * 40 * Math.sqrt(count);
  return [Math.cos(angle) * radius, Math.sin(angle) * radius];
}

function round(x = 0): number {
  return Math.round(x * 100) / 100;
}
