// Opens the console and GraphiQL of a running server in Chromium, runs every ready query and the subscription, and
// fails when an answer has errors, a request leaves the host, the console shows an error or a policy is violated.
//
//   node e2e/graphiql.mjs http://127.0.0.1:8080 [--screenshots FOLDER]
//
// The server's log must hold examples/airstrikes: each answer is searched for a text of that story.

import { join } from "node:path";
import { parseArgs } from "node:util";
import { assert, launch, report, visitor } from "./browser.mjs";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { screenshots: { type: "string" } },
});
const base = positionals[0];
if (!base) throw new Error("BASE URL: missing; it is the first argument");
const consolePage = new URL("console", base).href;

// The tabs of GraphiQL in their order, with a text that the answer of each must contain.
const queries = {
  WhoSaidWhat: "Khatibzadeh",
  Relationships: "Combined Joint Task Force",
  ThenAndNow: '"text":"22"',
  DeathToll: "Syrian Observatory for Human Rights",
  AttributionChain: "Fox News",
  Search: "John Kirby",
};
const subscription = "FollowTheLog";

// The same for the choices of the console, by the names of their files.
const choicesOfConsole = {
  "who-said-what": queries.WhoSaidWhat,
  relationships: queries.Relationships,
  "then-and-now": queries.ThenAndNow,
  attribution: queries.AttributionChain,
};
const tabs = [...Object.keys(queries), subscription];

const browser = await launch();
const { visit, problems } = visitor(browser, base, values.screenshots);

/** Checks one answer: no errors, and data that is not empty and holds the expected text. */
function checkAnswer(name, answer, expected) {
  assert(!answer.errors, `${name}: errors ${JSON.stringify(answer.errors)}`);
  assert(answer.data, `${name}: no data in ${JSON.stringify(answer).slice(0, 200)}`);
  const text = JSON.stringify(answer.data);
  assert(text.includes(expected), `${name}: no ${expected} in ${text.slice(0, 400)}`);
}

async function askConsole(page, shot) {
  await page.goto(consolePage);
  await page.locator("#health[data-state=good]").waitFor();
  await shot("console");
  const choices = await page.locator("input[name=ready]").all();
  for (const choice of choices) {
    const name = await choice.getAttribute("value");
    await choice.check();
    await page.waitForFunction(async (n) => {
      const file = await fetch(`console/queries/${n}.graphql`);
      return document.getElementById("query").value === (await file.text()).trimEnd();
    }, name);
    const [response] = await Promise.all([
      page.waitForResponse((r) => r.url().endsWith("/graphql")),
      page.locator("#query").press("Control+Enter"),
    ]);
    checkAnswer(name, await response.json(), choicesOfConsole[name]);
    await page.locator("#result[data-empty=false]").waitFor();
    await page.waitForFunction(() => !document.getElementById("run").disabled);
    assert(await page.locator("#errors").isHidden(), `${name}: the console shows errors`);
  }
  await shot("console-answer");
}

async function brokenQuery(page, shot) {
  await page.goto(consolePage);
  await page.locator("#query").fill("{ noSuchField }");
  await page.locator("#run").click();
  await page.locator("#errors:not([hidden])").waitFor();
  const text = await page.locator("#errors").textContent();
  assert(text.includes("noSuchField"), `the error does not name the field: ${text}`);
  await shot("console-error");
}

async function narrow(page, shot) {
  await page.goto(consolePage);
  await page.locator("#health[data-state=good]").waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert(width <= 360, `the console is ${width} px wide in a window of 360 px`);
  if (values.screenshots) {
    await page.screenshot({ path: join(values.screenshots, "console-360.png"), fullPage: true });
  }
  await shot("console-360-top");
}

/** The tab of a name. GraphiQL's tab element also holds a close button, so the name is looked up inside. */
function tab(page, name) {
  return page.locator(".graphiql-tab-button", { hasText: new RegExp(`^${name}$`) });
}

/** Goes to the tab of a name, and waits until both editors are there to run it. */
async function choose(page, name) {
  await tab(page, name).click();
  await page.locator(".graphiql-query-editor .view-lines", { hasText: name }).waitFor();
  await page.locator(".result-window .view-lines").waitFor({ state: "attached" });
}

