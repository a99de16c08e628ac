import { describe, expect, test } from "vitest";
import { parseMoment } from "./moment";
import { argumentsOf, nowView, readView, type View, writeView } from "./view";

const at = parseMoment("2021-02-26T18:00:00Z");
const by = parseMoment("2021-02-27T04:59:59.999999Z");
const id = "0177e136-c900-705f-8612-769ac3e1d650";

/** A source of numbers from 0 to 1 that is the same each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe("the address of a view", () => {
  test("of now is empty", () => {
    expect(writeView(nowView)).toBe("");
    expect(readView("")).toEqual(nowView);
  });

  test("can be read by people", () => {
    const view: View = { ...nowView, at, by, hiddenTypes: ["STATE"], hiddenKinds: ["PERSON"], selected: id };
    expect(writeView(view)).toBe(
      `at=2021-02-26T18:00:00Z&by=2021-02-27T04:59:59.999999Z&without=PERSON&without=type.STATE&select=${id}`,
    );
  });

  test("leads back to the same view, for 500 of them", () => {
    const random = randomFrom(7);
    const some = <T>(list: T[]) => list.filter(() => random() < 0.5).sort();
    const moment = () => (random() < 0.3 ? null : Math.floor((random() - 0.3) * 4e15));
    for (let n = 0; n < 500; n++) {
      const follow = random() < 0.3;
      const view: View = {
        at: moment(),
        by: follow ? null : moment(),
        clock: random() < 0.5 ? "reported" : "recorded",
        follow,
        upTo: random() < 0.5,
        also: random() < 0.5,
        selected: random() < 0.5 ? id : null,
        hiddenKinds: some(["PERSON", "PUBLIC_BODY"]),
        hiddenTypes: some(["STATE", "LOCATED_IN"]),
        sources: some([id, "airstrikes:kirby"]),
      };
      expect(readView(`?${writeView(view)}`)).toEqual(view);
    }
  });

  test("is never too broken to read, for 500 broken ones", () => {
    const random = randomFrom(11);
    const letters = "abt=&?%+:.-TZ019_ fosley<>\u0000é";
    for (let n = 0; n < 500; n++) {
      const noise = Array.from({ length: 30 }, () => letters[Math.floor(random() * letters.length)]).join("");
      const view = readView(`?at=${noise}&by=${noise}&without=${noise}&select=${noise}&according=${noise}`);
      expect(readView(`?${writeView(view)}`)).toEqual(view);
    }
  });
});

describe("the server's arguments", () => {
  test("name the second clock", () => {
    const of = (change: Partial<View>) => argumentsOf({ ...nowView, ...change });
    expect(of({})).toEqual({});
    expect(of({ at, by })).toEqual({
      validAt: "2021-02-26T18:00:00Z",
      reportedAt: "2021-02-27T04:59:59.999999Z",
    });
    expect(of({ by, clock: "recorded" })).toEqual({ recordedAt: "2021-02-27T04:59:59.999999Z" });
  });

  test("follow with both clocks", () => {
    expect(argumentsOf({ ...nowView, at, follow: true })).toEqual({
      validAt: "2021-02-26T18:00:00Z",
      reportedAt: "2021-02-26T18:00:00Z",
    });
  });
});
