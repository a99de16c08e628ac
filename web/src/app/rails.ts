// The arithmetic of the rails: which stretch of time they show, how much falls where, and where the steps are.

import { type ClaimFacts, claimKinds, type Window } from "./claims";
import type { Clock } from "./picture";

/** What one rail shows. */
export interface RailFacts {
  windows: Window[];
  /** Moments at which reports were ended. */
  ends: number[];
  undated: number;
}

/** A stretch of time, from and to in microseconds. */
export type Domain = [from: number, to: number];

/** The rail of what had happened. */
export function happenedRail(claims: ClaimFacts[]): RailFacts {
  const windows = claims.flatMap((claim) => claim.happened ?? []);
  return { windows, ends: [], undated: claims.length - windows.length };
}

/** The rail of the second clock. */
export function secondRail(claims: ClaimFacts[], clock: Clock): RailFacts {
  return {
    windows: claims.flatMap((claim) => (clock === "reported" ? claim.reported : [claim.recorded])),
    ends: claims.flatMap((claim) => claim.ends[clock]),
    undated: 0,
  };
}

/**
 * The stretch that holds nearly everything: a few early or late ones that lie far from the rest are left out, so that
 * one date of years ago does not squeeze the story into a corner. With all, nothing is left out.
 */
export function domainOf(rails: RailFacts[], all: boolean): Domain {
  const moments = rails
    .flatMap(({ windows, ends }) => [...windows.flatMap((window) => [window.from, window.to]), ...ends])
    .sort((a, b) => a - b);
  let [first, last] = [0, moments.length - 1];
  if (last < 0) return [0, 1];
  const at = (index: number) => moments[index] ?? 0;
  if (!all) {
    const few = Math.floor(moments.length * 0.1);
    for (let i = 1; i <= few; i++) if (at(i) - at(i - 1) > 1.5 * (at(last - few) - at(i))) first = i;
    for (let i = last - 1; i >= last - few && i > first; i--) {
      if (at(i + 1) - at(i) > 1.5 * (at(i) - at(first))) last = i;
    }
  }
  const margin = Math.max((at(last) - at(first)) * 0.04, 2000);
  return [Math.floor(at(first) - margin), Math.ceil(at(last) + margin)];
}

/**
 * How many windows lie over each of so many columns, by kind in the order of claimKinds. A claim that is dated by its
 * day stands over the whole day: the rail does not pretend to know more.
 */
export function columnsOf({ windows }: RailFacts, [from, to]: Domain, columns: number): number[][] {
  const counts = claimKinds.map(() => new Array<number>(columns).fill(0));
  const place = (at: number) => Math.round(((at - from) / (to - from)) * columns);
  for (const window of windows) {
    const row = counts[claimKinds.indexOf(window.kind)];
    if (!row || window.to < from || window.from > to) continue;
    const first = Math.max(0, Math.min(columns - 1, place(window.from)));
    const last = Math.max(first, Math.min(columns, place(window.to)) - 1);
    for (let i = first; i <= last; i++) row[i] = (row[i] ?? 0) + 1;
  }
  return counts;
}

/** How many windows lie wholly before a stretch, and after it. */
export function outside({ windows }: RailFacts, [from, to]: Domain): [number, number] {
  return [
    windows.filter((window) => window.to < from).length,
    windows.filter((window) => window.from > to).length,
  ];
}

/** The moments at which a rail changes, in order. */
export function stepsOf({ windows, ends }: RailFacts): number[] {
  return [...new Set([...windows.map((window) => window.from), ...ends])].sort((a, b) => a - b);
}

/** The step after a moment, or before it; no moment is the end of time. Null when there is none. */
export function stepFrom(steps: number[], at: number | null, way: 1 | -1): number | null {
  if (way === 1) return at === null ? null : (steps.find((step) => step > at) ?? null);
  const before = at === null ? steps : steps.filter((step) => step < at);
  return before.at(-1) ?? null;
}
