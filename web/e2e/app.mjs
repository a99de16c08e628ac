// Opens the app of a running server in Chromium and holds what it draws against what the server answers. It fails also
// when a request leaves the host, the console shows an error, a policy is violated, or axe finds something serious.
//
//   node e2e/app.mjs http://127.0.0.1:8080 [--screenshots FOLDER]
//
// The server's log must hold examples/airstrikes, and nothing else; the last check records two persons more.

import { parseArgs } from "node:util";
import { allStates, forcedColours, narrow } from "./app/access.mjs";
import { at } from "./app/page.mjs";
import { byKeys, corrected, listMirrors, live, provenance } from "./app/panes.mjs";
import {
  answersAgree,
  brokenAddresses,
  filters,
  nothingMoves,
  recordedClock,
  sameElsewhere,
  viewMade,
} from "./app/picture.mjs";
import { launch, report, visitor } from "./browser.mjs";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { screenshots: { type: "string" } },
});
const base = positionals[0];
if (!base) throw new Error("BASE URL: missing; it is the first argument");
at(base);
const browser = await launch();
const { visit, problems } = visitor(browser, base, values.screenshots);
const dark = { colorScheme: "dark" };

await visit("the app draws what the server answers, at 20 moments", {}, answersAgree);
await visit("nothing moves while scrubbing", {}, nothingMoves);
await visit("a view made by hand", {}, viewMade);
await visit("its address in another profile", dark, sameElsewhere);
await visit("how a claim is known", {}, provenance);
await visit("a claim that was replaced", {}, corrected);
await visit("by keys alone", {}, byKeys);
await visit("the list mirrors the picture", {}, listMirrors);
await visit("according to a source", {}, filters);
await visit("what had been recorded", {}, recordedClock);
await visit("broken addresses", {}, brokenAddresses);
await visit("axe, light", {}, (page, shot) => allStates(page, shot, ""));
await visit("axe, dark", dark, (page, shot) => allStates(page, shot, "-dark"));
await visit("axe, forced colours", { forcedColors: "active" }, forcedColours);
await visit("axe, 360 px", { viewport: { width: 360, height: 740 } }, narrow);
await visit("live", {}, live);
await browser.close();
report(problems);
