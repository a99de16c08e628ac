// Moments are whole microseconds since 1970 in UTC, as the server tells them apart. A number holds them exactly from the
// year 1684 to 2255, and to a few microseconds outside of that.

/** A closed stretch of time; null is no bound. */
export interface Span {
  from: number | null;
  to: number | null;
}

export const second = 1e6;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Reads RFC 3339 in UTC, with the expanded years of ISO 8601. NaN when it is something else. */
export function parseMoment(text: string): number {
  const match = /^(?:(\d{4})|([+-])(\d{5,6}))(-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6})\d*)?Z$/.exec(text);
  if (!match) return Number.NaN;
  const [, year, sign, expanded = "", rest, fraction = ""] = match;
  const whole = Date.parse(`${year ?? `${sign}${expanded.padStart(6, "0")}`}${rest}Z`);
  return whole * 1000 + Number(fraction.padEnd(6, "0"));
}

/** Writes RFC 3339 in UTC, with a fraction only where there is one. */
export function formatMoment(at: number): string {
  const fraction = ((at % second) + second) % second;
  const whole = new Date((at - fraction) / 1000).toISOString().replace(/\.000Z$/, "");
  return fraction === 0 ? `${whole}Z` : `${whole}.${String(fraction).padStart(6, "0").replace(/0+$/, "")}Z`;
}

/** A span of the server's. */
export function parseSpan(span: { from?: string | null; to?: string | null }): Span {
  return {
    from: span.from == null ? null : parseMoment(span.from),
    to: span.to == null ? null : parseMoment(span.to),
  };
}

/** Whether a moment lies in a span. No moment (null) is no limit, which every span meets. */
export function within(span: Span, at: number | null): boolean {
  if (at === null) return true;
  return (span.from === null || span.from <= at) && (span.to === null || at <= span.to);
}

/**
 * Whether a moment lies in one of the spans, which are in order. No moment is the end of time: what stands for ever
 * after meets it, and what has ended does not.
 */
export function withinAny(spans: Span[], at: number | null): boolean {
  if (at === null) return spans.some((span) => span.to === null);
  return spans.some((span) => within(span, at));
}

const dates = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  year: "numeric",
});

/** A day in words, in UTC: 26 Feb 2021. */
export function dayInWords(at: number): string {
  return dates.format(new Date(at / 1000));
}

/** A moment in words, in UTC, as finely as it differs from a full day: 26 Feb 2021, 18:00 UTC. */
export function inWords(at: number): string {
  const time = new Date(at / 1000).toISOString().slice(11, 19);
  return `${dayInWords(at)}, ${time.endsWith(":00") ? time.slice(0, 5) : time} UTC`;
}

/**
 * A window in words: one moment when it is no longer than a second, a day when it is one in the zone, else both ends. A
 * zone that the browser does not know is UTC.
 */
export function windowInWords(from: number, to: number, zone?: string | null): string {
  if (to - from < second) return inWords(from);
  const days = daysIn(zone ?? "UTC");
  const [first, last] = [days(from), days(to)];
  if (first === last) return zone && zone !== "UTC" ? `${first} (${zone})` : first;
  const end = (to + 1) % second === 0 ? to + 1 : to;
  return `${inWords(from).replace(" UTC", "")} – ${inWords(end - (end % second))}`;
}

function daysIn(timeZone: string): (at: number) => string {
  try {
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      day: "numeric",
      month: "short",
      year: "numeric",
    });
    return (at) => format.format(new Date(at / 1000));
  } catch {
    return dayInWords;
  }
}
