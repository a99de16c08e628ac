// Compresses the built files for the Go binary: NAME becomes NAME.br and NAME.gz, and the plain file goes.
// HTML stays plain: it is small, and the server hashes it for its ETag.

import { readdirSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

// The best quality, 11, takes eight times as long for 8 % less.
const quality = 9;

const dist = join(import.meta.dirname, "../dist");
const done = new Set([".html", ".br", ".gz"]);

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== ".gitkeep" && !done.has(extname(entry.name)))
  .map((entry) => join(entry.parentPath, entry.name));

async function compress(file) {
  const plain = await readFile(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
  };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(plain, { params }),
    promisify(gzip)(plain, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
  await rm(file);
  return { plain: plain.length, br: br.length, gz: gz.length };
}

const sizes = await Promise.all(files.map(compress));
const total = (key) => `${(sizes.reduce((sum, size) => sum + size[key], 0) / 1e6).toFixed(2)} MB`;
console.log(
  `compressed ${files.length} files: ${total("plain")} plain, ${total("br")} br, ${total("gz")} gz`,
);
