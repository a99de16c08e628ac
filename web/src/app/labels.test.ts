import { expect, test } from "vitest";
import { wrap } from "./labels";

test.each([
  ["Syria", 20, ["Syria"]],
  ["Syrian Observatory for Human Rights", 20, ["Syrian Observatory", "for Human Rights"]],
  ["one two three four five six", 9, ["one two", "three…"]],
  ["", 20, [""]],
])("%j in lines of %i letters", (text, letters, lines) => {
  expect(wrap(text, letters)).toEqual(lines);
});
