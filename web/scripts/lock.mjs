// Completes package-lock.json after a change of dependencies: `npm install && npm run lock`.
//
// Some packages come with one binary package for each platform, and a registry mirror may hold only those of its own
// machines. npm then leaves the others out of the lock file, and refuses its own file at the next `npm ci`. This adds
// them by name and version. A machine of such a platform fetches its package; all others skip it.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const file = join(import.meta.dirname, "../package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));

/** The platform in a package's name, as in @biomejs/cli-linux-x64-musl; undefined when there is none. */
function platform(name) {
  const [, os, cpu, libc] =
    /-(android|darwin|freebsd|linux|win32)-(arm|arm64|x64|ia32)(?:-(musl))?$/.exec(name) ?? [];
  return os && { os: [os], cpu: [cpu], ...(libc && { libc: [libc] }) };
}

let added = 0;
for (const locked of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(locked.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (lock.packages[place] || !platform(name) || !/^\d/.test(version)) continue;
    const dev = locked.dev && { dev: true };
    lock.packages[place] = { version, ...dev, ...platform(name), optional: true };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`added ${added} packages of other platforms`);
