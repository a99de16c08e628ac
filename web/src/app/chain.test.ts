import { expect, test } from "vitest";
import { chainInWords } from "./chain";

const outlet = (name: string) => ({ name, kind: "ORGANIZATION" as const });
const unnamed = (name: string) => ({ name, kind: "ANONYMOUS_SOURCE" as const });

test("a chain reads from the outlet to the origin", () => {
  expect(chainInWords([outlet("Sputnik"), outlet("Fox News"), unnamed("Two sources")])).toBe(
    "Sputnik, citing Fox News, citing two sources",
  );
});

test("one link is its name, also of somebody unnamed", () => {
  expect(chainInWords([unnamed("Two sources")])).toBe("Two sources");
});

test("no chain is the desk's own word", () => {
  expect(chainInWords([])).toBe("The desk vouches for it");
});
