// Draws a scene on a canvas. It knows no React and keeps nothing but the outlines of the shapes.

import type { Camera } from "./camera";
import { curveOf, pointOn } from "./curve";
import { drawLabels } from "./labels";
import type { Places } from "./layout";
import { type Picture, type Scene, State } from "./picture";
import { looks, type Tone } from "./shapes";

/** How everybody who affirms a claim puts it. */
export type Manner = "plain" | "hedged" | "inferred";

/** Colours and fonts, from the style sheet. */
export interface Theme {
  paper: string;
  ink: string;
  muted: string;
  line: string;
  accent: string;
  sans: string;
  tones: Record<Tone, string>;
}

/** All that a drawing needs. */
export interface Sight {
  picture: Picture;
  scene: Scene;
  places: Places;
  camera: Camera;
  theme: Theme;
  width: number;
  height: number;
  selected: string | null;
  hovered: string | null;
  mannerOf: (claim: string) => Manner;
}

const dashes: Record<Manner, number[]> = { plain: [], hedged: [7, 5], inferred: [1.5, 4.5] };
const outlines = new Map<string, Path2D>();

/** The radius of a node on the screen, in CSS pixels. It grows with its edges, and a little with the zoom. */
export function radiusOf(sight: Pick<Sight, "picture" | "camera">, index: number): number {
  const node = sight.picture.nodes[index];
  const zoom = Math.min(1.5, Math.max(0.62, sight.camera.scale ** 0.5));
  return ((node?.claim ? 5.5 : 6.5) + 1.3 * Math.sqrt(Math.min(node?.degree ?? 0, 60))) * zoom;
}

/** Where a node is on the screen. */
export function onScreen({ picture, places, camera }: Sight, index: number): [number, number] {
  const [x, y] = places[picture.nodes[index]?.id ?? ""] ?? [0, 0];
  return [x * camera.scale + camera.x, y * camera.scale + camera.y];
}

/** The node and claim that are selected, with what touches them; null when nothing is. */
function lit({ picture, scene, selected, hovered }: Sight) {
  const chosen = hovered ?? selected;
  if (chosen === null) return null;
  const nodes = new Set<number>();
  const edges = new Set<number>();
  for (const [index, edge] of picture.edges.entries()) {
    if (!scene.edges[index]) continue;
    const ends = [picture.nodes[edge.source]?.id, picture.nodes[edge.target]?.id];
    if (edge.claim !== chosen && !ends.includes(chosen)) continue;
    edges.add(index);
    nodes.add(edge.source).add(edge.target);
  }
  const own = picture.nodes.findIndex((node) => node.id === chosen);
  if (own >= 0 && scene.nodes[own]) nodes.add(own);
  return nodes.size > 0 ? { nodes, edges } : null;
}

/** Draws everything anew. */
export function draw(context: CanvasRenderingContext2D, sight: Sight): void {
  const ratio = context.canvas.width / sight.width;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, sight.width, sight.height);
  const light = lit(sight);
  drawEdges(context, sight, light?.edges ?? null);
  for (const index of sight.picture.nodes.keys()) {
    if (sight.scene.nodes[index]) drawNode(context, sight, index, light !== null && !light.nodes.has(index));
  }
  drawLabels(context, sight, light);
}

function drawEdges(context: CanvasRenderingContext2D, sight: Sight, light: Set<number> | null): void {
  const { picture, scene, theme, selected } = sight;
  for (const [index, edge] of picture.edges.entries()) {
    const state = scene.edges[index];
    if (!state) continue;
    const curve = curveOf(sight, index);
    if (!curve) continue;
    const faint = light !== null && !light.has(index);
    const own = edge.role === null;
    const bright = light?.has(index) || edge.claim === selected;
    context.globalAlpha = faint ? 0.16 : 1;
    context.strokeStyle = bright ? theme.ink : own ? theme.muted : theme.line;
    context.fillStyle = context.strokeStyle;
    context.lineWidth = (own ? 1.5 : 1.1) * (bright ? 1.35 : 1) * (scene.perhaps[index] ? 0.6 : 1);
    context.setLineDash(dashes[sight.mannerOf(edge.claim)]);
    context.lineCap = sight.mannerOf(edge.claim) === "inferred" ? "round" : "butt";
    context.beginPath();
    context.moveTo(curve.x0, curve.y0);
    context.quadraticCurveTo(curve.cx, curve.cy, curve.x1, curve.y1);
    context.stroke();
    context.setLineDash([]);
    arrow(context, curve.x1, curve.y1, Math.atan2(curve.y1 - curve.cy, curve.x1 - curve.cx), own ? 7 : 5);
    if (own && state !== State.Asserted) sign(context, theme, ...pointOn(curve, 0.5), state, 6.5);
  }
  context.globalAlpha = 1;
}

