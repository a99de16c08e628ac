// What every check in a browser needs: Chromium, a page that notes all that should not happen, and a place for pictures.

import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

/** Starts the system's Chromium, or the one that CHROMIUM names. It asks nothing of any other host. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A function that runs a check on a page of a fresh profile, and a list of the problems that it met: requests that leave
 * the host of base, errors on the console, violated policies, and a check that throws. Pictures go to a folder, if given.
 */
export function visitor(browser, base, folder) {
  if (folder) mkdirSync(folder, { recursive: true });
  const problems = [];
  async function visit(name, options, check) {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "en-GB",
      timezoneId: "UTC",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const note = (what) => problems.push(`${name}: ${what}`);
    const leaves = (url) => /^(https?|wss?):/.test(url) && new URL(url).host !== new URL(base).host;
    page.on("request", (request) => leaves(request.url()) && note(`request to ${request.url()}`));
    page.on("websocket", (socket) => leaves(socket.url()) && note(`socket to ${socket.url()}`));
    page.on("console", (message) => message.type() === "error" && note(`console: ${message.text()}`));
    page.on("pageerror", (error) => note(`page error: ${error.message}`));
    await page.exposeFunction("noteViolation", (text) => note(`policy violated: ${text}`));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) =>
        window.noteViolation(`${event.violatedDirective} by ${event.blockedURI} ${event.sourceFile}`),
      );
    });
    try {
      await check(page, (state) => folder && page.screenshot({ path: join(folder, `${state}.png`) }));
      console.log(`ok   ${name}`);
    } catch (error) {
      note(error.message);
      const seen = join(folder ?? mkdtempSync(join(tmpdir(), "onrecord-")), "failed.png");
      await page.screenshot({ path: seen });
      console.log(`FAIL ${name}, as seen in ${seen}`);
    }
    await context.close();
  }
  return { visit, problems };
}

/** Throws with a message unless a condition holds. */
export function assert(condition, message) {
  if (!condition) throw new Error(message);
}

/** Says what went wrong, and ends the program with 1 if anything did. */
export function report(problems) {
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
  console.log(problems.length === 0 ? "all well" : `${problems.length} problems`);
}
