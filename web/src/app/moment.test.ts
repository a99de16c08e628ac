import { describe, expect, test } from "vitest";
import { formatMoment, inWords, parseMoment, parseSpan, windowInWords, within, withinAny } from "./moment";

describe("a moment", () => {
  test.each([
    "2021-02-26T04:59:59.999999Z",
    "2021-02-26T05:00:00Z",
    "1969-12-31T23:59:59.5Z",
    "1970-01-01T00:00:00.000001Z",
  ])("%s is the same read and written", (text) => {
    expect(formatMoment(parseMoment(text))).toBe(text);
  });

  test("keeps microseconds apart", () => {
    expect(parseMoment("2021-02-26T05:00:00Z") - parseMoment("2021-02-26T04:59:59.999999Z")).toBe(1);
  });

  test("reads expanded years", () => {
    expect(parseMoment("-0044-03-15T00:00:00Z")).toBeNaN();
    expect(parseMoment("-00044-03-15T00:00:00Z")).toBe(Date.parse("-000044-03-15T00:00:00Z") * 1000);
    expect(parseMoment("+12021-01-01T00:00:00Z")).toBe(Date.parse("+012021-01-01T00:00:00Z") * 1000);
  });

  test.each(["", "yesterday", "2021-02-26", "2021-02-26T05:00:00", "2021-99-99T00:00:00Z"])(
    "%j is none",
    (text) => {
      expect(parseMoment(text)).toBeNaN();
    },
  );

  test("in words", () => {
    expect(inWords(parseMoment("2021-02-26T18:00:00Z"))).toBe("26 Feb 2021, 18:00 UTC");
    expect(inWords(parseMoment("2021-02-26T18:00:07Z"))).toBe("26 Feb 2021, 18:00:07 UTC");
  });
});

describe("a window in words", () => {
  const day = [parseMoment("2021-02-25T05:00:00Z"), parseMoment("2021-02-26T04:59:59.999999Z")] as const;
  test("is a day where it is one", () => {
    expect(windowInWords(...day, "America/New_York")).toBe("25 Feb 2021 (America/New_York)");
  });
  test("has both ends elsewhere", () => {
    expect(windowInWords(...day)).toBe("25 Feb 2021, 05:00 – 26 Feb 2021, 05:00 UTC");
  });
  test("is a moment when it is short", () => {
    const at = parseMoment("2021-02-27T01:42:00Z");
    expect(windowInWords(at, at + 999_999)).toBe("27 Feb 2021, 01:42 UTC");
  });
  test("does not mind a zone that nobody knows", () => {
    expect(windowInWords(...day, "Nowhere/At_All")).toBe("25 Feb 2021, 05:00 – 26 Feb 2021, 05:00 UTC");
  });
});

describe("a span", () => {
  const span = parseSpan({ from: "2021-02-26T00:00:00Z", to: "2021-02-26T23:59:59.999999Z" });
  const [from, to] = [span.from ?? 0, span.to ?? 0];
  test("is closed", () => {
    expect([from - 1, from, to, to + 1].map((at) => within(span, at))).toEqual([false, true, true, false]);
  });
  test("without bounds has every moment", () => {
    expect(within(parseSpan({}), -1e15)).toBe(true);
  });
  test("that has ended is over now", () => {
    expect(withinAny([span], null)).toBe(false);
    expect(withinAny([span, { from: to + 1, to: null }], null)).toBe(true);
  });
});
