import { scaleUtc } from "d3-scale";
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { claimKinds } from "./claims";
import { columnsOf, type Domain, outside, type RailFacts } from "./rails";
import { words } from "./words";

interface Props {
  title: string;
  testID: string;
  facts: RailFacts;
  domain: Domain;
  /** The moment it is set to; null is now. */
  at: number | null;
  /** The moment in words. */
  value: string;
  /** Follows the other rail: it shows its moment and cannot be set. */
  locked: boolean;
  onSlide: (at: number | null) => void;
  onSettle: () => void;
  onWiden: () => void;
}

const height = 46;
const axis = 16;

/** One clock as a rail: how many claims lie over each stretch of time, and a handle to set its moment. */
export function Rail(props: Props) {
  const { title, facts, domain, at, value, locked, onSlide, onSettle } = props;
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 600)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const x = (moment: number) => ((moment - domain[0]) / (domain[1] - domain[0])) * width;
  const set = (event: PointerEvent<HTMLDivElement>) => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left;
    onSlide(momentAt(left / width, domain, width));
  };
  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (locked || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.querySelector<HTMLElement>("[role=slider]")?.focus({ preventScroll: true });
    set(event);
  };
  const key = (event: KeyboardEvent) => {
    const step = ((domain[1] - domain[0]) / 120) * (event.shiftKey || /^Page/.test(event.key) ? 10 : 1);
    const here = at ?? domain[1];
    if (event.key === "ArrowLeft" || event.key === "ArrowDown" || event.key === "PageDown") {
      onSlide(Math.max(domain[0], Math.round(here - step)));
    } else if (event.key === "ArrowRight" || event.key === "ArrowUp" || event.key === "PageUp") {
      onSlide(here + step >= domain[1] ? null : Math.round(here + step));
    } else if (event.key === "Home") onSlide(domain[0]);
    else if (event.key === "End") onSlide(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const handle = at === null ? width : Math.min(width, Math.max(0, x(at)));
  const percent = Math.round((handle / Math.max(1, width)) * 100);
  return (
    <div className={`rail${locked ? " locked" : ""}`} data-testid={props.testID}>
      <div className="rail-head">
        <h3>{title}</h3>
        <output>{value}</output>
        <Chips facts={facts} domain={domain} onWiden={props.onWiden} />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: for the pointer; keys have the slider inside */}
      <div
        ref={box}
        className="rail-box"
        onPointerDown={down}
        onMouseDown={(event) => event.preventDefault() /* the handle keeps the focus */}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && set(event)}
        onPointerUp={onSettle}
        onPointerCancel={onSettle}
      >
        <Bars facts={facts} domain={domain} width={width} />
        {at !== null && <div className="rail-after" style={{ left: handle }} />}
        <div
          className="rail-handle"
          style={{ left: handle }}
          role="slider"
          tabIndex={0}
          aria-label={title}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
          aria-valuetext={value}
          aria-disabled={locked || undefined}
          onKeyDown={locked ? undefined : key}
          onKeyUp={onSettle}
          onBlur={onSettle}
        />
      </div>
    </div>
  );
}

/** The moment at a share of the width: as round as a pixel is wide. The right edge is now. */
function momentAt(share: number, domain: Domain, width: number): number | null {
  if (share >= 1 - 3 / width) return null;
  const raw = domain[0] + Math.max(0, share) * (domain[1] - domain[0]);
  const pixel = (domain[1] - domain[0]) / width;
  const round = [86400e6, 3600e6, 900e6, 60e6, 1e6, 1e3].find((unit) => unit <= pixel) ?? 1;
  return Math.round(raw / round) * round;
}

function Chips({ facts, domain, onWiden }: Pick<Props, "facts" | "domain" | "onWiden">) {
  const [earlier, later] = outside(facts, domain);
  return (
    <span className="chips">
      {earlier > 0 && (
        <button type="button" onClick={onWiden}>
          {words.earlier(earlier)}
        </button>
      )}
      {later > 0 && (
        <button type="button" onClick={onWiden}>
          {words.later(later)}
        </button>
      )}
      {facts.undated > 0 && <span>{words.undatedChip(facts.undated)}</span>}
    </span>
  );
}

function Bars({ facts, domain, width }: { facts: RailFacts; domain: Domain; width: number }) {
  const columns = Math.max(20, Math.min(240, Math.floor(width / 4)));
  const paths = useMemo(
    () => stackedPaths(columnsOf(facts, domain, columns), width),
    [facts, domain, columns, width],
  );
  const scale = useMemo(
    () => scaleUtc([new Date(domain[0] / 1000), new Date(domain[1] / 1000)], [0, width]),
    [domain, width],
  );
  const ticks = scale.ticks(Math.max(2, Math.floor(width / 90)));
  const format = scale.tickFormat();
  const x = (moment: number) => ((moment - domain[0]) / (domain[1] - domain[0])) * width;
  return (
    <svg width={width} height={height + axis} aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick.getTime()} transform={`translate(${scale(tick)} 0)`}>
          <line className="tick" y1={0} y2={height + 3} />
          {scale(tick) > 24 && scale(tick) < width - 24 && (
            <text y={height + 13} textAnchor="middle">
              {format(tick)}
            </text>
          )}
        </g>
      ))}
      {paths.map((path, index) => (
        <path key={claimKinds[index]} className={`bars ${claimKinds[index]?.toLowerCase()}`} d={path} />
      ))}
      <line className="ground" x1={0} x2={width} y1={height} y2={height} />
      {[...new Set(facts.ends)].map((end) => (
        <g key={end} className="end" transform={`translate(${x(end)} 8)`}>
          <line y2={height - 8} />
          <circle r={5} />
          <path d="M-2.2-2.2L2.2 2.2M2.2-2.2L-2.2 2.2" />
        </g>
      ))}
    </svg>
  );
}

/** Outlines of the stacked columns, one for each kind. A column with anything in it is at least three pixels high. */
function stackedPaths(counts: number[][], width: number): string[] {
  const columns = counts[0]?.length ?? 0;
  const totals = Array.from({ length: columns }, (_, i) =>
    counts.reduce((sum, row) => sum + (row[i] ?? 0), 0),
  );
  const most = Math.max(1, ...totals);
  const room = height - 6;
  const ground = new Array<number>(columns).fill(0);
  return counts.map((row) => {
    let path = "";
    for (let i = 0; i < columns; i++) {
      const count = row[i] ?? 0;
      if (count === 0) continue;
      const lift = (count / most) * Math.max(room, 3);
      const bottom = height - (ground[i] ?? 0);
      const tall = Math.max(lift, 2);
      ground[i] = (ground[i] ?? 0) + tall;
      const [left, right] = [(i / columns) * width, ((i + 1) / columns) * width];
      path += `M${left.toFixed(1)} ${bottom.toFixed(1)}V${(bottom - tall).toFixed(1)}H${right.toFixed(1)}V${bottom.toFixed(1)}Z`;
    }
    return path;
  });
}
