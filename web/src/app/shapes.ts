// The shapes of the kinds of nodes, as outlines around (0, 0) with a radius of about 1: one source for canvas and page.

import type { NodeKind } from "../gql/graphql";

/** Groups of kinds share a colour, named by a custom property of the style sheet. */
export type Tone = "person" | "body" | "place" | "thing" | "said" | "done";

interface Look {
  outline: string;
  tone: Tone;
  /** A sign inside, where the shape alone would not do. */
  sign?: string;
}

const circle = "M-1 0A1 1 0 1 0 1 0A1 1 0 1 0-1 0Z";
const square = "M-.88-.88H.88V.88H-.88Z";
const wedge = "M-.8-.95L1.05 0L-.8.95Z";

/** How each kind looks. */
export const looks: Record<NodeKind, Look> = {
  PERSON: { outline: circle, tone: "person" },
  GROUP: { outline: "M-1.05 0L-.52-.92H.52L1.05 0L.52.92H-.52Z", tone: "person" },
  ANONYMOUS_SOURCE: { outline: circle, tone: "person", sign: "?" },
  POSITION: { outline: "M-.85-.9H.85V.1C.85.65.4.9 0 1.05C-.4.9-.85.65-.85.1Z", tone: "body" },
  ORGANIZATION: { outline: square, tone: "body" },
  COMPANY: { outline: "M-.9-.9H.35L.9-.35V.9H-.9Z", tone: "body" },
  PUBLIC_BODY: { outline: "M-1-.3L0-1.05L1-.3V.85H-1Z", tone: "body" },
  LOCATION: { outline: "M0 1.15L-.68.2A.8.8 0 1 1 .68.2Z", tone: "place" },
  FACILITY: { outline: "M-.95.85V-.75L-.3-.3V-.75L.35-.3V-.75L.95-.3V.85Z", tone: "place" },
  VEHICLE: { outline: wedge, tone: "thing" },
  VESSEL: { outline: wedge, tone: "thing" },
  AIRPLANE: { outline: wedge, tone: "thing" },
  EVENT: { outline: "M0-1.15L.34-.34L1.15 0L.34.34L0 1.15L-.34.34L-1.15 0L-.34-.34Z", tone: "thing" },
  DOCUMENT: { outline: "M-.72-1H.3L.78-.55V1H-.72Z", tone: "thing" },
  UNKNOWN: { outline: circle, tone: "thing", sign: "?" },
  STATEMENT: { outline: "M-1-.85H1V.45H-.05L-.6 1.05V.45H-1Z", tone: "said" },
  ACTION: { outline: "M0-1.12L1.12 0L0 1.12L-1.12 0Z", tone: "done" },
  RELATION: { outline: "M-1-.75L0-.2L1-.75V.75L0 .2L-1 .75Z", tone: "done" },
};
