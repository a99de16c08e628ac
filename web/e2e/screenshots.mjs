// Takes the pictures of the app that are in docs, from a running server whose log holds examples/airstrikes.
//
//   node e2e/screenshots.mjs http://127.0.0.1:8080 FOLDER

import { at, open, states } from "./app/page.mjs";
import { launch, report, visitor } from "./browser.mjs";

const [base, folder] = process.argv.slice(2);
if (!base || !folder) throw new Error("BASE URL and FOLDER: missing; they are the arguments");
at(base);
const browser = await launch();
const { visit, problems } = visitor(browser, base, folder);

/** A check that opens a state, does what is to be seen, and takes its picture. */
function picture(name, search, act = async () => {}) {
  return async (page, shot) => {
    await open(page, search);
    await act(page);
    if (search.includes("select"))
      await page.locator("[data-testid=details] article:not(.pending) h2").waitFor();
    await shot(name);
  };
}

const dark = { colorScheme: "dark" };
const small = { viewport: { width: 360, height: 740 } };
await visit("now", {}, picture("app", states.now));
await visit("as it was reported by then", {}, picture("app-past", states.past));
await visit("a claim", {}, picture("app-claim", states.claim));
await visit("an entity, dark", dark, picture("app-dark", states.entity));
await visit(
  "the list",
  {},
  picture("app-list", states.claim, (page) => page.getByRole("tab", { name: "List" }).click()),
);
await visit("a telephone", small, picture("app-360", states.past));
await browser.close();
report(problems);