function arrow(context: CanvasRenderingContext2D, x: number, y: number, angle: number, size: number): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - size * Math.cos(angle - 0.42), y - size * Math.sin(angle - 0.42));
  context.lineTo(x - size * Math.cos(angle + 0.42), y - size * Math.sin(angle + 0.42));
  context.fill();
}

/** What tells a state apart without colour: "!" disputed, a bar denied, a cross withdrawn. */
function sign(
  context: CanvasRenderingContext2D,
  theme: Theme,
  x: number,
  y: number,
  state: number,
  size: number,
): void {
  context.fillStyle = theme.paper;
  context.strokeStyle = theme.accent;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y, size, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  context.beginPath();
  const reach = size * 0.48;
  if (state === State.Disputed) {
    context.moveTo(x, y - reach * 1.1);
    context.lineTo(x, y + reach * 0.2);
    context.moveTo(x, y + reach * 0.95);
    context.lineTo(x, y + reach * 1.15);
  } else if (state === State.Denied) {
    context.moveTo(x - reach, y);
    context.lineTo(x + reach, y);
  } else {
    context.moveTo(x - reach, y - reach);
    context.lineTo(x + reach, y + reach);
    context.moveTo(x + reach, y - reach);
    context.lineTo(x - reach, y + reach);
  }
  context.stroke();
}

function drawNode(context: CanvasRenderingContext2D, sight: Sight, index: number, faint: boolean): void {
  const node = sight.picture.nodes[index];
  if (!node) return;
  const { theme } = sight;
  const state = sight.scene.nodes[index] ?? 0;
  const look = looks[node.kind];
  const manner = node.claim ? sight.mannerOf(node.claim) : "plain";
  const radius = radiusOf(sight, index);
  const [x, y] = onScreen(sight, index);
  const solid = state <= State.Disputed && manner === "plain" && node.kind !== "ANONYMOUS_SOURCE";
  const outline = outlines.get(look.outline) ?? new Path2D(look.outline);
  outlines.set(look.outline, outline);
  context.save();
  context.globalAlpha = faint ? 0.22 : 1;
  context.translate(x, y);
  if (node.id === sight.selected || node.id === sight.hovered) {
    context.strokeStyle = theme.accent;
    context.lineWidth = 2.5;
    context.beginPath();
    context.arc(0, 0, radius + 5.5, 0, 2 * Math.PI);
    context.stroke();
  }
  context.save();
  context.scale(radius, radius);
  context.fillStyle = solid ? theme.tones[look.tone] : theme.paper;
  context.strokeStyle = solid ? theme.paper : theme.tones[look.tone];
  context.lineWidth = (solid ? 1.2 : 1.9) / radius;
  if (!solid && manner !== "plain") context.setLineDash(dashes[manner].map((part) => (part * 0.55) / radius));
  context.fill(outline);
  context.stroke(outline);
  context.restore();
  if (look.sign) {
    context.fillStyle = solid ? theme.paper : theme.tones[look.tone];
    context.font = `700 ${Math.round(radius * 1.3)}px ${theme.sans}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(look.sign, 0, radius * 0.08);
  }
  if (node.claim && state !== State.Asserted) sign(context, theme, radius * 0.95, -radius * 0.95, state, 6);
  context.restore();
}
