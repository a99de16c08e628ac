// The whole view of the app, and its address. Whoever opens the address sees the same.

import { formatMoment, parseMoment } from "./moment";
import type { Clock, Lens } from "./picture";

/** All that decides what the screen shows. */
export interface View {
  /** What had happened by then; null is no limit. */
  at: number | null;
  /** What had been reported, or recorded, by then; null is no limit. Not used while it follows at. */
  by: number | null;
  clock: Clock;
  follow: boolean;
  upTo: boolean;
  also: boolean;
  selected: string | null;
  hiddenKinds: string[];
  hiddenTypes: string[];
  /** Ids of the sources gone by; none is everybody. */
  sources: string[];
}

export const nowView: View = {
  at: null,
  by: null,
  clock: "reported",
  follow: false,
  upTo: false,
  also: false,
  selected: null,
  hiddenKinds: [],
  hiddenTypes: [],
  sources: [],
};

/** The query string of a view, without "?": empty for the view of now. */
export function writeView(view: View): string {
  const params = new URLSearchParams();
  if (view.at !== null) params.set("at", formatMoment(view.at));
  if (view.by !== null && !view.follow) params.set("by", formatMoment(view.by));
  if (view.clock !== "reported") params.set("clock", view.clock);
  if (view.follow) params.set("follow", "1");
  if (view.upTo) params.set("upto", "1");
  if (view.also) params.set("also", "1");
  for (const id of view.sources) params.append("according", id);
  for (const kind of view.hiddenKinds) params.append("without", kind);
  for (const type of view.hiddenTypes) params.append("without", `type.${type}`);
  if (view.selected) params.set("select", view.selected);
  return params.toString().replaceAll("%3A", ":");
}

/** Reads a query string. What it does not understand it leaves out: an address never breaks the screen. */
export function readView(search: string): View {
  const params = new URLSearchParams(search);
  const moment = (name: string) => {
    const at = parseMoment(params.get(name) ?? "");
    return Number.isFinite(at) ? at : null;
  };
  const without = params.getAll("without").filter((word) => /^(type\.)?[A-Z_]{1,40}$/.test(word));
  const id = (text: string | null) => (text && /^[\w:.-]{1,200}$/.test(text) ? text : null);
  const follow = params.get("follow") === "1";
  return {
    at: moment("at"),
    by: follow ? null : moment("by"),
    clock: params.get("clock") === "recorded" ? "recorded" : "reported",
    follow,
    upTo: params.get("upto") === "1",
    also: params.get("also") === "1",
    selected: id(params.get("select")),
    hiddenKinds: unique(without.filter((word) => !word.startsWith("type."))),
    hiddenTypes: unique(without.filter((word) => word.startsWith("type.")).map((word) => word.slice(5))),
    sources: unique(params.getAll("according").filter((text) => id(text) !== null)),
  };
}

function unique(list: string[]): string[] {
  return [...new Set(list)].sort();
}

/** The moment of the second clock: the first's own while it follows. */
export function secondMoment(view: View): number | null {
  return view.follow ? view.at : view.by;
}

/** What a view looks through. */
export function lensOf(view: View): Lens {
  return {
    at: view.at,
    by: secondMoment(view),
    upTo: view.upTo,
    also: view.also,
    hiddenKinds: new Set(view.hiddenKinds),
    hiddenTypes: new Set(view.hiddenTypes),
  };
}

/** The arguments of the server's view for the same moments. */
export function argumentsOf(view: View): {
  validAt?: string;
  reportedAt?: string;
  recordedAt?: string;
  accordingTo?: string[];
} {
  const by = secondMoment(view);
  return {
    ...(view.at !== null && { validAt: formatMoment(view.at) }),
    ...(by !== null && { [view.clock === "reported" ? "reportedAt" : "recordedAt"]: formatMoment(by) }),
    ...(view.sources.length > 0 && { accordingTo: view.sources }),
  };
}
