import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { type Camera, fitting, zoomed } from "./camera";
import { hit } from "./curve";
import { draw, type Manner, onScreen, type Sight } from "./drawing";
import { Icon } from "./icons";
import type { Places } from "./layout";
import type { Picture, Scene } from "./picture";
import { useTheme } from "./theme";
import { kindNames, stateNames, words } from "./words";

interface Props {
  picture: Picture;
  scene: Scene;
  places: Places;
  selected: string | null;
  mannerOf: (claim: string) => Manner;
  onSelect: (id: string | null) => void;
  onOpen: () => void;
  summary: string;
}

/** The graph. What it shows, the list beside it says in words. */
export function Canvas({ picture, scene, places, selected, mannerOf, onSelect, onOpen, summary }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [moved, setMoved] = useState<Camera | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const drag = useRef<{ x: number; y: number; camera: Camera; far: boolean } | null>(null);
  const theme = useTheme();

  const fitted = useMemo(
    () => fitting(Object.values(places), size.width, size.height),
    [places, size.width, size.height],
  );
  const camera = moved ?? fitted;
  const sight: Sight | null =
    theme && size.width > 0
      ? { picture, scene, places, camera, theme, ...size, selected, hovered, mannerOf }
      : null;

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      setSize({ width: Math.round(width), height: Math.round(height) });
      setMoved(null);
    });
    observer.observe(element);
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const factor = Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016));
      setMoved((old) => zoomed(old ?? latest.current, factor, event.offsetX, event.offsetY));
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener("wheel", wheel);
    };
  }, []);
  const latest = useRef(camera);
  latest.current = camera;

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context || !sight) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const [width, height] = [Math.round(sight.width * ratio), Math.round(sight.height * ratio)];
    if (element.width !== width || element.height !== height) Object.assign(element, { width, height });
    draw(context, sight);
    window.onrecord = testHook(sight);
  });

  const at = (event: PointerEvent) => [event.nativeEvent.offsetX, event.nativeEvent.offsetY] as const;
  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const [x, y] = at(event);
    drag.current = { x, y, camera, far: false };
  };
  const move = (event: PointerEvent) => {
    const [x, y] = at(event);
    const start = drag.current;
    if (!start) {
      if (event.pointerType === "mouse" && sight) setHovered(hit(sight, x, y));
      return;
    }
    if (!start.far && Math.hypot(x - start.x, y - start.y) < 4) return;
    start.far = true;
    setMoved({ ...start.camera, x: start.camera.x + x - start.x, y: start.camera.y + y - start.y });
  };
  const up = (event: PointerEvent) => {
    const start = drag.current;
    drag.current = null;
    if (!start || start.far || !sight) return;
    onSelect(hit(sight, ...at(event)));
  };
  const zoomBy = (factor: number) => setMoved(zoomed(camera, factor, size.width / 2, size.height / 2));

  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = ways[event.key];
    if (way && sight) {
      const next = walk(sight, way);
      if (next) onSelect(next);
    } else if (event.key === "Enter") onOpen();
    else if (event.key === "Escape") onSelect(null);
    else if (event.key === "+" || event.key === "=") zoomBy(1.3);
    else if (event.key === "-") zoomBy(1 / 1.3);
    else if (event.key === "f" || event.key === "F") setMoved(null);
    else return;
    event.preventDefault();
  };
  const chosen = picture.nodes.findIndex((node) => node.id === selected);
  const node = picture.nodes[chosen];

  return (
    <div className="stage">
      <div
        id="picture"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is walked with the arrow keys
        tabIndex={0}
        aria-label={`${words.pictureLabel}: ${summary}`}
        aria-describedby="picture-how"
        onKeyDown={key}
      >
        <canvas
          ref={canvas}
          data-testid="picture"
          className={hovered ? "over" : undefined}
          onPointerDown={down}
          onPointerMove={move}
          onPointerUp={up}
          onPointerCancel={() => {
            drag.current = null;
          }}
          onPointerLeave={() => setHovered(null)}
        />
      </div>
      <p id="picture-how" className="hidden">
        {words.pictureHow}
      </p>
      <p className="hidden" aria-live="polite">
        {node ? `${node.name}, ${kindNames[node.kind][0]}, ${stateNames[scene.nodes[chosen] ?? 0]}` : ""}
      </p>
      <div className="zoom">
        <button type="button" aria-label={words.zoomIn} title={words.zoomIn} onClick={() => zoomBy(1.3)}>
          <Icon name="plus" />
        </button>
        <button
          type="button"
          aria-label={words.zoomOut}
          title={words.zoomOut}
          onClick={() => zoomBy(1 / 1.3)}
        >
          <Icon name="minus" />
        </button>
        <button type="button" aria-label={words.fit} title={words.fit} onClick={() => setMoved(null)}>
          <Icon name="fit" />
        </button>
      </div>
    </div>
  );
}

const ways: Record<string, [number, number] | undefined> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The nearest node in a direction from the one selected; from none, the one with most edges. */
function walk(sight: Sight, [dx, dy]: [number, number]): string | null {
  const { picture, scene, selected } = sight;
  const shown = [...picture.nodes.keys()].filter((index) => scene.nodes[index]);
  const from = shown.find((index) => picture.nodes[index]?.id === selected);
  const score = (index: number) => {
    if (from === undefined) return -(picture.nodes[index]?.degree ?? 0);
    const [[x, y], [nx, ny]] = [onScreen(sight, from), onScreen(sight, index)];
    const ahead = (nx - x) * dx + (ny - y) * dy;
    const aside = Math.abs((nx - x) * dy) + Math.abs((ny - y) * dx);
    return ahead <= 2 || aside > ahead * 2 ? Number.POSITIVE_INFINITY : ahead + 2 * aside;
  };
  const best = shown.filter((index) => index !== from).sort((a, b) => score(a) - score(b))[0];
  return best !== undefined && Number.isFinite(score(best)) ? (picture.nodes[best]?.id ?? null) : null;
}

/** What the tests in a browser look at. It changes nothing. */
function testHook(sight: Sight) {
  const shown = <T extends { id: string }>(parts: T[], states: Uint8Array) =>
    parts.filter((_, index) => states[index]).map((part) => part.id);
  return {
    nodes: () => shown(sight.picture.nodes, sight.scene.nodes),
    edges: () => shown(sight.picture.edges, sight.scene.edges),
    places: () =>
      Object.fromEntries(sight.picture.nodes.map((node, index) => [node.id, onScreen(sight, index)])),
  };
}

declare global {
  interface Window {
    onrecord?: ReturnType<typeof testHook>;
  }
}
