// Checks of what the app draws: it is what the server answers, it stays where it is, and an address brings it back.

import { assert } from "../browser.mjs";
import { ask, drawn, open, randomFrom, seen, sorted } from "./page.mjs";

const story = { from: Date.parse("2021-02-24T12:00:00Z"), to: Date.parse("2021-03-06T00:00:00Z") };

/** At 20 random moments of both clocks the same nodes and edges are drawn as the server answers. */
export async function answersAgree(page) {
  const random = randomFrom(25);
  const moment = () => new Date(story.from + Math.floor(random() * (story.to - story.from))).toISOString();
  const cases = Array.from({ length: 20 }, () => ({ at: moment(), by: moment() }));
  const sizes = new Set();
  await open(page);
  for (const { at, by } of [{}, ...cases]) {
    const { view } = await ask(
      `query Then($at: Moment, $by: Moment) {
        view(validAt: $at, reportedAt: $by) { graph(maxNodes: 5000) { nodes { id } edges { id } } }
      }`,
      { at, by },
    );
    await page.evaluate(
      ([search]) => {
        history.replaceState(null, "", search);
        dispatchEvent(new PopStateEvent("popstate"));
      },
      [at ? `?at=${at}&by=${by}` : "?"],
    );
    await page
      .waitForFunction(
        ([nodes, edges]) =>
          window.onrecord.nodes().sort().join() === nodes && window.onrecord.edges().sort().join() === edges,
        [sorted(view.graph.nodes), sorted(view.graph.edges)],
        { timeout: 3000 },
      )
      .catch(async () => {
        const have = (await seen(page)).nodes.split(",");
        const want = sorted(view.graph.nodes).split(",");
        const differ = [
          ...have.filter((id) => !want.includes(id)),
          ...want.filter((id) => !have.includes(id)),
        ];
        throw new Error(`at ${at}, by ${by}: what is drawn is not what the server answers: ${differ}`);
      });
    sizes.add(view.graph.nodes.length);
  }
  assert(sizes.size > 5, `the 20 moments show only ${sizes.size} different sizes`);
}

/** A drag of a rail moves no node, is quick, and is one step to undo. */
export async function nothingMoves(page) {
  await open(page);
  const before = await seen(page);
  const rail = page.locator("[data-testid=rail-second] .rail-box");
  const box = await rail.boundingBox();
  await page.mouse.move(box.x + box.width * 0.9, box.y + 20);
  await page.mouse.down();
  const entries = await page.evaluate(() => history.length);
  // How long the page takes from a move of the mouse until the frame after it, in milliseconds.
  const frames = [];
  for (let share = 0.9; share > 0.05; share -= 0.015) {
    await page.mouse.move(box.x + box.width * share, box.y + 20);
    frames.push(
      await page.evaluate(() => {
        const start = performance.now();
        return new Promise((done) =>
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))),
        );
      }),
    );
  }
  await page.mouse.up();
  const after = await seen(page);
  assert(after.nodes !== before.nodes, "scrubbing changed nothing that is drawn");
  assert(after.places === before.places, "scrubbing moved a node");
  const added = (await page.evaluate(() => history.length)) - entries;
  assert(added === 0, `one drag made ${added + 1} entries of the history`);
  const p95 = frames.sort((a, b) => a - b)[Math.floor(frames.length * 0.95)];
  console.log(`     a step of the drag takes ${p95.toFixed(1)} ms (p95 of ${frames.length})`);
  assert(p95 < 50, `a step of the drag takes ${p95} ms`);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForFunction((nodes) => window.onrecord.nodes().sort().join() === nodes, before.nodes);
}

// The view that viewMade leaves for sameElsewhere.
let address;
let first;

/** Makes a view by hand. */
export async function viewMade(page) {
  await open(page);
  await page.getByRole("slider", { name: "What had happened" }).focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press("Shift+ArrowLeft");
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  await page.getByLabel("Follow").check();
  await page.getByLabel("Places").uncheck();
  await page.getByLabel("Find").fill("strikes as a defen kirby");
  await page.getByLabel("Find").fill("kirby speaks");
  await page.keyboard.press("Enter");
  await page.locator("[data-testid=details] h2", { hasText: "John Kirby speaks for The Pentagon" }).waitFor();
  first = await seen(page);
  address = page.url();
}

/** Opens the address of that view in another profile. */
export async function sameElsewhere(page) {
  await page.goto(address);
  await drawn(page);
  const second = await seen(page);
  for (const part of ["nodes", "edges", "places"]) {
    assert(second[part] === first[part], `the ${part} of a copied address differ`);
  }
  await page.locator("[data-testid=details] h2", { hasText: "John Kirby speaks for The Pentagon" }).waitFor();
  await page.locator("[data-testid=banner]", { hasText: "Not the picture of now" }).waitFor();
}

/** A choice of sources shows what the server answers for them, and moves nothing. */
export async function filters(page) {
  await open(page);
  const whole = (await seen(page)).places;
  await page.locator("label", { hasText: "Fox News" }).first().click();
  await page.locator("[data-testid=banner]", { hasText: "According to Fox News" }).waitFor();
  await drawn(page);
  const { view } = await ask('{ view(accordingTo: ["Fox News"]) { graph { nodes { id } } } }');
  const ids = sorted(view.graph.nodes);
  await page.waitForFunction((want) => window.onrecord.nodes().sort().join() === want, ids);
  const places = JSON.parse((await seen(page)).places);
  const before = JSON.parse(whole);
  for (const [id, [x, y]] of Object.entries(places)) {
    assert(before[id][0] === x && before[id][1] === y, `a choice of sources moved ${id}`);
  }
  await page.getByRole("button", { name: "Back to now" }).click();
  await page.waitForFunction(() => location.search === "");
}

/** The second rail as the clock of the log. */
export async function recordedClock(page) {
  await open(page, "?clock=recorded");
  const { log } = await ask("{ log(after: 72, first: 1) { nodes { recordedAt } } }");
  const at = log.nodes[0].recordedAt;
  await open(page, `?clock=recorded&by=${at}`);
  // Who was judged the same later is one node already, so it is the edges that must agree.
  const { view } = await ask("query ($at: Moment) { view(recordedAt: $at) { graph { edges { id } } } }", {
    at,
  });
  const ids = sorted(view.graph.edges);
  assert((await seen(page)).edges === ids, "what had been recorded is not what the server answers");
  await page.locator(".status", { hasText: "position 73" }).waitFor();
}

/** No address leads to an empty screen. */
export async function brokenAddresses(page) {
  const random = randomFrom(3);
  for (let n = 0; n < 10; n++) {
    const noise = Array.from({ length: 12 }, () => Math.floor(random() * 0x10ffff).toString(36)).join("&%");
    await open(page, `?at=${noise}&select=${noise}&without=x&${noise}=1&according=`);
    await page.locator("#picture").waitFor();
  }
}
