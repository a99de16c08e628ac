// Labels of nodes and edges: the more important first, and none over another.

import { curveOf, pointOn } from "./curve";
import { onScreen, radiusOf, type Sight } from "./drawing";
import type { Node } from "./picture";
import { roleNames } from "./words";

/** For how many nodes a place for a label is sought at most. */
const most = 200;

type Box = [left: number, top: number, right: number, bottom: number];

/** What to write beside a node. Who speaks or acts in a claim is drawn already. */
export function labelOf(node: Node): string {
  if (!node.claim || node.kind === "RELATION") return node.name;
  const colon = node.name.indexOf(": ");
  return colon < 0 ? node.name : node.name.slice(colon + 2);
}

/** Breaks a text into at most two lines of about so many letters; what does not fit ends in "…". */
export function wrap(text: string, letters: number): string[] {
  const lines: string[] = [""];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= letters) lines[lines.length - 1] = `${line} ${word}`;
    else if (lines.length < 2) lines.push(word);
    else {
      lines[1] = `${line.replace(/[\s.,;:…]+$/, "")}…`;
      break;
    }
  }
  return lines;
}

/** Draws the labels of a scene; light is what stands out, and is always written. */
export function drawLabels(
  context: CanvasRenderingContext2D,
  sight: Sight,
  light: { nodes: Set<number>; edges: Set<number> } | null,
): void {
  const { picture, scene, theme, camera } = sight;
  // The buttons for zooming lie in the lower right corner.
  const taken: Box[] = [[sight.width - 50, sight.height - 126, sight.width, sight.height]];
  const shown = [...picture.nodes.keys()].filter((index) => scene.nodes[index]);
  for (const index of shown) {
    if (light && !light.nodes.has(index)) continue;
    const [x, y] = onScreen(sight, index);
    const radius = radiusOf(sight, index);
    taken.push([x - radius, y - radius, x + radius, y + radius]);
  }
  const rank = (index: number) => {
    const node = picture.nodes[index];
    if (!node) return 0;
    if (node.id === sight.hovered || node.id === sight.selected) return 1e6;
    return (light?.nodes.has(index) ? 1e4 : 0) + (node.claim ? 0 : 20) + node.degree;
  };
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  for (const index of shown.sort((a, b) => rank(b) - rank(a)).slice(0, most)) {
    const node = picture.nodes[index];
    if (!node || (light && !light.nodes.has(index))) continue;
    const chief = rank(index) >= 1e6;
    const size = node.claim ? 11 : 12.5;
    context.font = `${node.claim ? 400 : 600} ${size}px ${theme.sans}`;
    const [x, y] = onScreen(sight, index);
    const radius = radiusOf(sight, index);
    // First the best shape at the best side; a narrower one when there is no room.
    const shapes = chief ? [36] : node.claim ? [24, 16] : [20, 12];
    let best: { lines: string[]; cx: number; top: number; width: number } | undefined;
    for (const letters of shapes) {
      const lines = wrap(labelOf(node), letters);
      const width = Math.max(...lines.map((line) => context.measureText(line).width));
      const height = lines.length * (size + 2);
      const spots = spotsAround(x, y, radius, width, height);
      const spot = spots.find(([cx, top]) => isFree(taken, boxAt(cx, top, width, height), sight));
      if (spot || chief) {
        const [cx, top] = spot ?? (spots[0] as [number, number]);
        best = { lines, cx, top, width };
        break;
      }
    }
    if (!best) continue;
    const { lines, cx, top, width } = best;
    const height = lines.length * (size + 2);
    taken.push(boxAt(cx, top, width, height));
    write(context, sight, lines, cx, top, size + 2, node.claim ? theme.muted : theme.ink);
  }
  const ties = light ? [...light.edges] : camera.scale > 0.75 ? [...picture.edges.keys()] : [];
  context.font = `italic 400 10.5px ${theme.sans}`;
  for (const index of ties) {
    const edge = picture.edges[index];
    if (!edge || !scene.edges[index] || (!light && edge.role !== null)) continue;
    const curve = curveOf(sight, index);
    if (!curve) continue;
    const text = edge.role ? roleNames[edge.role] : edge.label;
    const [x, y] = pointOn(curve, scene.edges[index] === 1 ? 0.5 : 0.68);
    const width = context.measureText(text).width;
    const box = boxAt(x, y - 6, width, 12);
    if (!isFree(taken, box, sight)) continue;
    taken.push(box);
    write(context, sight, [text], x, y - 6, 12, light ? theme.ink : theme.muted);
  }
}

/** Places for a label of a size around a node, the best first: the middle of its upper edge. */
function spotsAround(
  x: number,
  y: number,
  radius: number,
  width: number,
  height: number,
): [cx: number, top: number][] {
  const aside = radius + 6 + width / 2;
  const slant = radius * 0.6 + 4 + width / 2;
  return [
    [x, y + radius + 4],
    [x, y - radius - 4 - height],
    [x + aside, y - height / 2],
    [x - aside, y - height / 2],
    [x + slant, y + radius * 0.5 + 2],
    [x - slant, y + radius * 0.5 + 2],
    [x + slant, y - radius * 0.5 - 2 - height],
    [x - slant, y - radius * 0.5 - 2 - height],
  ];
}

function boxAt(cx: number, top: number, width: number, height: number): Box {
  return [cx - width / 2 - 2, top - 1, cx + width / 2 + 2, top + height + 1];
}

/** Whether a box touches no other, and lies in the window. */
function isFree(taken: Box[], box: Box, sight: Sight): boolean {
  if (box[0] < 2 || box[1] < 2 || box[2] > sight.width - 2 || box[3] > sight.height - 2) return false;
  return taken.every(
    (other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3],
  );
}

function write(
  context: CanvasRenderingContext2D,
  sight: Sight,
  lines: string[],
  x: number,
  top: number,
  step: number,
  colour: string,
): void {
  context.lineWidth = 3.5;
  context.strokeStyle = sight.theme.paper;
  context.fillStyle = colour;
  for (const [n, line] of lines.entries()) {
    context.strokeText(line, x, top + n * step);
    context.fillText(line, x, top + n * step);
  }
}
