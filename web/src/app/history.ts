// The view lives in the address: a step is an entry of the browser's history, so undo is going back.

import { useSyncExternalStore } from "react";
import { readView, type View, writeView } from "./view";

let view = readView(location.search);
// How many steps this page has made up to here: an entry of the history keeps it, so undo ends where the page began.
let step: number = history.state?.step ?? 0;
let last = step;
let sliding = false;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function address(): string {
  const query = writeView(view);
  return query ? `?${query}` : location.pathname;
}

function push(): void {
  step++;
  last = step;
  history.pushState({ step }, "", address());
}

function tell(): void {
  for (const listener of listeners) listener();
}

window.addEventListener("popstate", () => {
  clearTimeout(timer);
  sliding = false;
  view = readView(location.search);
  step = history.state?.step ?? 0;
  last = Math.max(last, step);
  tell();
});

/** Changes the view, as one step that can be undone. What changes nothing is none. */
export function go(change: Partial<View>): void {
  settle();
  const before = address();
  view = { ...view, ...change };
  if (address() !== before) push();
  tell();
}

/** Changes the view while something is dragged or plays: all of it is one step, until settle is called. */
export function slide(change: Partial<View>): void {
  if (!sliding) push();
  sliding = true;
  view = { ...view, ...change };
  clearTimeout(timer);
  timer = setTimeout(write, 150);
  tell();
}

function write(): void {
  clearTimeout(timer);
  if (sliding) history.replaceState({ step }, "", address());
}

/** Ends what was dragged or played; what comes is a step of its own. */
export function settle(): void {
  write();
  sliding = false;
}

/** The view as it is now, outside of React. */
export function currentView(): View {
  return view;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The view, in React. */
export function useView(): View {
  return useSyncExternalStore(subscribe, currentView);
}

/** Whether there is a step to undo, and one to redo. */
export function steps(): { undo: boolean; redo: boolean } {
  return { undo: step > 0, redo: step < last };
}