/** Waits until GraphiQL's response pane shows a text. */
async function shown(page, text) {
  await page.locator(".result-window .view-lines", { hasText: text }).waitFor();
}

async function runTab(page, name, expected) {
  await choose(page, name);
  const [response] = await Promise.all([
    page.waitForResponse((r) => r.url().endsWith("/graphql") && r.request().postData()?.includes(name)),
    page.locator(".graphiql-execute-button").click(),
  ]);
  checkAnswer(name, await response.json(), expected);
  await shown(page, '"data"');
}

async function runSubscription(page) {
  await choose(page, subscription);
  const messages = [];
  page.once("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => messages.push(JSON.parse(payload))),
  );
  await page.locator(".graphiql-execute-button").click();
  await shown(page, '"recorded"');
  const event = messages.find((message) => message.type === "next");
  assert(event, `${subscription}: no event among ${messages.map((message) => message.type)}`);
  checkAnswer(subscription, event.payload, "position");
}

async function graphiql(page, shot) {
  await page.goto(new URL("graphiql/", base).href);
  await tab(page, tabs[0]).waitFor();
  const names = await page.locator(".graphiql-tab-button").allInnerTexts();
  assert(names.join() === tabs.join(), `the tabs are ${names}, not ${tabs}`);
  for (const [name, expected] of Object.entries(queries)) await runTab(page, name, expected);
  await shot("graphiql-answer");
  await runSubscription(page);
  await shot("graphiql-subscription");
  await page.locator(".graphiql-execute-button").click();
  await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
  await page.locator(".graphiql-doc-explorer", { hasText: "Root Types" }).waitFor();
  await shot("graphiql-docs");
  await page.getByRole("button", { name: "Show GraphiQL Explorer" }).click();
  await page.locator(".graphiql-explorer-root", { hasText: "recorded" }).waitFor();
  await shot("graphiql-explorer");
}

/** Opens a link with a query and variables: it must be the first tab and the active one, and stay so on reload. */
async function link(page) {
  const query = "query FromALink($id: ID!) { view { entity(id: $id) { name } } }";
  const variables = JSON.stringify({ id: "CJTF-OIR" });
  const opened = async (when) => {
    await tab(page, "FromALink").waitFor();
    const names = await page.locator(".graphiql-tab-button").allInnerTexts();
    assert(names.join() === ["FromALink", ...tabs].join(), `${when}: the tabs are ${names}`);
    const active = await page.locator(".graphiql-tab-active .graphiql-tab-button").textContent();
    assert(active === "FromALink", `${when}: the active tab is ${active}`);
    await page.locator(".view-line", { hasText: "CJTF-OIR" }).first().waitFor(); // in the editor of variables
  };
  await page.goto(new URL(`graphiql/?${new URLSearchParams({ query, variables })}`, base).href);
  await opened("opened");
  await page.reload();
  await opened("opened again");
  await runTab(page, "FromALink", "Combined Joint Task Force");
}

async function linkOnReturn(page) {
  await page.goto(new URL("graphiql/", base).href);
  await tab(page, tabs[0]).waitFor();
  await link(page);
}

await visit("console", {}, askConsole);
await visit("console, dark", { colorScheme: "dark" }, async (page, shot) =>
  askConsole(page, (state) => shot(`${state}-dark`)),
);
await visit("console, 360 px", { viewport: { width: 360, height: 740 } }, narrow);
await visit("GraphiQL", {}, graphiql);
await visit("GraphiQL, dark", { colorScheme: "dark" }, async (page, shot) =>
  graphiql(page, (state) => shot(`${state}-dark`)),
);
await visit("GraphiQL by a link", {}, link);
await visit("GraphiQL by a link, second visit", {}, linkOnReturn);
// The answer to a query with a mistake may come with a status of 4xx, which Chromium puts on its console.
await visit("a query with a mistake", {}, brokenQuery);
await browser.close();

const tolerated = /^a query with a mistake: console: Failed to load resource/;
report(problems.filter((problem) => !tolerated.test(problem)));
