// Checks of access: axe in every state, light and dark, and a window of 360 px.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { assert } from "../browser.mjs";
import { open, states } from "./page.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** axe over a state of the page; what is serious or critical fails. */
async function accessible(page, state) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const bad = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  const text = bad.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 140)).join(" | ")}`,
  );
  assert(bad.length === 0, `${state}: axe finds ${text.join("\n")}`);
}

/** Every state, and the list and the find box. */
export async function allStates(page, shot, suffix) {
  for (const [state, search] of Object.entries(states)) {
    await open(page, search);
    if (search.includes("select")) await page.locator("[data-testid=details] h2").waitFor();
    await accessible(page, state);
    await shot(`app-${state}${suffix}`);
  }
  await page.getByRole("tab", { name: "List" }).click();
  await accessible(page, "list");
  await page.getByLabel("Find").fill("kirby");
  await page.getByRole("option").first().waitFor();
  await accessible(page, "find");
}

/** Every state in a window of a telephone: nothing is wider than it. */
export async function narrow(page, shot) {
  for (const [state, search] of Object.entries(states)) {
    await open(page, search);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert(width <= 360, `${state}: the app is ${width} px wide in a window of 360 px`);
    await accessible(page, state);
    await shot(`app-${state}-360`);
  }
}

/** What is selected stays told apart in a system that chooses all colours itself. */
export async function forcedColours(page, shot) {
  await open(page, states.claim);
  await page.locator("[data-testid=details] h2").waitFor();
  await accessible(page, "forced colours");
  await shot("app-forced-colours");
}
