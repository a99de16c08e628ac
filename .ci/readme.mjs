// Holds README.md to what it says: posts its query to a running server and compares the answer with the one printed.
//
//   node .ci/readme.mjs http://127.0.0.1:8080     compare the answers
//   node .ci/readme.mjs events                    print the events of the README
//
// The server's log must hold examples/airstrikes.

import { deepStrictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const text = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");

/** The first block of a language. */
function block(language) {
  const found = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "ms").exec(text);
  if (!found) throw new Error(`README.md: no block of ${language}`);
  return found[1];
}

const [what] = process.argv.slice(2);
if (what === "events") {
  process.stdout.write(block("jsonl"));
} else {
  const response = await fetch(new URL("/graphql", what), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: block("graphql") }),
  });
  const { data, errors } = await response.json();
  deepStrictEqual({ data, errors }, { data: JSON.parse(block("json")), errors: undefined });
  console.log("the README's query has the README's answer");
}
