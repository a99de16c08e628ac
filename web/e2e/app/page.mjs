// The app in a page of the browser: opening it, reading what it draws, and asking the server the same.

import { assert } from "../browser.mjs";

let base;

/** Says which server is looked at. */
export function at(address) {
  base = address;
}

/** Addresses of the states that are looked at by people and by axe. */
export const states = {
  now: "",
  past: "?at=2021-02-26T18:00:00Z&follow=1",
  claim: "?at=2021-02-27T12:00:00Z&follow=1&select=0177e13f-fc78-7fe6-9669-f31448587f1e",
  entity: "?also=1&select=0177e136-c900-705f-8612-769ac3e1d650",
};

/** A source of numbers from 0 to 1 that is the same each time (mulberry32). */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Asks the server. Errors throw. */
export async function ask(query, variables) {
  const response = await fetch(new URL("graphql", base), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  assert(!errors, `the server: ${JSON.stringify(errors)}`);
  return data;
}

/** Ids of nodes or edges, sorted, as one text. */
export function sorted(list) {
  return list
    .map(({ id }) => id)
    .sort()
    .join();
}

/** Opens the app at a query string, and waits until it is drawn. */
export async function open(page, search = "") {
  await page.goto(new URL(search, base).href);
  await drawn(page);
}

/** Waits until the story is there and drawn. */
export async function drawn(page) {
  await page.locator("[data-testid=screen][data-ready=true]").waitFor();
  await page.waitForFunction(() => window.onrecord);
}

/** What is drawn: ids of nodes and edges, sorted, and where the nodes lie. */
export async function seen(page) {
  const { nodes, edges, places } = await page.evaluate(() => ({
    nodes: window.onrecord.nodes(),
    edges: window.onrecord.edges(),
    places: window.onrecord.places(),
  }));
  return { nodes: nodes.sort().join(), edges: edges.sort().join(), places: JSON.stringify(places) };
}
