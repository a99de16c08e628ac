// Checks of what is around the picture: details, list, keys and live events.

import { assert } from "../browser.mjs";
import { ask, open, seen } from "./page.mjs";

/** A claim says its words, its chain, its origins and its event. */
export async function provenance(page, shot) {
  await open(page, "?at=2021-02-27T12:00:00Z&follow=1");
  await page.getByLabel("Find").fill("routine precaution");
  await page.getByRole("option", { name: /routine precaution/ }).click();
  const details = page.locator("[data-testid=details]");
  await details.getByText("Sputnik, citing Fox News, citing two sources familiar with the changes").waitFor();
  await details.locator("q", { hasText: "routine precaution" }).waitFor();
  await details.getByText("1 independent origin").waitFor();
  await details.locator("summary").click();
  await details.locator("pre", { hasText: '"StatementMade"' }).waitFor();
  await shot("app-provenance");
}

/** A claim that was replaced says so, and leads to what took its place. */
export async function corrected(page) {
  await open(page, "?also=1");
  await page.getByLabel("Find").fill("preliminary count of the dead (");
  await page
    .getByRole("option", { name: /^Preliminary count/ })
    .first()
    .click();
  const details = page.locator("[data-testid=details]");
  await details.getByText("withdrawn", { exact: true }).waitFor();
  await details.getByRole("heading", { name: "What became of it" }).waitFor();
  await details.getByRole("button", { name: "22 killed" }).click();
  await details.locator("h2", { hasText: "22 killed" }).waitFor();
  await details.getByRole("heading", { name: "Contradicted by" }).waitFor();
}

/** Everything is reached by keys alone. */
export async function byKeys(page) {
  await open(page);
  await page.locator("#picture").focus();
  await page.keyboard.press("ArrowLeft");
  const details = page.locator("[data-testid=details] h2");
  await details.filter({ hasText: "US airstrikes in Syria" }).waitFor();
  await page.keyboard.press("ArrowRight");
  await details.filter({ hasText: /^(?!US airstrikes)/ }).waitFor();
  await page.keyboard.press("Enter");
  assert(
    await page.evaluate(() => document.activeElement?.id === "details"),
    "Enter did not go to the details",
  );
  await page.locator("#picture").focus();
  await page.keyboard.press("[");
  const banner = page.locator("[data-testid=banner]");
  await banner.waitFor();
  await page.keyboard.press("n");
  await banner.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => location.search === "");
  await page.keyboard.press(" ");
  await page.waitForFunction(() => new URLSearchParams(location.search).has("at"));
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Help" }).click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** The list says what the canvas shows. */
export async function listMirrors(page) {
  await open(page, "?at=2021-02-26T12:00:00Z&follow=1");
  await page.getByRole("tab", { name: "List" }).click();
  const names = await page.locator("[data-testid=entities] tbody tr").count();
  const claims = await page.locator("[data-testid=claims] tbody tr").count();
  const { view } = await ask(`{
    view(validAt: "2021-02-26T12:00:00Z", reportedAt: "2021-02-26T12:00:00Z") {
      graph { nodes { claim } edges { claim } }
    }
  }`);
  const entities = view.graph.nodes.filter(({ claim }) => claim === null).length;
  const told = new Set([...view.graph.nodes, ...view.graph.edges].map(({ claim }) => claim).filter(Boolean));
  assert(names === entities, `the list has ${names} entities, the server ${entities}`);
  assert(claims === told.size, `the list has ${claims} claims, the server ${told.size}`);
}

/** Records by the API while the app looks: it comes by itself now, and is only counted in the past. */
export async function live(page) {
  const name = (n) => `Somebody new, the ${n}`;
  const keyOf = (n) => `test:${n}`;
  const record = (n) =>
    ask(
      `mutation ($n: String!, $key: String!, $id: ID!) {
        recordEvents(input: { events: [
          { entity: { key: $key, kind: PERSON, name: $n } },
          { relation: { type: ASSOCIATE, subject: $id, object: "airstrikes:kirby", report: {} } }
        ] }) { errors { message } }
      }`,
      { n: name(n), key: keyOf(n), id: keyOf(n) },
    ).then(({ recordEvents }) => assert(recordEvents.errors.length === 0, JSON.stringify(recordEvents)));
  await open(page);
  await page.locator("[data-testid=connection]", { hasText: "live" }).waitFor();
  const before = JSON.parse((await seen(page)).places);
  await record("first");
  await page
    .locator("[data-testid=entities]", { hasText: name("first") })
    .waitFor({ state: "attached", timeout: 2000 });
  const after = JSON.parse((await seen(page)).places);
  assert(
    Object.keys(before).every((id) => id in after),
    "something is gone after an event",
  );
  await page.getByRole("slider", { name: "What had happened" }).focus();
  await page.keyboard.press("ArrowLeft");
  await page.locator("[data-testid=banner]").waitFor();
  await record("second");
  await page.locator("[data-testid=newer]", { hasText: "2 newer events" }).waitFor();
  const names = page.locator("[data-testid=entities]", { hasText: name("second") });
  assert((await names.count()) === 0, "what is new came into a picture of the past");
  await page.locator("[data-testid=newer]").click();
  await names.waitFor({ state: "attached" });
}
