// Writes dist/THIRD_PARTY_LICENSES.txt: the licence of every package that may be in the bundle, which is every
// installed package that package-lock.json does not mark as for development only.

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));

function licenceText(folder) {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  return files
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8").trim())
    .join("\n\n");
}

const entries = new Map();
for (const [path, locked] of Object.entries(lock.packages)) {
  const folder = join(root, path);
  if (path === "" || locked.dev || !existsSync(folder)) continue;
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const text = licenceText(folder) || "(The package carries no licence file.)";
  entries.set(`${name} ${version}`, `${name} ${version}\nLicence: ${license ?? "see below"}\n\n${text}`);
}
if (entries.size === 0) throw new Error("no installed packages found: run npm ci first");

const intro = "Packages that the built pages are made of, with their licences.";
const rule = `\n\n${"-".repeat(78)}\n\n`;
const body = [...entries.keys()].sort().map((key) => entries.get(key));
writeFileSync(join(root, "dist/THIRD_PARTY_LICENSES.txt"), `${[intro, ...body].join(rule)}\n`);
console.log(`licences of ${entries.size} packages`);
